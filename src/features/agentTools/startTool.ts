import * as vscode from 'vscode';
import { isHeld, type Run } from '../../core/research/run.ts';
import { scanForSecrets } from '../../core/secretScan.ts';
import { quoteBlock } from '../../core/waysIn/quote.ts';
import { newComposer } from '../panel/context.ts';
import { createWaysInWords } from '../waysIn/words.ts';
import { findRun, NO_SUCH_RUN, toolResult } from './result.ts';
import { readStartRequest, type StartRequest } from './startRequest.ts';
import type { AgentToolDeps } from './toolTypes.ts';

/**
 * Starts research for an agent, on the way that a click in the panel takes: same limits of cost, same
 * queue, same key. VS Code asks the person first; what it showed is remembered, and nothing else is
 * ever sent, whoever calls.
 */
export function createStartTool(deps: AgentToolDeps): vscode.LanguageModelTool<unknown> {
  const { conductor, connector, desk, panels } = deps;
  const words = createWaysInWords(deps.language);
  /** Requests that were shown with their price and not yet sent. */
  const shown = new Set<string>();
  /** The run that was started last: agents have one at a time. */
  let lastRunId: string | undefined;

  /** What was asked about: the settings that decide price and host may change while the question stands. */
  async function keyOf(request: StartRequest): Promise<string> {
    const { model, outputFormat } = await optionsOf(request);
    return JSON.stringify([request, model, outputFormat, connector.endpoint()?.origin]);
  }

  async function prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<unknown>): Promise<vscode.PreparedToolInvocation> {
    const request = readStartRequest(input);
    const invocationMessage = words('toolStarting');
    const endpoint = connector.endpoint();
    if (typeof request === 'string') {
      return { invocationMessage };
    }
    const key = await keyOf(request);
    // An earlier question about the same may have been answered with no.
    shown.delete(key);
    if (endpoint === undefined || !(await connector.hasKey())) {
      // Nothing is going to be sent, so there is nothing to confirm.
      return { invocationMessage };
    }
    shown.add(key);
    const { model } = await optionsOf(request);
    const { high, low } = desk.estimate(model);
    const price = words('toolStartMessage', {
      low: low.toFixed(2),
      high: high.toFixed(2),
      host: endpoint.host,
    });
    return {
      invocationMessage,
      confirmationMessages: {
        title: words(request.kind === 'new' ? 'toolStartTitle' : 'toolAnswerTitle'),
        message: new vscode.MarkdownString(`${price}\n\n${quoteBlock(request.text, 'text')}\n`),
      },
    };
  }

  async function optionsOf(
    request: StartRequest,
  ): Promise<ReturnType<typeof newComposer>['options']> {
    const { options } = newComposer('');
    if (request.kind === 'new') {
      // Nobody is there to answer: what the agent knows stands in the question.
      const { outputFormat = options.outputFormat } = request;
      return { ...options, outputFormat, clarify: false, useTools: false };
    }
    const run = await findRun(deps, request.runId);
    return run === undefined ? options : { ...options, model: run.options.model };
  }

  async function invoke({
    input,
  }: vscode.LanguageModelToolInvocationOptions<unknown>): Promise<vscode.LanguageModelToolResult> {
    const request = readStartRequest(input);
    if (typeof request === 'string') {
      return toolResult(`Nothing was started. ${request}`);
    }
    const refusal = await refuse(request);
    if (refusal !== undefined) {
      return toolResult(`Nothing was started and nothing was charged. ${refusal}`);
    }
    try {
      return await send(request);
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      return toolResult(`It could not be started: ${reason}`);
    }
  }

  /** Why nothing is sent, as a sentence for the model. */
  async function refuse(request: StartRequest): Promise<string | undefined> {
    const wasShown = shown.delete(await keyOf(request));
    const { kind } = await connector.access();
    if (kind !== 'ready') {
      return 'No usable API key is stored. Ask the user to run the command "Deep Research: Set API Key"; you cannot do that for them.';
    }
    if (!wasShown) {
      return 'The user has not been asked about exactly this request. Call the tool again, so that they are.';
    }
    const [secret] = scanForSecrets(request.text);
    if (secret !== undefined) {
      return `Line ${secret.line} looks like it holds a secret. Leave it out.`;
    }
    const last = lastRunId === undefined ? undefined : await findRun(deps, lastRunId);
    if (last !== undefined && isHeld(last.state) && request.kind === 'new') {
      return `The run ${last.id} that you started is still under way (${last.state}). Wait for it; one at a time.`;
    }
    return undefined;
  }

  async function send(request: StartRequest): Promise<vscode.LanguageModelToolResult> {
    if (request.kind === 'answer') {
      return answer(request.runId, request.text);
    }
    const outcome = await conductor.ask(request.text, await optionsOf(request), []);
    if ('message' in outcome) {
      return toolResult(`Nothing was started: ${outcome.message}`);
    }
    panels.showRun(outcome.run);
    return started(outcome.run.live.run());
  }

  async function answer(runId: string, text: string): Promise<vscode.LanguageModelToolResult> {
    const open = await desk.open(runId);
    if (open === undefined) {
      return toolResult(NO_SUCH_RUN);
    }
    const { state } = open.live.run();
    if (open.readOnly || state !== 'waiting') {
      return toolResult(`Nothing was sent: this run does not wait for answers (${state}).`);
    }
    const message = await conductor.research(open, text);
    if (message !== undefined) {
      return toolResult(`Nothing was sent: ${message}`);
    }
    panels.showRun(open);
    return started(open.live.run());
  }

  function started({ id, state }: Run): vscode.LanguageModelToolResult {
    lastRunId = id;
    return toolResult(
      [
        `Started. runId: ${id}. State: ${state}.`,
        'It usually takes 5 to 30 minutes; the user sees it in a panel and can stop it there.',
        'Go on with other work, or tell the user that it is running. Ask deepResearch_status with this runId, at most once a minute. Do not start the same question again: every run is charged.',
      ].join('\n'),
    );
  }

  return { prepareInvocation, invoke };
}
