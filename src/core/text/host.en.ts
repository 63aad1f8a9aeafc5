/** What the host says in native dialogs, notifications, views and documents. */
export const hostEn = {
  'host.panel.title': 'Deep Research',
  'host.panel.fallback':
    'The panel could not load. Your research goes on; open the report from the Research view, or reload the window.',

  'host.start.title': 'Deep Research',
  'host.start.prompt': 'What should be researched?',
  'host.start.placeholder': 'For example: DuckDB or SQLite for log analytics on one server?',
  'host.start.empty': 'Write a question first.',
  'host.start.tooLong':
    'Too long by about {tokens} tokens: the service takes at most 997,952. Nothing was sent.',

  'host.key.title': 'Set API Key',
  'host.key.prompt':
    'Model Studio key of the Beijing region, for {host}. It is kept in the system keyring and sent nowhere else.',
  'host.key.empty': 'Paste the key; it starts with sk-.',
  'host.key.codingPlan':
    'This is a Coding Plan key. Deep research needs a Model Studio key from the Beijing region.',
  'host.key.characters': 'A key has only plain letters, digits and signs, without blanks.',
  'host.key.shape': 'This does not look like a DashScope key (it starts with sk-).',
  'host.key.missing': 'No API key yet. Your question is kept.',
  'host.key.vanished':
    'Your saved key is no longer readable on this computer (the system keyring was locked or reset). Please enter it again.',
  'host.key.moved':
    'Your key was saved for {saved}. The service address is now {host}. Enter a key for it?',
  'host.key.movedDetail': 'A key is used only for the address it was entered for.',
  'host.key.enter': 'Enter Key',
  'host.key.badEndpoint':
    'The service address in the settings cannot be used. Only https addresses (and http on this computer) are used.',

  'host.run.cannotStart': 'The run could not start: {reason}',
  'host.run.notFound': 'This run is no longer on the disk.',
  'host.run.readOnly': 'This run is under way in another window. It can be read here, not steered.',
  'host.run.noReport': 'There is no report yet.',
  'host.run.noLive': 'No research is running.',
  'host.skip.answer': 'No further details; use sensible defaults and state your assumptions.',

  'host.disk.trouble':
    'Cannot save to {path} ({code}). The research goes on in memory; free some space, or copy the report when it is done.',
  'host.disk.recovered': 'Saving works again. Everything is on the disk.',

  'host.cost.notice': 'This run has reached 80 % of its limit of CNY {limit}.',

  'host.history.description': '{sources} sources · {cost}',
  'host.history.cost': 'CNY {cost}',
  'host.history.costUnknown': 'cost unknown',
  'host.history.groupLive': 'Running',
  'host.history.groupWaiting': 'Waiting for you',
  'host.history.groupToday': 'Today',
  'host.history.groupWeek': 'This week',
  'host.history.groupOlder': 'Older',
  'host.history.tooltip': '{state} · {model}',
  'host.history.requestIds': 'Request ids: {ids}',
  'host.history.row': '{title}, {state}, {description}',

  'host.status.running': 'Research {time}',
  'host.status.runningTooltip': 'Deep research is running. Click to show it.',
  'host.status.waiting': 'Research waits for your answer',

  'host.toast.done': 'Research finished: {title}',
  'host.toast.noEvidence': 'Research finished without sources: {title}',
  'host.toast.waiting': 'Research waits for your answer: {title}',
  'host.toast.ended': 'Research ended early: {title}',
  'host.toast.open': 'Open',
  'host.toast.insert': 'Insert',

  'host.link.refused': 'This address is not opened: only http and https addresses are.',
  'host.copied': 'Copied.',
  'host.fault.pick': 'Fault that the simulated service plays in the next request',
  'host.fault.none': 'No fault: answer normally',
  'host.fault.set': 'The simulated service will play: {name}',
  'host.fault.failed': 'The simulated service did not answer.',
} as const;
