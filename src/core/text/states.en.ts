/** The state words: the same everywhere. */
export const statesEn = {
  'state.draft': 'Draft',
  'state.asking': 'Asking',
  'state.waiting': 'Waiting for you',
  'state.queued': 'Queued',
  'state.planning': 'Planning',
  'state.researching': 'Researching',
  'state.writing': 'Writing',
  'state.done': 'Done',
  'state.noEvidence': 'No evidence',
  'state.stopped': 'Stopped',
  'state.interrupted': 'Interrupted',
  'state.failed': 'Failed',
  'state.damaged': 'Damaged',
} as const;
