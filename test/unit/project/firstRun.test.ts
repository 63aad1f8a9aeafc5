import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { COMMANDS, CONTEXTS } from '../../../src/manifest/ids.ts';

interface Step {
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
    readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  };
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { viewsWelcome, walkthroughs } = (read('package.json') as Manifest).contributes;
const languages = ['package.nls.json', 'package.nls.zh-cn.json'].map(
  (file) => read(file) as Record<string, string>,
);
const commands = new Set<string>(Object.values(COMMANDS));

/** `%key%` in a language. */
function word(texts: Record<string, string>, place: string): string {
  return texts[place.slice(1, -1)] ?? '';
}

/** Where the links of a text lead. */
function links(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
}

describe('the first run, as the manifest has it', () => {
  it('leads from the empty view to a question, the example and the key', () => {
    for (const texts of languages) {
      const welcome = viewsWelcome
        .filter(({ view }) => view === 'deepResearch.history')
        .map(({ contents }) => links(word(texts, contents)));
      assert.deepEqual(welcome, [
        [COMMANDS.newResearch, COMMANDS.openExample].map((id) => `command:${id}`),
        [COMMANDS.newResearch, COMMANDS.openExample, COMMANDS.setApiKey].map(
          (id) => `command:${id}`,
        ),
      ]);
    }
  });

  it('has five steps whose links, pictures and ends exist', () => {
    const [first, ...others] = walkthroughs;
    assert.equal(others.length, 0);
    assert.equal(first?.steps.length, 5);
    for (const { completionEvents, description, media, title } of first?.steps ?? []) {
      assert.ok(existsSync(media.svg), media.svg);
      for (const texts of languages) {
        assert.ok(word(texts, title) !== '' && word(texts, media.altText) !== '');
        const targets = links(word(texts, description));
        assert.ok(targets.length > 0, title);
        for (const target of targets) {
          const command = /^command:(.+)$/.exec(target)?.[1];
          assert.ok(
            command === undefined ? target.startsWith('https://') : commands.has(command),
            target,
          );
        }
      }
      for (const event of completionEvents) {
        const [kind = '', name = ''] = [event.split(':')[0], event.replace(/^\w+:/, '')];
        const known: Readonly<Record<string, boolean>> = {
          onCommand: commands.has(name),
          onContext: Object.values<string>(CONTEXTS).includes(name),
          onLink: languages.every((texts) => links(word(texts, description)).includes(name)),
        };
        assert.equal(known[kind], true, event);
      }
    }
  });
});
