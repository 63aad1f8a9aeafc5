import type { panelEn } from './panel.en.ts';

export const panelZhCn: Record<keyof typeof panelEn, string> = {};
