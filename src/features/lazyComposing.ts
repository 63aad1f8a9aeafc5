import type { BriefDeps, Briefs, createBriefs } from './brief/briefs.ts';
import type { Composing, ComposingDeps } from './panel/composing.ts';

/** What is needed around a question only now and then, of which the code is loaded with the first use. */
export function createLazyComposing(
  deps: Omit<BriefDeps, 'openRequest'> & Omit<ComposingDeps, 'editAsDocument'>,
): {
  readonly composing: () => Promise<Composing>;
  readonly briefs: () => Promise<Briefs>;
  readonly dispose: () => void;
} {
  let loaded:
    | Promise<{ readonly composing: Composing; readonly briefs: ReturnType<typeof createBriefs> }>
    | undefined;
  const load = (): NonNullable<typeof loaded> => {
    loaded ??= import('./reportBundle.ts').then(({ createBriefs, createComposing }) => {
      const briefs = createBriefs({
        ...deps,
        openRequest: (run, answers) => composing.openRequest(run, answers),
      });
      const composing: Composing = createComposing({
        ...deps,
        editAsDocument: (run) => briefs.edit(run),
      });
      return { briefs, composing };
    });
    return loaded;
  };
  return {
    composing: async () => (await load()).composing,
    briefs: async () => (await load()).briefs,
    dispose: () => {
      void loaded?.then(({ briefs }) => {
        briefs.dispose();
      });
    },
  };
}
