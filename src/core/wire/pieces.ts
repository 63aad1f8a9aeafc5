import { createSseReader, type RawFrame } from './sse.ts';

/** Bytes of the wire that hold whole frames and nothing else, and the text that they stand for. */
export interface RawPiece {
  readonly bytes: Uint8Array;
  /** The same in characters: encoding it gives `bytes` again. */
  readonly text: string;
}

/**
 * Hears of frames as soon as they are whole, and of the very bytes they came in. Those are missing
 * where the stream does not fall into such pieces; then the frames are all that can be kept.
 */
export type PieceListener = (frames: readonly RawFrame[], raw: RawPiece | undefined) => void;

/** Reads an event stream that may be cut anywhere, also within a character. */
export interface PieceReader {
  push(bytes: Uint8Array): void;
  /** The stream is over: gives out what lacks its closing blank line. */
  end(): void;
}

/**
 * Bytes that a piece has at least, if that many came at once: few enough that damage to a piece on
 * disk costs little, enough that its checksum costs nothing.
 */
const PIECE_BYTES = 8192;
const LINE_FEED = 10;
/** Stands in the text where the bytes were not UTF-8, so that they could not be had back from it. */
const REPLACEMENT = '\uFFFD';

/**
 * Reads an event stream and cuts it where a blank line ends a frame. In a burst, making bytes of
 * frames again was most of the journal's cost; the bytes that came are the truest record anyway.
 *
 * A stream that gives out frames without a blank line behind them, has carriage returns or starts
 * with a byte order mark goes on frame by frame (spec 4.2).
 */
export function createPieceReader(onPiece: PieceListener): PieceReader {
  let frames: RawFrame[] = [];
  const reader = createSseReader((frame) => {
    frames.push(frame);
  });
  const carried = createCarry();
  let inPieces: boolean | undefined;

  function give(raw?: RawPiece): void {
    if (frames.length > 0 || raw !== undefined) {
      const whole = frames;
      frames = [];
      onPiece(whole, raw);
    }
  }

  /** Gives out all pieces that end in these bytes; returns where the rest starts. */
  function takePieces(bytes: Uint8Array): number {
    let from = 0;
    for (;;) {
      const end = endOfPiece(bytes, from, carried.endsLine());
      if (end === from) {
        return from;
      }
      const part = bytes.subarray(from, end);
      from = end;
      const raw = carried.complete(part, reader.push(part));
      give(raw.text.includes(REPLACEMENT) ? undefined : raw);
    }
  }

  return {
    push: (bytes) => {
      if (bytes.byteLength === 0) {
        return;
      }
      inPieces ??= bytes[0] !== 0xef;
      const rest = inPieces ? bytes.subarray(takePieces(bytes)) : bytes;
      const text = reader.push(rest);
      if (!inPieces) {
        give();
      } else if (frames.length > 0) {
        inPieces = false;
        carried.drop();
        give();
      } else {
        carried.add(rest, text);
      }
    },
    end: () => {
      reader.end();
      give();
    },
  };
}

/**
 * Behind the first blank line that makes a piece long enough, else behind the last one; `from` where
 * there is none.
 */
function endOfPiece(bytes: Uint8Array, from: number, afterLineFeed: boolean): number {
  let at = bytes.indexOf(LINE_FEED, from + PIECE_BYTES);
  while (at >= 0) {
    if (bytes[at - 1] === LINE_FEED) {
      return at + 1;
    }
    at = bytes.indexOf(LINE_FEED, at + 1);
  }
  at = bytes.lastIndexOf(LINE_FEED);
  while (at > from) {
    if (bytes[at - 1] === LINE_FEED) {
      return at + 1;
    }
    at = bytes.lastIndexOf(LINE_FEED, at - 1);
  }
  return from === 0 && afterLineFeed && bytes[0] === LINE_FEED ? 1 : from;
}

/** Collects the start of a piece over any number of chunks, in time linear in its length. */
function createCarry(): {
  add(bytes: Uint8Array, text: string): void;
  complete(bytes: Uint8Array, text: string): RawPiece;
  endsLine(): boolean;
  drop(): void;
} {
  let buffer = new Uint8Array(1024);
  let size = 0;
  let before = '';
  const add = (bytes: Uint8Array, text: string): void => {
    if (size + bytes.byteLength > buffer.byteLength) {
      const larger = new Uint8Array(2 * (size + bytes.byteLength));
      larger.set(buffer.subarray(0, size));
      buffer = larger;
    }
    buffer.set(bytes, size);
    size += bytes.byteLength;
    before += text;
  };
  const drop = (): void => {
    size = 0;
    before = '';
  };
  return {
    add,
    complete: (bytes, text) => {
      if (size === 0) {
        return { bytes, text };
      }
      add(bytes, text);
      const piece = { bytes: buffer.slice(0, size), text: before };
      drop();
      return piece;
    },
    endsLine: () => size > 0 && buffer[size - 1] === LINE_FEED,
    drop,
  };
}
