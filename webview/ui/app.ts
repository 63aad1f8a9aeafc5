import type { CitationCheck } from '../../src/core/report/citations.ts';
import type { Run } from '../../src/core/research/run.ts';
import { isLive } from '../../src/core/research/run.ts';
import { cleanText } from '../../src/core/text/clean.ts';
import type { FocusTarget, RequestPreview } from '../../src/protocol/messages.ts';
import type { Model } from '../store.ts';
import type { TabName } from '../uiState.ts';
import { Actions } from './actions.ts';
import { Banners } from './banners.ts';
import { Composer } from './composer.ts';
import { createButton } from './controls.ts';
import type { Deps } from './deps.ts';
import { growText, h, setHidden } from './dom.ts';
import { Header } from './header.ts';
import { Milestones } from './milestones.ts';
import { Plan } from './plan.ts';
import { Questions } from './questions.ts';
import { RecordingBanner } from './recording.ts';
import type { ReportView } from './reportView.ts';
import { Rounds } from './rounds.ts';
import { Stages } from './stages.ts';
import { Tabs } from './tabs.ts';
import { ToTop } from './toTop.ts';

/** All parts of the panel in reading order, and which of them are shown. */
export class App {
  readonly #deps: Deps;
  readonly #composer: Composer;
  readonly #header: Header;
  readonly #stages: Stages;
  readonly #stop;
  readonly #toTop: ToTop;
  readonly #tabs: Tabs;
  readonly #banners: Banners;
  readonly #recording: RecordingBanner;
  readonly #actions: Actions;
  readonly #questions: Questions;
  readonly #plan: Plan;
  readonly #rounds: Rounds;
  /** Until it is there, the report is shown as the plain text it is. */
  #report: ReportView | undefined;
  readonly #plainReport = h('div', { class: 'prose-plain plain-report' });
  readonly #milestones: Milestones;
  readonly #research: HTMLElement;
  readonly #reportPanel: HTMLElement;
  readonly #restoreScroll = new Set<TabName>();
  #model: Model | undefined;
  #shownRun: string | undefined;
  #tab: TabName = 'research';
  #checked: { run: Run; check: CitationCheck } | undefined;

