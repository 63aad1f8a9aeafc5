import type { Bootstrap } from '../src/protocol/messages.ts';

/** What of Trusted Types we use; not every TypeScript knows them. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

/** Our own bundles that come after the first paint. */
export type ScriptName = 'report' | 'controls' | 'highlight';

/**
 * Loads our own later bundles. The page's policy admits no other: a script address is made by this
 * one named policy, and it knows three.
 */
export class ScriptLoader {
  readonly #nonce: string;
  readonly #urls: Readonly<Record<ScriptName, string>>;
  readonly #policy: { createScriptURL(url: string): string };

  constructor({ nonce, reportUrl, controlsUrl, highlightUrl }: Bootstrap) {
    this.#nonce = nonce;
    this.#urls = {
      report: reportUrl,
      controls: controlsUrl,
      highlight: highlightUrl,
    };
    const own = Object.values(this.#urls);
    const rules = {
      createScriptURL: (url: string) => {
        if (!own.includes(url)) {
          throw new TypeError('Not a script of this page.');
        }
        return url;
      },
    };
    const { trustedTypes } = window as { trustedTypes?: PolicyFactory };
    this.#policy = trustedTypes?.createPolicy('deep-research-scripts', rules) ?? rules;
  }

  /** Whether it came. The page works without: where one does not load, nothing is said. */
  load(name: ScriptName): Promise<boolean> {
    const script = document.createElement('script');
    script.nonce = this.#nonce;
    script.src = this.#policy.createScriptURL(this.#urls[name]);
    return new Promise((resolve) => {
      script.addEventListener('load', () => {
        resolve(true);
      });
      script.addEventListener('error', () => {
        resolve(false);
      });
      document.head.append(script);
    });
  }
}
