/** How much of a text is looked at. */
const SAMPLE = 4_000;

/**
 * The language of a report for screen readers and for line breaking: Chinese or English, the two
 * that the service writes by itself; nothing where neither is likely.
 */
export function guessLanguage(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE);
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0;
  const kana = sample.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  const words = sample.match(/[A-Za-z]+/gu)?.length ?? 0;
  const foreign =
    sample.match(/[À-ɏ\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hangul}]/gu)?.length ?? 0;
  if (han + words < 4 || kana > han / 5 || foreign > words / 4) {
    return undefined;
  }
  // A Chinese text on technology has many English words, each worth some characters.
  return han > words ? 'zh-CN' : 'en';
}
