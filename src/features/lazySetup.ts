import {
  SETUP_ACTIONS,
  type SetupAction,
  type SetupActions,
  type SetupDeps,
} from './setup/actionTypes.ts';

/** What sets the extension up, of which the code is loaded with the first such command. */
export function createLazySetupActions(deps: SetupDeps): SetupActions {
  let loaded: Promise<SetupActions> | undefined;
  const run = (name: SetupAction) => async (): Promise<void> => {
    loaded ??= import('./setupBundle.ts').then(({ createSetupActions }) =>
      createSetupActions(deps),
    );
    await (await loaded)[name]();
  };
  return Object.fromEntries(SETUP_ACTIONS.map((name) => [name, run(name)])) as SetupActions;
}
