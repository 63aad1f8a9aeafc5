/** Said on the document by `controls.ts` when the components are there. */
export const CONTROLS_READY = 'deep-research-controls-ready';
