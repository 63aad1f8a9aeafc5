import { reportEnglish } from './reportEnglish.ts';
import type { Angle, Words } from './words.ts';

type Sides = readonly [words: string, goal: string, finding: string];

const SIDES: readonly Sides[] = [
  [
    'overview and definitions',
    'Settle what belongs to it and what does not',
    'a usable definition',
  ],
  ['current practice and examples', 'See how people deal with it today', 'worked examples'],
  ['measured results', 'Find figures that others could repeat', 'a table of measurements'],
  ['costs and effort', 'Learn what it takes in money, time and people', 'a breakdown of costs'],
  ['risks and failures', 'Collect what went wrong and why', 'three reports of failures'],
  ['alternatives compared', 'Put the main choices side by side', 'a comparison of choices'],
  ['rules and standards', 'Check which rules apply and from when', 'the text of a standard'],
  ['history and turning points', 'Understand how it came to its present form', 'a dated outline'],
  ['open questions', 'List what nobody has settled yet', 'a list of open questions'],
  ['views of critics', 'Weigh the strongest objections', 'two well-argued objections'],
  ['regional differences', 'See whether place changes the answer', 'a survey of regions'],
  ['tools and methods', 'Know which tools are in use', 'a guide to methods'],
  ['training and skills', 'Find out what people have to learn', 'a course outline'],
  ['maintenance over years', 'Look at what happens after the start', 'a long-term record'],
  ['outlook for the next years', 'Tell likely changes from wishes', 'a cautious forecast'],
];

function angle([words, goal, finding]: Sides): (topic: string) => Angle {
  return (topic) => ({
    query: `${topic}: ${words}`,
    goal: `${goal}, so that the report can say about “${topic}” what holds, where it stops holding, and who says so.`,
    finding,
  });
}

export const ENGLISH: Words = {
  delta: [2, 8],
  questions: (topic) => [
    `Which side of “${topic}” matters most to you: how it works, what it costs, how choices compare, or what could go wrong?`,
    `Who will read the report, and what should they be able to decide after reading it?`,
    `Should the research keep to a time, a place or a kind of source, for example the last three years or official documents only?`,
  ],
  plan: ({ topic, focus, images }) =>
    [
      `The research looks at “${topic}”: first what the words cover, then how it is done today, what has been measured, and what speaks against it.`,
      focus === undefined ? '' : ` Weight is given to what was asked for: ${focus}.`,
      images === 0
        ? ''
        : ` The ${images === 1 ? 'picture' : `${images} pictures`} sent along set the context.`,
      ' (Simulated plan.)',
    ].join(''),
  angles: SIDES.map(angle),
  siteTitles: (topic) => [
    `${topic}: an introduction`,
    `A field guide to ${topic}`,
    `What we learned about ${topic} in a year`,
    `${topic} in numbers`,
    `Frequent questions about ${topic}`,
    `The case against ${topic}`,
    `${topic}, explained step by step`,
    `Notes from a workshop on ${topic}`,
    `Comparing approaches to ${topic}`,
    `Annual review: ${topic}`,
    `How small teams handle ${topic}`,
    `${topic}: terms and definitions`,
  ],
  snippets: [
    'An invented page of the simulated service. It would open with a short definition and then list the cases in which ',
    'Simulated snippet: the authors compare two ways over eighteen months and find that the difference depends mostly on ',
    'Made up for testing. • Step one • Step two • What to check before ',
    'This sentence stands where a search result would quote the page, cut off in the middle as results often ',
    'A simulated record with dates, sample sizes and a remark about the limits of the method. ',
    'Placeholder text: readers reported fewer surprises once the costs were written down beforehand, yet ',
    'Nothing here was read from the web. The page would hold a table with four rows and a note on ',
  ],
  page: (topic, { finding }, random) =>
    `The page holds ${finding} on “${topic}” ${random.pick([
      'and says how the figures were obtained; it supports the comparison section.',
      'together with its limits, which makes it useful for judging the other sources.',
      'from people who do the work themselves; it is short on numbers but clear on causes.',
      'and names two cases where the usual advice fails; good material for the risks.',
    ])}`,
  report: reportEnglish,
  appendix: (topic, number) =>
    [
      `## Appendix ${number}`,
      `This appendix exists to make the simulated report about “${topic}” long. It repeats a pattern on purpose: a paragraph, a list and a small table, so that scrolling, searching and saving can be tried on a text of any length [[${(number % 8) + 1}]].`,
      `- entry ${number}.1 with a **bold** word\n- entry ${number}.2 with \`code\`\n- entry ${number}.3 without either`,
      `| item | value |\n| --- | ---: |\n| ${number}.1 | ${number * 3} |\n| ${number}.2 | ${number * 5} |`,
    ].join('\n\n'),
  nothingFound: (topic) =>
    `# ${topic}: nothing found\n\nThis is a simulated report. The searches brought no page about “${topic}”, so nothing can be said with evidence.\n\n## What was tried\n\n- general and narrow wording\n- older and newer names\n\n## What could help\n\nAnother wording, a wider question, or documents of your own.\n`,
};
