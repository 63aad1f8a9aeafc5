import type { HostMessage, PanelCommand, WebviewMessage } from '../src/protocol/messages.ts';

interface VsCodeApi {
  postMessage(message: WebviewMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** VS Code puts it into the page; it can be called once. */
declare function acquireVsCodeApi(): VsCodeApi;

export interface Reply {
  readonly ok: boolean;
  readonly message?: string;
}

type Listener = (message: Exclude<HostMessage, { type: 'reply' }>) => void;

/**
 * The page's end of the protocol: commands with numbers and their replies, and the sequence of
 * what the host sends. What arrives out of turn is not shown: a snapshot is asked for instead.
 */
export class Bridge {
  readonly #api = acquireVsCodeApi();
  readonly #clientId = crypto.randomUUID();
  readonly #replies = new Map<number, (reply: Reply) => void>();
  #lastCommand = 0;
  /** Undefined until a snapshot came, and again after a gap. */
  #seq: number | undefined;

  start(listener: Listener): void {
    window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
      this.#receive(data, listener);
    });
    this.#api.postMessage({ type: 'ready', clientId: this.#clientId });
  }

  /** The reply comes when the host has done it; it may never come. */
  send(command: PanelCommand): Promise<Reply> {
    this.#lastCommand += 1;
    const id = this.#lastCommand;
    this.#api.postMessage({ type: 'command', clientId: this.#clientId, id, command });
    return new Promise((resolve) => this.#replies.set(id, resolve));
  }

  /** Everything so far is on the screen: the host may send the next batch. */
  taken(): void {
    if (this.#seq !== undefined) {
      this.#api.postMessage({ type: 'taken', clientId: this.#clientId, seq: this.#seq });
    }
  }

  getState(): unknown {
    return this.#api.getState();
  }

  setState(state: unknown): void {
    this.#api.setState(state);
  }

  #receive(message: HostMessage, listener: Listener): void {
    switch (message.type) {
      case 'reply': {
        const { id, ok, message: text } = message;
        this.#replies.get(id)?.({ ok, ...(text === undefined ? {} : { message: text }) });
        this.#replies.delete(id);
        return;
      }
      case 'snapshot':
        this.#seq = message.seq;
        break;
      case 'events':
        if (this.#seq === undefined || message.seq <= this.#seq) {
          return;
        }
        if (message.seq !== this.#seq + 1) {
          this.#seq = undefined;
          this.#api.postMessage({ type: 'resync', clientId: this.#clientId });
          return;
        }
        this.#seq = message.seq;
        break;
      case 'context':
      case 'pulse':
      case 'focus':
      case 'preview':
        break;
      default:
        // Other programs on the page's window post messages, too.
        return;
    }
    listener(message);
  }
}
