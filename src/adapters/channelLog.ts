import type { LogOutputChannel } from 'vscode';
import { redact } from '../core/redact.ts';
import type { Log } from '../core/ports.ts';

/** The log in VS Code's Output view, made when the first line is written. */
export function createChannelLog(
  open: () => LogOutputChannel,
  secrets: () => readonly string[],
): Log & { show(): void; dispose(): void } {
  let channel: LogOutputChannel | undefined;
  const get = (): LogOutputChannel => (channel ??= open());
  return {
    info: (message) => {
      get().info(redact(message, secrets()));
    },
    warn: (message) => {
      get().warn(redact(message, secrets()));
    },
    error: (message) => {
      get().error(redact(message, secrets()));
    },
    show: () => {
      get().show(true);
    },
    dispose: () => {
      channel?.dispose();
    },
  };
}
