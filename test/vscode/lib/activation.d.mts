export interface Spread {
  min: number;
  median: number;
}

/** Milliseconds: reading the code, calling activate(), and both. */
export interface ActivationTimes {
  load: Spread;
  call: Spread;
  total: Spread;
}

export interface ActivationReport {
  samples: number;
  extension: ActivationTimes;
  empty: ActivationTimes;
}

export function measureActivation(
  extensionDir: string,
  samples?: number,
): Promise<ActivationReport>;
