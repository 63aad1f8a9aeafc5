import type { Texts } from '../../../src/core/text/translate.ts';

const ACCENTED: Readonly<Record<string, string>> = {
  ...{ a: 'á', c: 'ç', e: 'é', g: 'ĝ', i: 'í', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý', z: 'ž' },
  ...{ A: 'Á', C: 'Ç', E: 'É', I: 'Í', N: 'Ñ', O: 'Ö', S: 'Š', U: 'Ü' },
};

/**
 * Texts of a language that nobody speaks: readable, in brackets, with accents and a third longer,
 * as German or Finnish would be. What is not in brackets on the screen never came from the texts.
 */
export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, `⟦${accent(text)}${lengthen(text)}⟧`]),
  ) as Record<keyof Texts, string>;
}

/** The places of values stay as they are. */
function accent(text: string): string {
  return text.replace(/\{\w+\}|[A-Za-z]/g, (found) => ACCENTED[found] ?? found);
}

function lengthen(text: string): string {
  return ' ··'.repeat(Math.ceil(text.length / 9));
}
