import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { createMarkdownIt } from '../../../src/core/report/markdownIt.ts';
import { PAYLOADS } from './payloads.ts';

/**
 * Public collections of attacks, where they are: DEEP_RESEARCH_CORPORA names a folder of `.txt`
 * (one a line) and `.json` (an array of texts) files. None is part of this project.
 */
export function readCorpora():
  { readonly folder: string; readonly payloads: string[] } | undefined {
  const folder = process.env['DEEP_RESEARCH_CORPORA'] ?? '';
  if (folder === '' || !existsSync(folder)) {
    return undefined;
  }
  const payloads = readdirSync(folder).flatMap((name) => {
    const text = (): string => readFileSync(path.join(folder, name), 'utf8');
    return name.endsWith('.json')
      ? (JSON.parse(text()) as unknown[]).filter((one) => typeof one === 'string')
      : name.endsWith('.txt')
        ? text().split(/\r?\n/u)
        : [];
  });
  return { folder, payloads: [...new Set(payloads)].filter((one) => one.trim() !== '') };
}

const SCRIPT = 'window.__hit=1';
const BEACON = 'https://evil.test/b';

const TAGS =
  'img svg video audio body iframe object embed input details marquee a math style'.split(' ');
const HANDLERS = 'onerror onload onfocus ontoggle onclick onmouseover onanimationstart'.split(' ');
const ADDRESSES = [
  `javascript:${SCRIPT}`,
  `JaVaScRiPt:${SCRIPT}`,
  `java\tscript:${SCRIPT}`,
  `java&Tab;script:${SCRIPT}`,
  `&#x6a;avascript:${SCRIPT}`,
  `\u0001javascript:${SCRIPT}`,
  `%6aavascript:${SCRIPT}`,
  `data:text/html,<script>${SCRIPT}</script>`,
  `data:text/html;base64,PHNjcmlwdD5hPC9zY3JpcHQ+`,
  `vbscript:${SCRIPT}`,
  'file:///etc/passwd',
  'command:workbench.action.quit',
  'vscode://evil.test/x',
  'vscode-webview://evil.test/x',
  'blob:https://evil.test/1',
  '//evil.test/b',
  '\\\\evil.test\\b',
  'https:/\\evil.test',
  'https://bank.test@evil.test/',
  'mailto:a@evil.test',
  BEACON,
];
const LINKS = [
  (url: string) => `[x](${url})`,
  (url: string) => `[x](<${url}>)`,
  (url: string) => `<${url}>`,
  (url: string) => `![x](${url})`,
  (url: string) => `[![x](${url})](${url})`,
  (url: string) => `[x]\n\n[x]: ${url}`,
  (url: string) => `[[1]](${url})`,
  (url: string) => `<a href="${url}" ping="${url}">x</a>`,
];

/** A few hundred attempts of our own, so that the test is one everywhere. */
export function generatePayloads(): string[] {
  return [
    ...PAYLOADS,
    ...TAGS.flatMap((tag) =>
      HANDLERS.flatMap((handler) => [
        `<${tag} src=${BEACON} ${handler}="${SCRIPT}">`,
        `"><${tag}/${handler}=${SCRIPT}//`,
      ]),
    ),
    ...ADDRESSES.flatMap((url) => LINKS.map((link) => link(url))),
  ];
}

/** The places of Markdown that a payload can stand in; `n` keeps the names of definitions apart. */
export const FORMS: readonly ((payload: string, n: number) => string)[] = [
  (payload: string): string => payload,
  (payload: string): string => `# ${payload}\n\nText **${payload}**[[1]] and *${payload}*`,
  (payload: string): string => `- ${payload}\n- [${payload}](https://ok.test)\n\n> ${payload}`,
  (payload: string, n: number): string =>
    `[x](${payload}) ![x](${payload}) [x](<${payload}>)\n\n[y${String(n)}]: ${payload}\n\n[y${String(n)}]`,
  (payload: string): string => `| a | ${payload} |\n| - | - |\n| ${payload} | [x](${payload}) |`,
  (payload: string): string =>
    `\`\`\`${payload}\n${payload}\n\`\`\`\n\n\`${payload}\` <${payload}>`,
];

/** One document of many, each of which begins outside of what the one before left open. */
export function joinDocuments(documents: readonly string[]): {
  readonly text: string;
  /** Those that nothing closes: each has to be shown by itself. */
  readonly open: readonly string[];
} {
  const markdown = createMarkdownIt();
  const open: string[] = [];
  const texts = documents.flatMap((document) => {
    const closed = ['', '\n```', '\n~~~', `\n${'`'.repeat(50)}`, `\n${'~'.repeat(50)}`]
      .map((end) => `${document}${end}\n\nend`)
      .find((text) => markdown.parse(text, {}).at(-1)?.type === 'paragraph_close');
    if (closed === undefined) {
      open.push(document);
    }
    return closed ?? [];
  });
  return { text: texts.join('\n\n'), open };
}

/** What changes or hides text without being seen. */
export const UNICODE_TRICKS: readonly string[] = [
  ...'\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069',
  ...'\u200B\u200E\u200F\u2060\u2061\u2062\u2063\u2064\uFEFF\u00AD\u061C',
  ...Array.from({ length: 128 }, (_, at) => String.fromCodePoint(0xe0000 + at)),
];
