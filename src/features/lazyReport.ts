import type { RunLibrary } from '../core/ports.ts';
import type { Translate } from '../core/text/translate.ts';
import type { EditorTracker } from './editor/tracker.ts';
import type { ReportActions } from './panel/perform.ts';

/** The report's actions, of which the code is loaded when the first is used. */
export function createLazyReportActions(
  tracker: EditorTracker,
  library: Pick<RunLibrary, 'journalText'>,
  t: Translate,
): ReportActions {
  let loaded: Promise<ReportActions> | undefined;
  const actions = (): Promise<ReportActions> => {
    loaded ??= import('./reportBundle.ts').then(({ createReportActions, resolveLink }) => ({
      ...createReportActions({ t, tracker, library }),
      link: (run, target) => Promise.resolve(resolveLink(run.live.run(), target)),
    }));
    return loaded;
  };
  return {
    insert: async (run) => (await actions()).insert(run),
    save: async (run) => (await actions()).save(run),
    saveRun: async (run) => (await actions()).saveRun(run),
    saveAfterRun: async (run) => (await actions()).saveAfterRun(run),
    saveElsewhere: async (run) => (await actions()).saveElsewhere(run),
    copy: async (run) => (await actions()).copy(run),
    openAsMarkdown: async (run) => (await actions()).openAsMarkdown(run),
    link: async (run, target) => (await actions()).link(run, target),
  };
}
