import type { StoreTrouble } from '../../core/ports.ts';
import { parseQuestions } from '../../core/research/answers.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import { isLoopback } from '../../core/wire/endpoint.ts';
import type { PanelContext } from '../../protocol/messages.ts';
import type { OpenRun, RunDesk } from '../runs/runDesk.ts';
import { readSettings } from '../settings.ts';
import type { Connector } from '../setup/connector.ts';
import type { Drafts } from './drafts.ts';
import type { Composer, ResearchPanel } from './researchPanel.ts';

/** Facts of the window that a page shows around its run. */
interface Facts {
  readonly desk: RunDesk;
  readonly connector: Connector;
  readonly hasKey: boolean;
  readonly drafts: Drafts;
  readonly insertTarget: string | undefined;
  /** What keeps a run from being saved now. */
  readonly diskTrouble: (runId: string) => StoreTrouble | undefined;
}

/** What a page is told besides the run. */
export function createContext(panel: ResearchPanel, facts: Facts): PanelContext {
  const { composer, run } = panel;
  const { prices, tools } = readSettings();
  const saved = run?.live.run().saved;
  const isWaiting = run?.live.run().state === 'waiting';
  const answers = isWaiting ? answersTo(run, facts) : undefined;
  const endpoint = facts.connector.endpoint();
  const model = run?.live.run().options.model ?? composer.options.model;
  return {
    options: composer.options,
    images: composer.images.map(({ image }) => image),
    tools: tools.map(({ label }) => cleanTitle(label, 64)),
    files: composer.files.map(({ bytes, name, tokens }) => ({ bytes, name, tokens })),
    draft: composer.question,
    draftVersion: panel.draftVersion,
    ...(answers === undefined ? {} : { answers }),
    ...panel.review,
    estimate: facts.desk.estimate(model),
    prices,
    hasKey: facts.hasKey,
    simulated: endpoint !== undefined && isLoopback(endpoint.url.hostname),
    ...(saved === undefined ? {} : { savedPath: saved.path }),
    ...(facts.insertTarget === undefined ? {} : { insertTarget: facts.insertTarget }),
    readOnly: run?.readOnly === true || run?.playback !== undefined,
    ...standing(run, facts),
    ...(run?.playback === undefined ? {} : { playback: { speed: run.playback.speed() } }),
  };
}

/** What was answered so far; to the questions of a recording, what it goes on with. */
function answersTo({ live, playback }: OpenRun, { drafts }: Facts): PanelContext['answers'] {
  const { exchanges, id } = live.run();
  if (playback === undefined) {
    return drafts.answers(id);
  }
  const answers = parseQuestions(playback.answers)?.questions ?? [];
  return {
    version: 1,
    exchange: exchanges.length - 1,
    fields: Object.fromEntries(answers.entries()),
  };
}

/** Whose run it is, where it stands in the queue, and whether the disk takes it. */
function standing(
  run: OpenRun | undefined,
  { desk, diskTrouble }: Facts,
): Pick<PanelContext, 'owner' | 'newer' | 'queuedBefore' | 'disk'> {
  if (run === undefined) {
    return {};
  }
  const { id } = run.live.run();
  const queuedBefore = desk.queuedBefore(id);
  const disk = diskTrouble(id);
  return {
    ...(run.owner === undefined ? {} : { owner: run.owner }),
    ...(run.newer === undefined ? {} : { newer: run.newer }),
    ...(queuedBefore === undefined ? {} : { queuedBefore }),
    ...(disk === undefined ? {} : { disk: { code: disk.code, path: disk.path } }),
  };
}

/** An empty composer with the options of the settings. */
export function newComposer(draft: string): Composer {
  const { clarify, model, outputFormat } = readSettings();
  return {
    question: draft,
    options: { model, clarify, outputFormat, useTools: false },
    images: [],
    files: [],
  };
}
