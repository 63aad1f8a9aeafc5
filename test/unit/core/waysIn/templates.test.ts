import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fillTemplate, placesOf, readTemplates } from '../../../../src/core/waysIn/templates.ts';

describe('question templates', () => {
  it('are read one by one; a bad one is named and takes no other with it', () => {
    const good = { name: 'Mine', question: 'What about {a}?' };
    const { problems, templates } = readTemplates([
      good,
      'text',
      null,
      ['x'],
      { question: 'no name' },
      { name: ' ', question: 'x' },
      { name: 'no question' },
      { name: 'x', question: 7 },
      { name: 'long', question: 'x'.repeat(10_001) },
      { name: 'many', question: '{a}{b}{c}{d}{e}{f}' },
      { ...good, name: 'Last', more: 1 },
    ]);
    assert.deepEqual(
      templates.map(({ name }) => name),
      ['Mine', 'Last'],
    );
    assert.deepEqual(
      problems.map(({ number, problem }) => [number, problem]),
      [
        [2, 'notAnObject'],
        [3, 'notAnObject'],
        [4, 'notAnObject'],
        [5, 'noName'],
        [6, 'noName'],
        [7, 'noQuestion'],
        [8, 'noQuestion'],
        [9, 'tooLong'],
        [10, 'tooManyPlaces'],
      ],
    );
  });

  it('of no list are none', () => {
    for (const value of [undefined, null, 'x', 1, {}, { length: 3 }]) {
      assert.deepEqual(readTemplates(value), { templates: [], problems: [] });
    }
  });

  it('have each place once, also in other scripts', () => {
    assert.deepEqual(placesOf('{a} {b c} {a} {} { } {{x}} {选项} {a.b}'), [
      'a',
      'b c',
      'x',
      '选项',
    ]);
  });

  it('keep a place that nothing was given for, and never fill in what was given', () => {
    const values = new Map([
      ['a', '{b} $& $1'],
      ['b', '  '],
    ]);
    assert.equal(fillTemplate('{a} or {b}', values), '{b} $& $1 or {b}');
  });

  it('hold what was given as it was given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const filled = fillTemplate(
          'x {a} y {b} z',
          new Map([
            ['a', a],
            ['b', b],
          ]),
        );
        assert.equal(filled, `x ${a.trim() || '{a}'} y ${b.trim() || '{b}'} z`);
      }),
    );
  });
});
