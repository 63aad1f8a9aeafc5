/** The history view's tree, and the disk: needed at once. What needs a click is in `export.en.ts`. */
export const historyEn = {
  'host.history.groupPinned': 'Pinned',
  'host.history.damageUnreadable': 'could not be read',
  'host.history.damageMissing': 'its record is gone from the disk',
  'host.history.damageLines': 'could not be read fully',
  'host.history.newer': 'made by a newer version; update to open it',
  'host.history.elsewhere': 'in another window',
  'host.run.elsewhere':
    'Another window has this run, or took it further. Nothing was sent from here.',
  'host.disk.full':
    'The disk is full: the run continues but is not saved. Free some space, or copy the report when it is done. ({path})',
  'host.disk.readOnly':
    'Nothing can be saved in {path}: it is read-only, or you have no right to write there. The run continues in memory; copy the report when it is done.',
} as const;
