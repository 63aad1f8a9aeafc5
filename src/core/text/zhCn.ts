import { checkZhCn } from './check.zhCn.ts';
import { composingZhCn } from './composing.zhCn.ts';
import { exampleZhCn } from './example.zhCn.ts';
import { failuresZhCn } from './failures.zhCn.ts';
import { historyZhCn } from './history.zhCn.ts';
import { hostZhCn } from './host.zhCn.ts';
import { imagesZhCn } from './images.zhCn.ts';
import { panelZhCn } from './panel.zhCn.ts';
import { reportZhCn } from './report.zhCn.ts';
import { runsZhCn } from './runs.zhCn.ts';
import { setupZhCn } from './setup.zhCn.ts';
import { statesZhCn } from './states.zhCn.ts';
import { toolsZhCn } from './tools.zhCn.ts';
import type { Texts } from './translate.ts';

/** Simplified Chinese; a missing key does not compile. */
export const zhCn: Texts = {
  ...statesZhCn,
  ...runsZhCn,
  ...panelZhCn,
  ...hostZhCn,
  ...historyZhCn,
  ...failuresZhCn,
  ...exampleZhCn,
  ...checkZhCn,
  ...setupZhCn,
  ...reportZhCn,
  ...imagesZhCn,
  ...composingZhCn,
  ...toolsZhCn,
};
