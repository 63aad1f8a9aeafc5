import { createTranslate } from '../src/core/text/translate.ts';
import type { Bootstrap, PanelCommand } from '../src/protocol/messages.ts';
import type { Reply } from './bridge.ts';
import { Bridge } from './bridge.ts';
import { Frames } from './frames.ts';
import { ScriptLoader } from './scripts.ts';
import { Store } from './store.ts';
import { Announcer } from './ui/announcer.ts';
import { App } from './ui/app.ts';
import type { Deps } from './ui/deps.ts';
import { h } from './ui/dom.ts';
import { findReportParts } from './ui/reportParts.ts';
import { Toast } from './ui/toast.ts';
import { UiMemory } from './uiState.ts';

/** The page's start: reads what came with the HTML, then waits for the host's snapshot. */
function start(): void {
  const root = document.getElementById('app');
  const data = document.body.dataset['bootstrap'];
  if (root === null || data === undefined) {
    return;
  }
  const bootstrap = JSON.parse(data) as Bootstrap;
  const t = createTranslate(bootstrap.texts);
  const bridge = new Bridge();
  const store = new Store();
  const scripts = new ScriptLoader(bootstrap);
  const region = h('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const toast = new Toast();
  const announcer = new Announcer(region);
  const say = (text: string): void => {
    toast.show(text);
    announcer.answer(text);
  };
  const deps: Deps = {
    t,
    language: bootstrap.language,
    memory: new UiMemory(bridge),
    now: () => store.now(),
    parts: findReportParts,
    loadHighlighter: () => scripts.load('highlight'),
    say,
    announce: (text) => {
      announcer.milestone(text);
    },
    send: async (command: PanelCommand): Promise<Reply> => {
      const reply = await bridge.send(command);
      if (reply.message !== undefined) {
        say(reply.message);
      }
      return reply;
    },
  };
  const app = new App(root, deps);
  document.body.append(toast.element, region);

  const frames = new Frames();
  const paint = (): void => {
    const { model } = store;
    if (model !== undefined) {
      app.update(model);
    }
    bridge.taken();
  };

  bridge.start((message) => {
    if (message.type === 'focus') {
      paint();
      app.focus(message.target);
    } else if (message.type === 'preview') {
      paint();
      app.showPreview(message.preview);
    } else if (store.apply(message)) {
      frames.request(paint);
    }
  });
  setInterval(() => {
    app.tick();
  }, 1000);

  // After the first paint: nothing on the page waits for what comes later.
  frames.request(() => {
    setTimeout(() => {
      void scripts.load('report').then(() => {
        frames.request(paint);
        void scripts.load('controls');
      });
    });
  });
}

start();
