import assert from 'node:assert/strict';
import { collectLinks, safeUrl } from '../../../src/core/report/links.ts';
import { cleanLine, cleanText, cleanTitle, displayHost } from '../../../src/core/text/clean.ts';
import { ADDRESS_TRICKS, BIDI, INVISIBLE, TAGS } from '../support/tricks.ts';

describe('G19: tricks of Unicode and of addresses', () => {
  it('are as many as were promised', () => {
    assert.ok(ADDRESS_TRICKS.length >= 60);
    assert.deepEqual([BIDI.length, INVISIBLE.length, TAGS.length], [9, 22, 128]);
    const addresses = ADDRESS_TRICKS.map(({ address }) => address);
    assert.equal(new Set(addresses).size, addresses.length);
  });

  it('are read the same however often: Node has a faster reading that is wrong', () => {
    for (let round = 0; round < 20_000; round += 1) {
      assert.equal(displayHost('https://fa\u00DF.test/'), 'xn--fa-hia.test', `round ${round}`);
    }
  });

  for (const { address, host, name } of ADDRESS_TRICKS) {
    it(`${host === '' ? 'no link' : host}: ${name}`, () => {
      assert.equal(displayHost(address), host);
      assert.equal(safeUrl(address)?.host ?? '', host);
      // A report may hold it in any of Markdown's forms. What is a link there says where it leads:
      // its host is the one above, or stands in the text as it is.
      const forms = [`[x](${address})`, `[x](<${address}>)`, `<${address}>`, `![x](<${address}>)`];
      for (const link of forms.flatMap((form) => [...collectLinks(form).values()])) {
        const url = new URL(link);
        assert.match(url.protocol, /^https?:$/);
        assert.equal(url.username + url.password, '');
        assert.ok(url.host === host || address.includes(`//${url.host}`), link);
        assert.ok(!url.host.startsWith('bank.') || host === url.host, link);
      }
    });
  }

  for (const code of [...BIDI, ...INVISIBLE, ...TAGS]) {
    it(`U+${code.toString(16).toUpperCase()} is in no title and turns no text`, () => {
      const text = `a${String.fromCodePoint(code)}b`;
      assert.equal(cleanTitle(text, 80), 'ab');
      assert.equal(cleanLine(text), 'ab');
      if (BIDI.includes(code)) {
        assert.equal(cleanText(text), 'ab');
      }
      if (TAGS.includes(code)) {
        assert.equal(cleanText(text), 'a▯b');
      }
    });
  }
});
