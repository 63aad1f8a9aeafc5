/** A rule the request broke: the service's code, and words if the code's own do not say enough. */
export interface RuleBreak {
  readonly code: string;
  readonly message?: string;
  /** An HTTP status other than the code's own. */
  readonly status?: number;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly broken: RuleBreak };

export function breaks(code: string, words?: string, status?: number): RuleBreak {
  return {
    code,
    ...(words === undefined ? {} : { message: `${words} (simulated)` }),
    ...(status === undefined ? {} : { status }),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
