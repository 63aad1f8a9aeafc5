/**
 * What `deepResearch.start` takes from a caller that is not the palette. It only fills the
 * composer: no command of ours can make anybody spend money (T8).
 */
export interface StartArguments {
  readonly topic?: string;
  /** Addresses of images (https) or of files (`file:` URIs). */
  readonly images?: readonly string[];
}

/** Reads what some other extension passed; anything odd counts as absent. */
export function readStartArguments(value: unknown): StartArguments | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const { images, topic } = value as { images?: unknown; topic?: unknown };
  const addresses = Array.isArray(images)
    ? images.filter((image): image is string => typeof image === 'string')
    : [];
  return {
    ...(typeof topic === 'string' ? { topic } : {}),
    ...(addresses.length === 0 ? {} : { images: addresses }),
  };
}
