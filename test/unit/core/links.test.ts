import assert from 'node:assert/strict';
import fc from 'fast-check';
import { collectLinks, linkId, safeUrl } from '../../../src/core/report/links.ts';

const addresses = (markdown: string): string[] => [...collectLinks(markdown).values()];

describe('links of a report', () => {
  it('finds links, bare addresses, addresses in brackets, images and definitions', () => {
    const markdown = [
      '[a](https://a.test/1) and https://b.test/2, <https://c.test/3>, ![d](https://d.test/4.png)',
      '[e][ref] **[f](http://f.test)** [![g](https://g.test/i.png)](https://h.test/)',
      '',
      '| x |\n| - |\n| [t](https://t.test/) |',
      '',
      '[ref]: https://e.test/5 "title"',
    ].join('\n');
    assert.deepEqual(addresses(markdown), [
      'https://a.test/1',
      'https://b.test/2',
      'https://c.test/3',
      'https://d.test/4.png',
      'https://e.test/5',
      'http://f.test/',
      'https://h.test/',
      'https://g.test/i.png',
      'https://t.test/',
    ]);
  });

  for (const address of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html;base64,PHNjcmlwdD4=',
    'vbscript:x',
    'command:workbench.action.terminal.new',
    'vscode://ms-vscode.x/y',
    'vscode-insiders://x',
    'file:///etc/passwd',
    '\\\\server\\share',
    '//evil.test/x',
    '/absolute',
    'relative.md',
    'mailto:a@b.test',
    'ftp://a.test/',
    'https://user:pass@a.test/',
    'https://bank.test@evil.test/',
    'blob:null/1',
    'about:blank',
    'ws://a.test',
  ]) {
    it(`opens no ${JSON.stringify(address)}`, () => {
      assert.deepEqual(addresses(`[x](<${address}>) ![x](<${address}>) <${address}>`), []);
    });
  }

  it('ends a bare address where a citation begins', () => {
    assert.deepEqual(addresses('see https://a.test/x[[1]] and https://b.test/y[[2,3]]。'), [
      'https://a.test/x',
      'https://b.test/y',
    ]);
  });

  it('ends a bare address at Chinese punctuation', () => {
    assert.deepEqual(addresses('见 https://a.test/x，以及（https://b.test/y）。'), [
      'https://a.test/x',
      'https://b.test/y',
    ]);
  });

  it('guesses no links', () => {
    assert.deepEqual(addresses('www.a.test a.test a@b.test 127.0.0.1 //c.test'), []);
  });

  it('finds none in code', () => {
    assert.deepEqual(addresses('`https://a.test`\n\n```\nhttps://b.test\n```'), []);
  });

  it('names an address briefly, always the same, and each differently', () => {
    const names = new Set(
      Array.from({ length: 20_000 }, (_, n) => linkId(`https://a.test/${String(n)}`)),
    );
    assert.equal(names.size, 20_000);
    assert.equal(linkId('https://a.test/'), linkId('https://a.test/'));
    assert.match(linkId('https://a.test/'), /^[0-9a-f]{16}$/u);
  });

  it('lets through only web addresses, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `https://${text}`),
        ),
        (text) => {
          const url = safeUrl(text);
          assert.ok(
            url === undefined ||
              (/^https?:$/u.test(url.protocol) && url.username === '' && url.password === ''),
          );
        },
      ),
    );
  });
});
