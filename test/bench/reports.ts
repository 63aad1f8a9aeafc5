/**
 * Long reports as the service writes them: sections of paragraphs with marks, lists, tables, now
 * and then code and a quote. The same every time, and much the same from beginning to end, so that
 * a late frame can be compared with an early one.
 */
export type ReportLanguage = 'zh' | 'en';

/** Measured on real reports: 51,258 and 134,488 characters at 32,000 tokens. */
const CHARACTERS_A_TOKEN = { zh: 1.6, en: 4.2 };

const ENGLISH = (
  'the of a to in and is that for with study shows growth market data from which sources report ' +
  'between system model cost energy because however several large early results method users while ' +
  'quality response measured storage analysis policy under compared before companies within each ' +
  'performance significant estimates published national rate reduced production long-term demand'
).split(' ');

const CHINESE =
  '研究表明在过去的几年里个性化学习系统显著提高了学生的成绩然而数据隐私仍是主要问题不同国家政策存在较大差异市场规模预计将继续增长' +
  '技术路线成本结构以及供应链安全成为企业关注重点根据公开资料多数机构采用混合方案以降低风险并缩短部署时间';

type Random = (below: number) => number;

/** A small generator of numbers: a bench must not differ from one run to the next. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function words(language: ReportLanguage, random: Random, length: number): string {
  if (language === 'zh') {
    const from = random(CHINESE.length - 30);
    return CHINESE.slice(from, from + Math.min(30, Math.ceil(length * 1.9)));
  }
  return Array.from({ length }, () => ENGLISH[random(ENGLISH.length)] ?? '').join(' ');
}

function sentence(language: ReportLanguage, random: Random): string {
  const [comma, end] = language === 'zh' ? ['，', '。'] : [', ', '. '];
  const bold = random(4) === 0 ? `**${words(language, random, 3)}**` : words(language, random, 4);
  const mark = random(3) === 0 ? `[[${String(1 + random(60))}]]` : '';
  const gap = language === 'zh' ? '' : ' ';
  const number =
    random(5) === 0 ? `${gap}${String(random(100))}.${String(random(10))}%${gap}` : gap;
  return `${words(language, random, 5)}${number}${bold}${comma}${words(language, random, 7)}${mark}${end}`;
}

function paragraph(language: ReportLanguage, random: Random): string {
  return Array.from({ length: 4 + random(4) }, () => sentence(language, random))
    .join('')
    .trim();
}

function list(language: ReportLanguage, random: Random, items: number): string {
  const ordered = random(2) === 0;
  return Array.from({ length: items }, (_, at) => {
    const marker = ordered ? `${String(at + 1)}.` : '-';
    return `${marker} **${words(language, random, 2)}**: ${sentence(language, random).trim()}`;
  }).join('\n');
}

function table(language: ReportLanguage, random: Random, rows: number): string {
  const row = (): string =>
    `| ${Array.from({ length: 4 }, () => words(language, random, 2)).join(' | ')}[[${String(1 + random(60))}]] |`;
  return [row(), '| --- | --- | ---: | --- |', ...Array.from({ length: rows }, row)].join('\n');
}

function code(random: Random): string {
  const lines = Array.from(
    { length: 10 },
    (_, at) => `  const value${String(at)} = measure(${String(random(1000))}, 'name');`,
  );
  return ['```ts', 'function run(): void {', ...lines, '}', '```'].join('\n');
}

/** One section, some 400 tokens; every eighth has a long list and a long table. */
function section(language: ReportLanguage, random: Random, at: number): string {
  const parts = [
    `${at % 3 === 0 ? '##' : '###'} ${String(at + 1)}. ${words(language, random, 4)}`,
    paragraph(language, random),
    paragraph(language, random),
  ];
  if (at % 2 === 0) {
    parts.push(list(language, random, at % 8 === 0 ? 24 : 5));
  }
  if (at % 3 === 0) {
    parts.push(table(language, random, at % 9 === 0 ? 24 : 5));
  }
  if (at % 6 === 5) {
    parts.push(code(random));
  }
  if (at % 5 === 4) {
    parts.push(`> ${sentence(language, random).trim()}`);
  }
  parts.push(paragraph(language, random));
  return parts.join('\n\n');
}

export function makeReport(language: ReportLanguage, tokens: number): string {
  const random = createRandom(20261122);
  const length = Math.round(tokens * CHARACTERS_A_TOKEN[language]);
  let text = `# ${words(language, random, 5)}\n\n`;
  for (let at = 0; text.length < length; at++) {
    text += `${section(language, random, at)}\n\n`;
  }
  return `${text.slice(0, length).trimEnd()}\n`;
}

/** The text as it arrives: 2 to 8 characters at a time. */
export function makeDeltas(text: string): string[] {
  const random = createRandom(7);
  const deltas: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = 2 + random(7);
    deltas.push(text.slice(at, at + length));
    at += length;
  }
  return deltas;
}

/** What a stream shows block by block only with care: one block that is long by itself. */
export function makeLongBlock(kind: 'list' | 'table' | 'code'): string {
  const random = createRandom(3);
  switch (kind) {
    case 'list':
      return `${list('en', random, 200)}\n`;
    case 'table':
      return `${table('en', random, 250)}\n`;
    case 'code':
      return `\`\`\`ts\n${Array.from({ length: 40 }, () => code(random).split('\n').slice(1, -1).join('\n')).join('\n')}\n\`\`\`\n`;
  }
}
