/*
 * What needs a Markdown parser: a bundle of its own, loaded with the first report that is used, so
 * that starting the extension does not pay for it.
 */
export { createReportActions } from './editor/reportActions.ts';
export { resolveLink } from './panel/resolveLink.ts';
