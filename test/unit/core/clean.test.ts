import assert from 'node:assert/strict';
import { cleanLine, cleanText, cleanTitle, displayHost } from '../../../src/core/text/clean.ts';

/** Characters that turn the direction of a text. */
const BIDI = [
  0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];

/** Characters that are not seen. */
const INVISIBLE = [
  0x00ad, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061,
  0x2062, 0x2063, 0x2064, 0x206a, 0x206f, 0x2800, 0x3164, 0xfeff, 0xffa0, 0xfff9, 0xfffb, 0xe0001,
  0xe0041, 0xe007f, 0xe0100, 0xe01ef,
];

const hex = (code: number): string => `U+${code.toString(16).toUpperCase()}`;

describe('cleaning of untrusted text', () => {
  for (const code of [...BIDI, ...INVISIBLE, 0x00, 0x07, 0x1b, 0x7f, 0x80, 0x9f]) {
    it(`takes ${hex(code)} out of titles and lines`, () => {
      const text = `a${String.fromCodePoint(code)}b`;
      assert.equal(cleanTitle(text, 80), 'ab');
      assert.equal(cleanLine(text), 'ab');
    });
  }

  for (const code of BIDI) {
    it(`takes ${hex(code)} out of running text`, () => {
      assert.equal(cleanText(`a${String.fromCodePoint(code)}b`), 'ab');
    });
  }

  it('shows tag characters in running text as boxes', () => {
    assert.equal(cleanText('a\u{E0041}\u{E0042}b'), 'a▯▯b');
  });

  it('keeps lines and tabs of running text, and joiners that scripts need', () => {
    assert.equal(cleanText('a\n\tb\u200Dc\u200Cd'), 'a\n\tb\u200Dc\u200Cd');
  });

  for (const end of ['\n', '\r\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f', '\t']) {
    it(`makes one line of a text with ${JSON.stringify(end)}`, () => {
      assert.equal(cleanLine(`a${end}b`), 'a b');
    });
  }

  it('takes terminal escapes out whole', () => {
    assert.equal(cleanLine('\u001B[31mred\u001B[0m \u001B]0;title\u0007end'), 'red end');
  });

  it('keeps joined emoji whole, with and without skin tones', () => {
    for (const emoji of ['👩‍💻', '👨‍👩‍👧‍👦', '👩🏽‍🚀', '🏳️‍🌈']) {
      assert.equal(cleanTitle(`a ${emoji} b`, 80), `a ${emoji} b`);
    }
  });

  it('replaces half of a pair', () => {
    assert.equal(cleanLine('a\uD83Db'), 'a\uFFFDb');
  });

  it('cuts titles between characters, with an ellipsis', () => {
    assert.equal(cleanTitle('  one   two  ', 20), 'one two');
    assert.equal(cleanTitle('𠮷𠮷𠮷𠮷', 3), '𠮷𠮷…');
    assert.equal(cleanTitle('𠮷𠮷𠮷', 3), '𠮷𠮷𠮷');
    assert.equal(cleanTitle('abcdef', 4), 'abc…');
  });

  it('takes a hostile title of many megabytes in no time', () => {
    const start = performance.now();
    cleanTitle('\u200B'.repeat(5_000_000), 200);
    assert.ok(performance.now() - start < 50);
  });
});

describe('the host shown beside a source', () => {
  const table: readonly (readonly [string, string])[] = [
    ['https://example.com/path', 'example.com'],
    ['HTTP://EXAMPLE.com:8080/', 'example.com:8080'],
    ['https://example.com:443/', 'example.com'],
    ['https://аррӏе.com/', 'xn--80ak6aa92e.com'],
    ['https://例え.jp/', 'xn--r8jz45g.jp'],
    ['https://user@example.com/', ''],
    ['https://paypal.com@evil.test/', ''],
    ['https://a:b@evil.test/', ''],
    ['javascript:alert(1)', ''],
    ['data:text/html,x', ''],
    ['command:workbench.action.quit', ''],
    ['vscode://x/y', ''],
    ['file:///etc/passwd', ''],
    ['//example.com/x', ''],
    ['example.com', ''],
    ['https://', ''],
    ['https:\\\\evil.test\\', ''],
    ['https://good.test\\@evil.test/', ''],
    ['https://exa\nmple.com/', ''],
    ['https://exa\u200Bmple.com/', ''],
    ['https://example.com/a b', ''],
    ['ftp://example.com/', ''],
    ['mailto:a@b.test', ''],
    ['https://[::1]/', '[::1]'],
    ['https://0x7f.1/', '127.0.0.1'],
    ['', ''],
  ];
  for (const [url, host] of table) {
    it(`${JSON.stringify(url)} → ${JSON.stringify(host)}`, () => {
      assert.equal(displayHost(url), host);
    });
  }
});
