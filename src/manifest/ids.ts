/** Every id that `package.json` declares and code uses; a contract test compares both. */
export const COMMANDS = {
  start: 'deepResearch.start',
  researchSelection: 'deepResearch.researchSelection',
  researchFile: 'deepResearch.researchFile',
  researchProblem: 'deepResearch.researchProblem',
  researchTodo: 'deepResearch.researchTodo',
  researchDependency: 'deepResearch.researchDependency',
  startFromTemplate: 'deepResearch.startFromTemplate',
  stop: 'deepResearch.stop',
  insertReport: 'deepResearch.insertReport',
  saveReport: 'deepResearch.saveReport',
  saveRun: 'deepResearch.saveRun',
  setApiKey: 'deepResearch.setApiKey',
  removeApiKey: 'deepResearch.removeApiKey',
  setWorkspaceId: 'deepResearch.setWorkspaceId',
  checkConnection: 'deepResearch.checkConnection',
  openExample: 'deepResearch.openExample',
  openWalkthrough: 'deepResearch.openWalkthrough',
  addToolServer: 'deepResearch.addToolServer',
  editToolServer: 'deepResearch.editToolServer',
  removeToolServer: 'deepResearch.removeToolServer',
  testToolServer: 'deepResearch.testToolServer',
  newResearch: 'deepResearch.newResearch',
  openRun: 'deepResearch.openRun',
  refreshHistory: 'deepResearch.refreshHistory',
  showLog: 'deepResearch.showLog',
  showRawLog: 'deepResearch.showRawLog',
  readLatestSection: 'deepResearch.readLatestSection',
  focusSources: 'deepResearch.focusSources',
  focusReport: 'deepResearch.focusReport',
  setToolToken: 'deepResearch.setToolToken',
  playFault: 'deepResearch.playFault',
  renameRun: 'deepResearch.renameRun',
  pinRun: 'deepResearch.pinRun',
  unpinRun: 'deepResearch.unpinRun',
  duplicateQuestion: 'deepResearch.duplicateQuestion',
  continueRun: 'deepResearch.continueRun',
  compareRuns: 'deepResearch.compareRuns',
  exportRun: 'deepResearch.exportRun',
  importRun: 'deepResearch.importRun',
  revealRun: 'deepResearch.revealRun',
  deleteRun: 'deepResearch.deleteRun',
  deleteOldRuns: 'deepResearch.deleteOldRuns',
  searchRuns: 'deepResearch.searchRuns',
  filterRuns: 'deepResearch.filterRuns',
  openSource: 'deepResearch.openSource',
  copySource: 'deepResearch.copySource',
  insertCitation: 'deepResearch.insertCitation',
  startBrief: 'deepResearch.startBrief',
  previewBrief: 'deepResearch.previewBrief',
} as const;

export const VIEWS = {
  history: 'deepResearch.history',
  sources: 'deepResearch.sources',
} as const;

export const PANEL_TYPE = 'deepResearch.panel';

/** Context keys for `when` clauses. */
export const CONTEXTS = {
  hasKey: 'deepResearch.hasKey',
  live: 'deepResearch.live',
  hasReport: 'deepResearch.hasReport',
  panelActive: 'deepResearch.panelActive',
  simulated: 'deepResearch.simulated',
  /** A report was inserted since the window was opened: a step of the walkthrough. */
  inserted: 'deepResearch.inserted',
  savedReport: 'deepResearch.savedReport',
} as const;

/** Tools for language models, by which other agents reach this extension. */
export const TOOLS = {
  start: 'deepResearch_start',
  status: 'deepResearch_status',
  getReport: 'deepResearch_getReport',
  search: 'deepResearch_search',
} as const;

export const SECTION = 'deepResearch';

/** Setting names without their section. */
export const SETTINGS = {
  baseUrl: 'baseUrl',
  workspaceId: 'workspaceId',
  model: 'model',
  clarify: 'clarify',
  outputFormat: 'outputFormat',
  saveFolder: 'saveFolder',
  saveAfterRun: 'saveAfterRun',
  citationStyle: 'citationStyle',
  idleLimitMinutes: 'idleLimitMinutes',
  totalLimitMinutes: 'totalLimitMinutes',
  maxCostPerRun: 'maxCostPerRun',
  maxCostPerMonth: 'maxCostPerMonth',
  maxParallelRuns: 'maxParallelRuns',
  prices: 'prices',
  researchTools: 'researchTools',
  todoLens: 'todoLens',
  templates: 'templates',
} as const;

export type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS];
