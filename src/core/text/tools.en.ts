export const toolsEn = {
  'tool.onlySnapshot':
    'Tool servers work only with the snapshot model. Choose it, or switch the tools off.',
  'tool.none': 'No tool server is set up. Add one in the settings.',
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
} as const;
