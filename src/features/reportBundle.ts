/*
 * What needs a Markdown parser, and what is needed only after a click: a bundle of its own, loaded
 * with the first report that is used, so that starting the extension does not pay for it.
 */
export { createBriefs } from './brief/briefs.ts';
export { composeContinuation } from '../core/research/continueFrom.ts';
export { createReportActions } from './editor/reportActions.ts';
export { openRunOfReport } from './editor/savedReport.ts';
export { createHistoryActions } from './history/actions.ts';
export { attachNamed, pickImages } from './images/attach.ts';
export { pickTextFiles } from './images/dropped.ts';
export { createComposing } from './panel/composing.ts';
export { resolveLink } from './panel/resolveLink.ts';
export { createChooseTools } from './setup/chooseTools.ts';
export { sourceTree } from './sources/sourceTree.ts';
