import { randomBytes } from 'node:crypto';
import type { Bootstrap } from '../../protocol/messages.ts';

/** Addresses as the page sees them. */
export interface PageAddresses {
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly report: string;
  readonly controls: string;
  readonly highlight: string;
}

/**
 * The page. No inline script or style, no network at all: what the web wrote is shown here, so the
 * policy leaves it nothing to work with (T10 to T12). The two named policies admit our own script
 * addresses and the one fixed policy of the form controls.
 */
export function panelHtml(
  addresses: PageAddresses,
  bootstrap: Omit<Bootstrap, 'nonce' | 'reportUrl' | 'controlsUrl' | 'highlightUrl'>,
  fallback: string,
): string {
  const nonce = randomBytes(16).toString('base64');
  const { cspSource } = addresses;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `font-src ${cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types deep-research-scripts fast-html',
  ].join('; ');
  const data: Bootstrap = {
    ...bootstrap,
    reportUrl: addresses.report,
    controlsUrl: addresses.controls,
    highlightUrl: addresses.highlight,
    nonce,
  };
  return `<!DOCTYPE html>
<html lang="${bootstrap.language === 'zh-cn' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeAttribute(addresses.style)}">
<title>Deep Research</title>
</head>
<body data-bootstrap="${escapeAttribute(JSON.stringify(data))}">
<main id="app"><p id="fallback">${escapeText(fallback)}</p></main>
<script nonce="${nonce}" src="${escapeAttribute(addresses.script)}" defer></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
