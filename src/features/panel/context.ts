import { cleanTitle } from '../../core/text/clean.ts';
import { isLoopback } from '../../core/wire/endpoint.ts';
import type { PanelContext } from '../../protocol/messages.ts';
import type { RunDesk } from '../runs/runDesk.ts';
import { readSettings } from '../settings.ts';
import type { Connector } from '../setup/connector.ts';
import type { Composer, ResearchPanel } from './researchPanel.ts';

/** Facts of the window that a page shows around its run. */
interface Facts {
  readonly desk: RunDesk;
  readonly connector: Connector;
  readonly hasKey: boolean;
  readonly insertTarget: string | undefined;
}

/** What a page is told besides the run. */
export function createContext(panel: ResearchPanel, facts: Facts): PanelContext {
  const { composer, run } = panel;
  const { prices, tools } = readSettings();
  const saved = run?.live.run().saved;
  const endpoint = facts.connector.endpoint();
  const model = run?.live.run().options.model ?? composer.options.model;
  return {
    options: composer.options,
    images: composer.images.map(({ image }) => image),
    tools: tools.map(({ label }) => cleanTitle(label, 64)),
    draft: composer.question,
    estimate: facts.desk.estimate(model),
    prices,
    hasKey: facts.hasKey,
    simulated: endpoint !== undefined && isLoopback(endpoint.url.hostname),
    ...(saved === undefined ? {} : { savedPath: saved.path }),
    ...(facts.insertTarget === undefined ? {} : { insertTarget: facts.insertTarget }),
    readOnly: run?.readOnly === true,
  };
}

/** An empty composer with the options of the settings. */
export function newComposer(draft: string): Composer {
  const { clarify, model, outputFormat } = readSettings();
  return {
    question: draft,
    options: { model, clarify, outputFormat, useTools: false },
    images: [],
  };
}
