/** A small generator of repeatable random numbers from 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 to below `limit`. */
export function below(random: () => number, limit: number): number {
  return Math.floor(random() * limit);
}

/** Cuts bytes at random places into pieces of up to `most` bytes; some pieces are empty. */
export function randomPieces(bytes: Uint8Array, random: () => number, most: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.byteLength) {
    const size = below(random, most + 1);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
