import {
  HISTORY_ACTIONS,
  type HistoryAction,
  type HistoryActionDeps,
  type HistoryActions,
} from './history/actionTypes.ts';

/** What is done with runs and sources, of which the code is loaded with the first click. */
export function createLazyHistoryActions(deps: HistoryActionDeps): HistoryActions {
  let loaded: Promise<HistoryActions> | undefined;
  const run =
    (name: HistoryAction) =>
    async (argument: unknown): Promise<void> => {
      loaded ??= import('./reportBundle.ts').then(({ createHistoryActions }) =>
        createHistoryActions(deps),
      );
      await (await loaded)[name](argument);
    };
  return Object.fromEntries(HISTORY_ACTIONS.map((name) => [name, run(name)])) as HistoryActions;
}
