/** What is said on the ways into a research: loaded with the code that says it. */
export const waysInEn = {
  questionTitle: 'Deep Research',
  askCode: 'What should be found out about this code?',

  fromFile: 'From {file}:',
  fromSection: 'From {file}, section “{heading}”:',
  inFile: '(From {file})',
  inSection: '(From {file}, section “{heading}”)',
  aboutCode: 'About this code from {file}:',
  selectionTooLong:
    'The selection has {length} characters; at most {most} fit into a question. Select less. Nothing was sent.',

  problemAction: 'Research this problem: {message}',
  problemQuestion: 'What causes this problem, and how is it solved properly?',
  problemAbout: 'Message ({language}, {label}):',
  problemAboutPlain: 'Message ({language}):',
  problemNone: 'There is no problem at the cursor to research.',

  todoAction: 'Research this TODO: {topic}',
  todoLens: 'Research this TODO',
  todoNone: 'There is no TODO(research) on this line.',

  upgradeAction: 'Research an upgrade of {name}',
  upgradeQuestion:
    'Should {name} ({registry}) be upgraded, and how? Compare the version in use with the newest stable one: breaking changes, steps of migration, known security advisories, how well it is maintained, and alternatives if there is a reason to leave it.',
  upgradeInstalled: 'Version in use: {versions} (from {lock}).',
  upgradeDeclared: 'Declared in {file}: {wanted}.',
  upgradeNone: 'There is no dependency on this line that could be researched.',

  draftReplaced: 'The question you were writing was replaced.',
  draftBack: 'Bring It Back',

  fileUntrusted:
    'This workspace is not trusted, so its files are not read. Trust it, or paste the text into the question.',
  fileNone: 'Choose a file in the Explorer, or open one.',
  fileFolder: '{name} is a folder. Choose files.',
  fileOutside: '{name} is not in this workspace, so it is not read. Open it and select the text.',
  fileLink: '{name} is a link to another place, so it is not read. Open it and select the text.',
  fileMany: 'Too many files at once: at most {most}.',

  templatePick: 'Start from a Template',
  templateOwn: 'From your settings',
  templateEdit: 'Edit your templates in the settings',
  templatePlace: '{name} (leave it empty to fill it in later)',
  templateProblems: 'Left out from deepResearch.templates: {problems}.',
  templateProblem: 'entry {number} ({reason})',
  templateSettings: 'Open Settings',
  template_notAnObject: 'it is no object with “name” and “question”',
  template_noName: 'it has no “name”',
  template_noQuestion: 'it has no “question”',
  template_tooLong: 'its name or question is too long',
  template_tooManyPlaces: 'it has more than 5 places to fill in',
  template_compareName: 'Compare',
  template_compare:
    'Compare {first} and {second} for {purpose}: strengths, limits, cost, maturity, and which to choose in which case.',
  template_decideName: 'Decide',
  template_decide:
    'Should we {decision}? Name the options, the criteria that matter, what speaks for and against each, what others in our place have done, and a recommendation with its conditions.',
  template_upgradeName: 'Upgrade',
  template_upgrade:
    'What changes between {current version} and the newest stable version? Breaking changes, steps of migration, known problems after the upgrade, and how long the old version is supported.',
  template_securityName: 'Security',
  template_security:
    'What is known about the security of {subject}? Published advisories with their dates and fixed versions, typical mistakes in its use, hardening advice, and how quickly reports are answered.',
  template_artName: 'State of the Art',
  template_art:
    'What is the state of the art in {field}? The most important results of the last {years} years, competing approaches, open problems, and where experts disagree.',

  toolStartTitle: 'Start deep research?',
  toolStartMessage:
    'This costs about CNY {low} to {high}, is billed by Alibaba Cloud, and takes 5 to 30 minutes. Sent to {host}:',
  toolAnswerTitle: 'Answer and start deep research?',
  toolStarting: 'Starting deep research',
  toolReading: 'Reading deep research',
  toolSearching: 'Searching past deep research',
} as const;