  constructor(root: HTMLElement, deps: Deps) {
    this.#deps = deps;
    const { t } = deps;
    const check = (run: Run): CitationCheck | undefined => this.#check(run);
    this.#composer = new Composer(deps);
    this.#stages = new Stages(deps);
    this.#stop = createButton({
      label: t('panel.stop'),
      icon: 'debug-stop',
      onClick: () => void deps.send({ name: 'stop' }),
    });
    this.#tabs = new Tabs(deps, (name) => {
      deps.memory.update({ tab: name });
      this.#select(name);
    });
    this.#toTop = new ToTop(deps, (top) => {
      window.scrollTo(0, 0);
      const parts = [this.#banners.element, this.#actions.element];
      const first = parts.flatMap((part) => [...part.querySelectorAll<HTMLElement>(top)]);
      first.find((element) => element.offsetParent !== null)?.focus();
    });
    const atEnd = [this.#toTop.element, this.#tabs.element, this.#stop.element];
    this.#header = new Header(deps, atEnd, check);
    this.#toTop.watch(this.#header.element);
    this.#banners = new Banners(deps, () => {
      this.#select('research');
      this.#rounds.element.scrollIntoView({ block: 'start' });
    });
    this.#recording = new RecordingBanner(deps);
    this.#actions = new Actions(deps, check);
    this.#questions = new Questions(deps);
    this.#plan = new Plan(deps);
    this.#rounds = new Rounds(deps);
    this.#milestones = new Milestones(deps);
    this.#research = tabPanel('research', [
      this.#questions.element,
      this.#plan.element,
      this.#rounds.element,
    ]);
    this.#reportPanel = tabPanel('report', [this.#plainReport]);
    root.replaceChildren(
      this.#header.element,
      this.#stages.element,
      this.#header.bar,
      this.#recording.element,
      this.#banners.element,
      this.#composer.element,
      this.#actions.element,
      this.#research,
      this.#reportPanel,
    );
    root.addEventListener('click', (event) => {
      this.#openReportLink(event);
    });
    this.#keepScroll();
  }

  update(model: Model): void {
    this.#model = model;
    const { run } = model;
    const focused = document.activeElement;
    this.#bind(run);
    setHidden(this.#composer.element, run !== undefined);
    setHidden(this.#header.element, run === undefined);
    setHidden(this.#header.bar, run === undefined);
    setHidden(this.#stages.element, run === undefined);
    this.#recording.update(model);
    this.#banners.update(model);
    this.#actions.update(model);
    this.#milestones.update(model);
    if (run === undefined) {
      this.#composer.update(model);
      setHidden(this.#research, true);
      setHidden(this.#reportPanel, true);
      if (focused !== null && focused !== document.body && !isShown(focused)) {
        this.#composer.focus();
      }
      return;
    }
    this.#header.update(model);
    this.#stages.update(model);
    this.#toTop.update(run.state);
    setHidden(this.#stop.element, !isLive(run.state) || model.context.readOnly);
    this.#chooseTab(run);
    this.#questions.update(model);
    this.#plan.update(model);
    this.#rounds.update(model);
    this.#showReport(model, run);
    this.#applyScroll('research');
    this.#keepFocus(run, focused);
  }

  /**
   * Whoever works by keyboard is not thrown back to the top of the page when a part of it goes: the
   * heading takes the focus, and hands it to the questions when they come.
   */
  #keepFocus(run: Run, focused: Element | null): void {
    const { activeElement } = document;
    // A part that went may have handed it on itself.
    const isLost = activeElement === focused || activeElement === document.body;
    if (isLost && focused !== null && focused !== document.body && !isShown(focused)) {
      this.#header.focus();
    }
    if (run.state === 'waiting' && this.#header.hasFocus) {
      this.#questions.focus();
    }
  }

  /** Once a second: clocks and countdowns. */
  tick(): void {
    const model = this.#model;
    if (model?.run !== undefined) {
      this.#header.tick(model);
      this.#banners.tick(model);
      this.#questions.tick(model);
    }
  }

  /** Where its button is: with the question, or with the answers. */
  showPreview(preview: RequestPreview): void {
    if (this.#model?.run === undefined) {
      this.#composer.showPreview(preview);
    } else {
      this.#questions.showPreview(preview);
    }
  }

  focus(target: FocusTarget): void {
    const run = this.#model?.run;
    if (run === undefined) {
      this.#composer.focus();
      return;
    }
    const hasReport = run.report.text !== '';
    if (target === 'composer' || !hasReport) {
      this.#select('research');
      if (run.state === 'waiting') {
        this.#questions.focus();
      } else {
        this.#research.querySelector<HTMLElement>('.round-toggle')?.focus();
      }
      return;
    }
    this.#select('report');
    if (target === 'sources') {
      this.#report?.focusSources();
    } else if (target === 'report') {
      this.#report?.focusReport();
    } else {
      this.#report?.focusLatestSection();
    }
  }

  #bind(run: Run | undefined): void {
    if (run?.id === this.#shownRun && this.#shownRun !== undefined) {
      return;
    }
    const { memory } = this.#deps;
    memory.bind(run?.id);
    this.#shownRun = run?.id;
    this.#restoreScroll.clear();
    if (memory.state.scroll !== undefined) {
      this.#restoreScroll.add(memory.state.tab ?? 'report');
    }
    this.#select('research');
  }

  /** The report comes to the front by itself only where nobody has chosen a tab. */
  #chooseTab(run: Run): void {
    const hasReport = run.report.text !== '';
    setHidden(this.#tabs.element, !hasReport);
    const chosen = this.#deps.memory.state.tab;
    const wanted = hasReport ? (chosen ?? 'report') : 'research';
    if (wanted !== this.#tab) {
      this.#select(wanted);
    }
    if (hasReport && wanted === 'research' && isLive(run.state)) {
      this.#tabs.setNews('report', true);
    }
  }

  #select(name: TabName): void {
    this.#tab = name;
    this.#tabs.select(name);
    setHidden(this.#research, name !== 'research');
    setHidden(this.#reportPanel, name !== 'report');
    this.#report?.setVisible(name === 'report');
    if (this.#model?.run !== undefined) {
      this.#showReport(this.#model, this.#model.run);
    }
  }

  #showReport(model: Model, run: Run): void {
    const parts = this.#deps.parts();
    if (this.#report === undefined && parts !== undefined) {
      this.#report = new parts.ReportView(this.#deps, () => {
        this.#applyScroll('report');
      });
      this.#reportPanel.replaceChildren(this.#report.element);
      this.#reportPanel.after(this.#report.card.element);
      this.#report.setVisible(this.#tab === 'report');
    }
    if (this.#report === undefined) {
      growText(this.#plainReport, cleanText(run.report.text));
    } else {
      this.#report.update(model);
    }
  }

  /** Once for each ended run: it reads the whole report. */
  #check(run: Run): CitationCheck | undefined {
    const check = this.#deps.parts()?.checkCitations;
    if (check !== undefined && this.#checked?.run !== run) {
      this.#checked = { run, check: check(run) };
    }
    return this.#checked?.run === run ? this.#checked.check : undefined;
  }

  #openReportLink(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    // No link of this page leads anywhere by itself.
    if (link !== null) {
      event.preventDefault();
    }
    const id = link?.getAttribute('data-link');
    if (id !== null && id !== undefined) {
      void this.#deps.send({ name: 'openLink', target: { kind: 'reportLink', id } });
    }
  }

  #keepScroll(): void {
    let timer = 0;
    window.addEventListener(
      'scroll',
      () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => {
          if (this.#shownRun !== undefined) {
            const { memory } = this.#deps;
            memory.update({ scroll: { ...memory.state.scroll, [this.#tab]: window.scrollY } });
          }
        }, 250);
      },
      { passive: true },
    );
  }

  /** A page that was thrown away and made anew is where it was. */
  #applyScroll(name: TabName): void {
    if (name === this.#tab && this.#restoreScroll.delete(name)) {
      window.scrollTo(0, this.#deps.memory.state.scroll?.[name] ?? 0);
    }
  }
}

function isShown(element: Element): boolean {
  return element.isConnected && element.closest('[hidden]') === null;
}

function tabPanel(name: TabName, children: readonly HTMLElement[]): HTMLElement {
  return h(
    'div',
    {
      class: `panel panel-${name}`,
      id: `panel-${name}`,
      role: 'tabpanel',
      'aria-labelledby': `tab-${name}`,
    },
    ...children,
  );
}
