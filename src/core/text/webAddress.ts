/** Spaces, controls and everything invisible: the URL parser drops some of them silently. */

const NOT_IN_AN_ADDRESS =
  /[\u0000-\u0020\u007F-\u00A0\u00AD\u061C\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\\]|[\u{E0000}-\u{E0FFF}]/u;

/**
 * The address, if it is one that a browser may be sent to: http or https, without a user name
 * (`https://bank.com@evil.test`) and without characters that hide or that parsers read differently.
 */
export function safeUrl(text: string): URL | undefined {
  const address = text.trim();
  if (!/^https?:\/\//iu.test(address) || NOT_IN_AN_ADDRESS.test(address)) {
    return undefined;
  }
  const url = parseUrl(address);
  if (url === undefined) {
    return undefined;
  }
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' && url.host !== '' ? url : undefined;
}

/**
 * The address as the platform reads it. Not by `URL.canParse`: once Node has optimised its callers it
 * says no to every address with a letter such as ß or é (seen with 20.20).
 */
export function parseUrl(address: string, base?: string | URL): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}
