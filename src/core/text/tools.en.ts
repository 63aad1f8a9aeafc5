export const toolsEn = {
  'tool.onlySnapshot':
    'Tool servers work only with the snapshot model. Choose it, or switch the tools off.',
  'tool.none': 'No tool server is set up yet.',
  'tool.addButton': 'Add Tool Server',
  'tool.problem': 'Tool server “{label}”: {problem}',
  'tool.label': 'its label must be 1 to 64 letters, digits, blanks, dots or hyphens.',
  'tool.notHttps': 'its address must start with https://.',
  'tool.unreachable': 'Alibaba’s servers must be able to reach it over https.',
  'tool.userinfo': 'its address must not contain a user name or password; set a token instead.',
  'tool.toolNames': 'name the tools that may be called, for example search and fetch.',
  'tool.approve': 'Let this run use the tool server “{label}” at {host}?',
  'tool.approveDetail':
    'Alibaba’s servers will call its tools {tools} during the research. If you set a token for it, the token is handed to them. What the tools return goes into the research together with text from the web.',
  'tool.approveButton': 'Allow',
  'tool.refused': 'Not sent: the tool server was not allowed.',
  'tool.pick': 'Tool server that the token is for',
  'tool.token':
    'Token for {label}. It is kept in the system keyring and handed to Alibaba with each run that uses this server.',
  'tool.tokenSaved': 'The token for {label} is saved.',
  'tool.tokenRemoved': 'The token for {label} is removed.',
  'tool.notStored': 'The system keyring did not answer. Unlock it, then try again.',

  'tool.add.title': 'Add Tool Server ({step}/4)',
  'tool.edit.title': 'Edit Tool Server ({step}/4)',
  'tool.ask.label': 'A name for the server, for your own use and for the service.',
  'tool.ask.url':
    'Address of the MCP server, https only. The service calls it from Alibaba’s servers, so it must be public.',
  'tool.ask.tools':
    'Tools that may be called, with commas between. The service needs search (query in; at most 30 results with id, title, description) and fetch (id in; Markdown, best below 100,000 characters).',
  'tool.ask.token':
    'Token for this exact address, if it wants one. It is kept in the system keyring and handed to Alibaba with each run that uses the server. Empty: none.',
  'tool.ask.tokenKept': 'A token is kept for this address. Empty: it stays.',
  'tool.taken': 'Another server has this name.',
  'tool.saved':
    'The tool server “{label}” is saved. Each run asks before it uses it the first time in this form.',
  'tool.settings':
    'The tool servers could not be written into your settings. Correct the settings file, then try again.',
  'tool.pickEdit': 'Tool server to edit',
  'tool.pickRemove': 'Tool server to remove',
  'tool.pickTest': 'Tool server to test',
  'tool.remove.question': 'Remove the tool server “{label}” at {host}?',
  'tool.remove.detail': 'Its token and its approval are removed as well. Runs and reports stay.',
  'tool.remove.button': 'Remove',
  'tool.remove.done': 'The tool server “{label}” is removed, with its token and its approval.',
  'tool.test.button': 'Test Server',
  'tool.test.running': 'Asking {host} for its tools…',
  'tool.test.ok': 'The tool server “{label}” answers, and has what it needs.',
  'tool.test.missing': 'The tool server “{label}” answers, but something is missing.',
  'tool.test.offers': 'Its tools: {tools}.',
  'tool.test.none': 'It offers no tools.',
  'tool.test.lacks': 'It has no tool {name}, which the settings allow.',
  'tool.test.notAllowed': 'The service needs {name}; the settings do not allow it.',
  'tool.test.input': 'Its tool {name} has no input {input}; the service sends one.',
  'tool.test.older': 'It speaks the older event-stream transport, as the service’s examples do.',
  'tool.test.newer':
    'It speaks streamable HTTP. The service documents only addresses of event streams (ending in /sse): whether it takes this one is not known.',
  'tool.test.reach':
    'This was asked from this computer. During research Alibaba’s servers call it: it must be reachable from there as well, and the token is handed to them.',
  'tool.test.limits':
    'Not tested, since no tool was called: at most 30 results from search, and below 100,000 characters from fetch.',
  'tool.test.failed': 'The tool server “{label}” could not be asked: {reason}',
  'tool.test.reason.connection': 'no connection ({detail}).',
  'tool.test.reason.status.token': 'it wants a token, or refuses the one that is set.',
  'tool.test.reason.status': 'it answered with HTTP status {detail}.',
  'tool.test.reason.redirect':
    'it points to another address, which is not followed, so that the token stays here.',
  'tool.test.reason.protocol': 'its answer is not that of an MCP server.',
  'tool.test.reason.timeout': 'it did not answer within 20 seconds.',
  'tool.test.reason.tooLarge': 'its answer is too large.',
} as const;
