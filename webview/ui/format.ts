// Said in the same words by the host.
export { formatEstimate as range } from '../../src/core/research/price.ts';

/** `03:12`, from an hour on `1:03:12`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours === 0
    ? `${two(minutes)}:${two(seconds % 60)}`
    : `${String(hours)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** An amount in CNY without its unit: two places, and never a zero that is none. */
export function amount(value: number): string {
  return value > 0 && value < 0.01 ? '0.01' : value.toFixed(2);
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

export function size(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${String(Math.ceil(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
