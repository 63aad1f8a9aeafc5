import type { reportEn } from './report.en.ts';

export const reportZhCn: Record<keyof typeof reportEn, string> = {};
