/*
 * The only file that knows the components' package, in a bundle of its own that first paint does
 * not wait for: see docs/adr/0003-webview-toolkit.md. Narrow imports, since the package's main entry
 * brings every component.
 */
import { provideVSCodeDesignSystem } from '@vscode/webview-ui-toolkit/dist/vscode-design-system.js';
import { vsCodeBadge } from '@vscode/webview-ui-toolkit/dist/badge/index.js';
import { vsCodeButton } from '@vscode/webview-ui-toolkit/dist/button/index.js';
import { vsCodeDropdown } from '@vscode/webview-ui-toolkit/dist/dropdown/index.js';
import { vsCodeOption } from '@vscode/webview-ui-toolkit/dist/option/index.js';
import { vsCodeTextArea } from '@vscode/webview-ui-toolkit/dist/text-area/index.js';
import { CONTROLS_READY } from './ui/controlsReady.ts';

provideVSCodeDesignSystem().register(
  vsCodeBadge(),
  vsCodeButton(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeTextArea(),
);
document.dispatchEvent(new Event(CONTROLS_READY));
