import * as vscode from 'vscode';
import type { Clock } from '../../core/ports.ts';
import type { Language } from '../../core/text/translate.ts';
import type { OpenRun } from '../runs/runDesk.ts';
import { playRecording } from './playback.ts';
import { readRecording } from './recording.ts';

/**
 * The recorded example in the language of the display, as a run that a panel can show; `undefined`
 * where the file is gone or broken. Needs no key, no network and no folder of the history.
 */
export async function loadExample(
  extensionUri: vscode.Uri,
  language: Language,
  clock: Clock,
  onStateChange?: () => void,
): Promise<OpenRun | undefined> {
  try {
    const file = vscode.Uri.joinPath(extensionUri, 'media', 'example', `${language}.json.gz`);
    const lines = readRecording(await vscode.workspace.fs.readFile(file));
    return lines === undefined
      ? undefined
      : { ...playRecording(lines, clock, clock.now(), onStateChange), readOnly: true };
  } catch {
    return undefined;
  }
}
