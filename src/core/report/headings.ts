import type { Edit } from './edits.ts';
import type { Heading, Scan } from './scan.ts';

const DEEPEST = 6;

/** Edits that move all headings down by some levels; underlined ones get marks of `#`. */
export function headingEdits(scan: Scan, shift: number): Edit[] {
  const levels = Math.max(0, Math.min(DEEPEST - 1, Math.trunc(shift)));
  return levels === 0 ? [] : scan.headings.flatMap((heading) => move(scan, heading, levels));
}

function move(scan: Scan, heading: Heading, levels: number): Edit[] {
  const level = Math.min(DEEPEST, heading.level + levels);
  const start = heading.text.offsets[0] ?? 0;
  if (!heading.underlined) {
    return [
      { start: heading.hashesAt, end: heading.hashesAt, text: '#'.repeat(level - heading.level) },
    ];
  }
  const end = heading.text.offsets.at(-1) ?? start;
  const underlineEnd = (scan.lineStarts[heading.lines[1]] ?? Infinity) - 1;
  return [
    { start, end: start, text: `${'#'.repeat(level)} ` },
    ...lineBreaks(heading).map(([from, to]) => ({ start: from, end: to, text: ' ' })),
    { start: end, end: Math.max(end, underlineEnd), text: '' },
  ];
}

/** A heading of several lines becomes one: what stands between the lines is replaced. */
function lineBreaks({ text }: Heading): readonly (readonly [number, number])[] {
  return [...text.content.matchAll(/\s*\n\s*/gu)].map(
    (match) =>
      [text.offsets[match.index] ?? 0, text.offsets[match.index + match[0].length] ?? 0] as const,
  );
}
