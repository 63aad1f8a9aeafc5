import fc from 'fast-check';

/** A named text with some of its characters taken out, doubled or replaced. */
export function mutations([file, text]: readonly [string, string]): fc.Arbitrary<
  readonly [string, string]
> {
  const piece = fc.constantFrom('"', "'", '\\', '[', ']', '{', '}', ':', ',', '\n', '=', '#', '\0');
  const change = fc.record({
    at: fc.nat({ max: text.length }),
    remove: fc.nat({ max: 20 }),
    put: fc.oneof(piece, fc.string({ maxLength: 5 })),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 8 })
    .map((changes) => [
      file,
      changes.reduce(
        (now, { at, put, remove }) => now.slice(0, at) + put + now.slice(at + remove),
        text,
      ),
    ]);
}
