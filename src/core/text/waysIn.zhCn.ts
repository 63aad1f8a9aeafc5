import type { waysInEn } from './waysIn.en.ts';

export const waysInZhCn: Readonly<Record<keyof typeof waysInEn, string>> = {
  questionTitle: '深度研究',
  askCode: '关于这段代码，要查明什么？',

  fromFile: '摘自 {file}：',
  fromSection: '摘自 {file} 的“{heading}”一节：',
  inFile: '（摘自 {file}）',
  inSection: '（摘自 {file} 的“{heading}”一节）',
  aboutCode: '关于 {file} 中的这段代码：',
  selectionTooLong:
    '所选内容有 {length} 个字符，一个问题最多容纳 {most} 个。请少选一些。没有发送任何内容。',

  problemAction: '研究此问题：{message}',
  problemQuestion: '这个问题的原因是什么？怎样正确解决？',
  problemAbout: '消息（{language}，{label}）：',
  problemAboutPlain: '消息（{language}）：',
  problemNone: '光标处没有可研究的问题。',

  todoAction: '研究此 TODO：{topic}',
  todoLens: '研究此 TODO',
  todoNone: '这一行没有 TODO(research)。',

  upgradeAction: '研究 {name} 的升级',
  upgradeQuestion:
    '是否应升级 {name}（{registry}）？如何升级？请将在用版本与最新稳定版比较：不兼容的变更、迁移步骤、已知的安全公告、维护状况，以及如有理由弃用它时的替代方案。',
  upgradeInstalled: '在用版本：{versions}（来自 {lock}）。',
  upgradeDeclared: '{file} 中的声明：{wanted}。',
  upgradeNone: '这一行没有可研究的依赖项。',

  draftReplaced: '您正在写的问题已被替换。',
  draftBack: '恢复',

  fileUntrusted: '此工作区未受信任，因此不读取其中的文件。请信任它，或将文字粘贴到问题中。',
  fileNone: '请在资源管理器中选择一个文件，或打开一个文件。',
  fileFolder: '{name} 是文件夹。请选择文件。',
  fileOutside: '{name} 不在此工作区内，因此不读取。请打开它并选择文字。',
  fileLink: '{name} 是指向别处的链接，因此不读取。请打开它并选择文字。',
  fileMany: '一次选择的文件太多：最多 {most} 个。',

  templatePick: '从模板开始',
  templateOwn: '来自您的设置',
  templateEdit: '在设置中编辑您的模板',
  templatePlace: '{name}（留空可稍后填写）',
  templateProblems: 'deepResearch.templates 中被忽略的条目：{problems}。',
  templateProblem: '第 {number} 条（{reason}）',
  templateSettings: '打开设置',
  template_notAnObject: '不是带有“name”和“question”的对象',
  template_noName: '没有“name”',
  template_noQuestion: '没有“question”',
  template_tooLong: '名称或问题太长',
  template_tooManyPlaces: '待填的位置超过 5 个',
  template_compareName: '比较',
  template_compare: '就{用途}比较{甲}和{乙}：优点、局限、成本、成熟度，以及各种情形下应选哪一个。',
  template_decideName: '决策',
  template_decide:
    '我们是否应该{决策}？请列出各种选择、重要的判断标准、各自的利弊、处境相同者的做法，并给出附有条件的建议。',
  template_upgradeName: '升级',
  template_upgrade:
    '从{当前版本}到最新稳定版有哪些变化？不兼容的变更、迁移步骤、升级后的已知问题，以及旧版本的支持期限。',
  template_securityName: '安全',
  template_security:
    '关于{对象}的安全性有哪些已知情况？已发布的公告及其日期和修复版本、使用中的常见错误、加固建议，以及对报告的响应速度。',
  template_artName: '前沿进展',
  template_art:
    '{领域}的前沿进展如何？最近{几}年最重要的成果、相互竞争的方法、尚未解决的问题，以及专家的分歧所在。',

  toolStartTitle: '开始深度研究？',
  toolStartMessage:
    '费用约 {low} 至 {high} 元人民币，由阿里云计费，需时 5 至 30 分钟。将发送到 {host}：',
  toolAnswerTitle: '回答并开始深度研究？',
  toolStarting: '正在开始深度研究',
  toolReading: '正在读取深度研究',
  toolSearching: '正在搜索过往的深度研究',
};
