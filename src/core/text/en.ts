import { checkEn } from './check.en.ts';
import { composingEn } from './composing.en.ts';
import { exampleEn } from './example.en.ts';
import { failuresEn } from './failures.en.ts';
import { historyEn } from './history.en.ts';
import { hostEn } from './host.en.ts';
import { imagesEn } from './images.en.ts';
import { panelEn } from './panel.en.ts';
import { reportEn } from './report.en.ts';
import { runsEn } from './runs.en.ts';
import { setupEn } from './setup.en.ts';
import { statesEn } from './states.en.ts';
import { toolsEn } from './tools.en.ts';

/** Every text that people read, except those of the manifest (`package.nls.json`). */
export const en = {
  ...statesEn,
  ...runsEn,
  ...panelEn,
  ...hostEn,
  ...historyEn,
  ...failuresEn,
  ...exampleEn,
  ...checkEn,
  ...setupEn,
  ...reportEn,
  ...imagesEn,
  ...composingEn,
  ...toolsEn,
} as const;
