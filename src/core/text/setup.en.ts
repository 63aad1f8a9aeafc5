/** Key, workspace id and forgetting both: what is asked, and what came of it. */
export const setupEn = {
  'setup.key.title': 'Set API Key ({step}/{steps})',
  'setup.key.environment':
    'The key from the environment variable DASHSCOPE_API_KEY is in use now; one entered here takes its place.',
  'setup.key.masked': 'This key is masked: its middle is missing. Copy the whole key.',
  'setup.key.accessKey':
    'This is an AccessKey of the cloud account. Deep research needs an API key of Model Studio.',
  'setup.key.notSaved':
    'The key could not be saved: the system keyring did not answer. Unlock it, then try again.',
  'setup.key.saved': 'The key for {host} is saved.',
  'setup.key.check': 'Check Connection',

  'setup.workspace.title': 'Set Workspace Id',
  'setup.workspace.prompt':
    'Optional, recommended: long runs may be cut after 10 minutes on the shared address; on the address of your workspace they may take 60. The key must belong to that workspace. Empty: shared address.',
  'setup.workspace.characters': 'An id has only letters, digits and hyphens, such as llm-abc123.',
  'setup.workspace.shape': 'Ids in the console usually start with llm-. Enter takes it as it is.',
  'setup.workspace.host': 'Requests and your key will go to {host}.',
  'setup.workspace.saved': 'Requests now go to {host}.',
  'setup.workspace.notSaved':
    'The workspace id could not be written into your settings. Correct the settings file, then try again.',
  'setup.workspace.ownAddress':
    'The address in your settings is one of your own: a workspace id changes nothing there.',

  'setup.forget.question': 'Forget every API key and every token of a tool server?',
  'setup.forget.detail':
    'For all addresses. A key in the environment variable DASHSCOPE_API_KEY is not touched. Runs and reports stay.',
  'setup.forget.button': 'Forget All',
  'setup.forget.done': 'All keys and tokens are removed from the system keyring.',
  'setup.forget.failed': 'The system keyring did not answer: nothing is certain to be removed.',
} as const;
