import type { Translate } from '../../src/core/text/translate.ts';
import type { Labels } from './tree.ts';

/** The few words of our own that stand within a text. */
export function markdownLabels(t: Translate): Labels {
  return {
    image: t('panel.report.image'),
    copyCode: t('panel.report.copyCode'),
    unformatted: t('panel.report.unformatted'),
    tableGoesOn: t('panel.report.tableGoesOn'),
  };
}
