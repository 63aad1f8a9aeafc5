import { failuresZhCn } from './failures.zhCn.ts';
import { historyZhCn } from './history.zhCn.ts';
import { hostZhCn } from './host.zhCn.ts';
import { imagesZhCn } from './images.zhCn.ts';
import { panelZhCn } from './panel.zhCn.ts';
import { reportZhCn } from './report.zhCn.ts';
import { statesZhCn } from './states.zhCn.ts';
import { toolsZhCn } from './tools.zhCn.ts';
import type { Texts } from './translate.ts';

/** Simplified Chinese; a missing key does not compile. */
export const zhCn: Texts = {
  ...statesZhCn,
  ...panelZhCn,
  ...hostZhCn,
  ...historyZhCn,
  ...failuresZhCn,
  ...reportZhCn,
  ...imagesZhCn,
  ...toolsZhCn,
};
