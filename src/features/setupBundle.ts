/*
 * What sets the extension up, and what is needed once or seldom: a bundle of its own, loaded with
 * the first such command.
 */
export { loadExample } from './example/loadExample.ts';
export { createSetupActions } from './setup/actions.ts';
export { askForKey } from './setup/apiKey.ts';
