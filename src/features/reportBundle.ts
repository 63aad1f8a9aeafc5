/*
 * What needs a Markdown parser, and what is needed only after a click: a bundle of its own, loaded
 * with the first report that is used, so that starting the extension does not pay for it.
 */
export { createReportActions } from './editor/reportActions.ts';
export { openRunOfReport } from './editor/savedReport.ts';
export { readSelectionTopic } from './editor/selectionTopic.ts';
export { createHistoryActions } from './history/actions.ts';
export { attachNamed, pickImages } from './images/attach.ts';
export { resolveLink } from './panel/resolveLink.ts';
export { createChooseTools, setToolToken } from './setup/chooseTools.ts';
export { playFault } from './setup/playFault.ts';
export { sourceTree } from './sources/sourceTree.ts';
