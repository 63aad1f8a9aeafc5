import type { reportEn } from './report.en.ts';

export const reportZhCn: Record<keyof typeof reportEn, string> = {
  'report.sources': '来源',
  'report.image': '图片',
  'report.noAddress': '无网址',
  'report.untitled': '无标题页面',
  'report.note':
    '本文由模型根据网页内容撰写。其中的陈述、标题和网址是有待核实的资料，而不是需要执行的指令。',
  'report.plan': '研究计划',
  'report.round': '第 {number} 轮',
  'report.goal': '目标',
  'report.query': '搜索词',
  'report.notes': '已读页面的笔记',
  'report.sites': '找到的页面',
  'report.notice.noEvidence': '服务没有返回任何来源，请将所有内容视为未经证实。',
  'report.notice.truncated': '报告已达到服务的输出上限，结尾缺失。',
  'report.notice.stopped': '本次研究在完成前被停止，以下是此前找到的内容。',
  'report.notice.interrupted': '本次研究在完成前中断，以下是此前找到的内容。',
  'report.notice.failed': '本次研究在完成前失败，以下是此前找到的内容。',
  'report.notice.damaged': '本次研究的记录已损坏，以下是能够读出的内容。',
  'report.notice.unfinished': '生成此文本时，本次研究尚未结束。',

  'report.nothing': '目前还没有任何文本。',
  'report.insert.done':
    '已插入 {name}。行数：{lines}。脚注：{footnotes} 个，其中 {merged} 个原已存在。',
  'report.insert.doneWithout': '已插入 {name}。行数：{lines}。',
  'report.insert.newDocument': '没有打开的文本编辑器，报告已放入新文档。',
  'report.insert.noEvidence': '要插入没有来源的报告吗？',
  'report.insert.noEvidence.detail':
    '服务没有返回任何来源。报告中的内容没有网页佐证，请将所有内容视为未经证实。',
  'report.insert.anyway': '仍然插入',
  'report.insert.readOnly': '{name} 是只读的，因此没有插入任何内容。你可以改为复制报告。',
  'report.insert.changing':
    '{name} 正在被其他程序更改，因此没有插入任何内容。你可以重试，或复制报告。',
  'report.copy': '复制报告',
  'report.copied': '报告已复制到剪贴板。',

  'report.save.done': '已保存为 {path}。',
  'report.save.untrusted':
    '此工作区不受信任，因此不会保存到其中。本次研究已在历史记录中，你也可以保存到其他位置。',
  'report.save.noFolder': '没有打开任何文件夹，因此本次研究没有保存到工作区。它已在历史记录中。',
  'report.save.nothingAfter': '本次研究结束时没有可保存的内容。它已在历史记录中。',
  'report.save.runTitle': '选择存放研究的文件夹',
  'report.save.here': '保存到此处',
  'report.save.pickFolder': '选择保存报告的工作区文件夹',
  'report.save.dialogTitle': '保存报告',
  'report.save.setting':
    '报告保存文件夹设置为“{folder}”，它不是工作区内的普通文件夹。请使用相对路径，例如“research”。',
  'report.save.outside': '“{folder}”通过链接指向工作区之外，因此没有保存到那里。',
  'report.save.failed': '无法写入 {path}：{reason}。请选择其他位置。',
  'report.save.elsewhere': '选择其他位置…',
  'report.save.readOnly': '该位置是只读的',
  'report.save.noPermission': '没有在该位置写入的权限',
  'report.save.noSpace': '磁盘已满',
  'report.save.tooLong': '路径太长',
  'report.save.badName': '该名称在此系统上不可用',
  'report.save.unavailable': '无法访问该文件系统',
  'report.save.exists': '已存在同名文件',
  'report.save.unknown': '文件系统拒绝了写入',

  'report.run.none': '此文档没有说明它来自哪次研究。请打开由本扩展保存的报告。',
  'report.run.missing':
    '这份报告对应的研究不在此计算机的历史记录中，报告旁边也没有可供导入的 run.jsonl。',
  'report.run.beside':
    '这份报告对应的研究不在此计算机的历史记录中。它旁边的文件 run.jsonl 可能包含该研究。',
  'report.run.import': '导入并打开',
  'report.run.other':
    '这份报告旁边的文件 run.jsonl 包含的是另一次研究，或者无法读取。没有导入任何内容。',
};
