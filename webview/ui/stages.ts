import type { Run } from '../../src/core/research/run.ts';
import type { Model } from '../store.ts';
import type { Deps, View } from './deps.ts';
import { h, setAttribute, setHidden, setText } from './dom.ts';
import { icon } from './icons.ts';

type Progress = 'done' | 'current' | 'ahead';

const STAGES = ['questions', 'plan', 'research', 'report'] as const;
type Stage = (typeof STAGES)[number];

/** The way of a run as one line. A stage is done when the next one has begun: no guessing. */
export class Stages implements View {
  readonly element = h('ol', { class: 'stages' });
  readonly #deps: Deps;
  readonly #items: ReadonlyMap<
    Stage,
    { item: HTMLElement; label: HTMLElement; mark: HTMLElement; said: HTMLElement }
  >;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.element.setAttribute('aria-label', deps.t('panel.stages.label'));
    this.#items = new Map(
      STAGES.map((stage) => {
        const mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
        const label = h('span');
        const said = h('span', { class: 'visually-hidden' });
        const item = h('li', { class: 'stage' }, mark, label, said);
        this.element.append(item);
        return [stage, { item, label, mark, said }];
      }),
    );
  }

  update({ run }: Model): void {
    if (run === undefined) {
      return;
    }
    const { t } = this.#deps;
    for (const [stage, { item, label, mark, said }] of this.#items) {
      const progress = progressOf(run, stage);
      const round = run.rounds.length;
      setText(
        label,
        stage === 'research' && round > 0
          ? t('panel.stages.researchRound', { n: round })
          : t(`panel.stages.${stage}`),
      );
      setHidden(item, stage === 'questions' && !run.options.clarify && run.exchanges.length === 0);
      setAttribute(item, 'aria-current', progress === 'current' ? 'step' : undefined);
      if (item.dataset['progress'] !== progress) {
        item.dataset['progress'] = progress;
        mark.replaceChildren(...(progress === 'done' ? [icon('check')] : []));
        setText(said, progress === 'done' ? t('panel.stages.done') : '');
      }
    }
  }
}

function progressOf(run: Run, stage: Stage): Progress {
  const reached = reachedStage(run);
  const ended = run.state === 'done' || run.state === 'noEvidence';
  const at = STAGES.indexOf(stage);
  const now = STAGES.indexOf(reached);
  if (at < now || (at === now && ended)) {
    return 'done';
  }
  return at === now ? 'current' : 'ahead';
}

/** By what came, not by the state: a stopped run stands where it was stopped. */
function reachedStage(run: Run): Stage {
  if (run.report.text !== '') {
    return 'report';
  }
  if (run.rounds.length > 0) {
    return 'research';
  }
  return run.steps.at(-1)?.kind === 'research' ? 'plan' : 'questions';
}
