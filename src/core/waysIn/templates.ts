/** A shape of question with places to fill in, written `{name}`. */
export interface QuestionTemplate {
  readonly name: string;
  readonly question: string;
}

/** Why an entry of the setting is no template; each has its sentence. */
export type TemplateProblem = 'notAnObject' | 'noName' | 'noQuestion' | 'tooLong' | 'tooManyPlaces';

export interface ReadTemplates {
  readonly templates: readonly QuestionTemplate[];
  /** `number` counts the entries from 1, as people do. */
  readonly problems: readonly { readonly number: number; readonly problem: TemplateProblem }[];
}

/** More boxes to fill in than this is a form; the rest is better written in the composer. */
export const MOST_PLACES = 5;
const MOST_TEMPLATES = 100;
const MOST_NAME = 100;
const MOST_QUESTION = 10_000;

const PLACE = /\{([\p{L}\p{N}][\p{L}\p{N} _-]{0,40})\}/gu;

/** Reads the setting entry by entry: a bad one is named and takes none of the others with it. */
export function readTemplates(value: unknown): ReadTemplates {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_TEMPLATES) : [];
  const templates: QuestionTemplate[] = [];
  const problems: { number: number; problem: TemplateProblem }[] = [];
  for (const [index, entry] of list.entries()) {
    const read = readTemplate(entry);
    if (typeof read === 'string') {
      problems.push({ number: index + 1, problem: read });
    } else {
      templates.push(read);
    }
  }
  return { templates, problems };
}

function readTemplate(entry: unknown): QuestionTemplate | TemplateProblem {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return 'notAnObject';
  }
  const { name, question } = entry as { name?: unknown; question?: unknown };
  if (typeof name !== 'string' || name.trim() === '') {
    return 'noName';
  }
  if (typeof question !== 'string' || question.trim() === '') {
    return 'noQuestion';
  }
  if (name.length > MOST_NAME || question.length > MOST_QUESTION) {
    return 'tooLong';
  }
  return placesOf(question).length > MOST_PLACES ? 'tooManyPlaces' : { name, question };
}

/** Names of the places in their order, each once. */
export function placesOf(question: string): readonly string[] {
  return [...new Set([...question.matchAll(PLACE)].map(([, name]) => name ?? ''))];
}

/**
 * The question with what was given for its places; a place for which nothing was given stays as it
 * is, to be filled in the composer. What was given is never looked through for places itself.
 */
export function fillTemplate(question: string, values: ReadonlyMap<string, string>): string {
  return question.replace(PLACE, (place, name: string) => {
    const value = values.get(name)?.trim() ?? '';
    return value === '' ? place : value;
  });
}
