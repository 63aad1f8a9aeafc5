import type { Translate } from '../text/translate.ts';
import type { ReportWords } from './sources.ts';

/** The words that stand in a composed text, in one language. */
export function reportWords(t: Translate): ReportWords {
  return {
    sources: t('report.sources'),
    image: t('report.image'),
    noAddress: t('report.noAddress'),
    untitled: t('report.untitled'),
  };
}
