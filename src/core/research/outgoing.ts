import type { AuthorizedTool, Outgoing } from '../wire/request.ts';
import { composeMessages } from './brief.ts';
import type { Run, StepKind } from './run.ts';

/**
 * What one step of a run says to the service: the only place that decides it, for the request that
 * is sent and for the one that is only shown.
 *
 * @param images public addresses or data URLs
 */
export function outgoingOf(
  run: Pick<Run, 'question' | 'options' | 'exchanges'>,
  step: StepKind,
  images: readonly string[],
  tools: readonly AuthorizedTool[],
): Outgoing {
  const { exchanges, options, question } = run;
  const clarify = step === 'clarify';
  return {
    model: options.model,
    messages: composeMessages(question, clarify ? [] : exchanges, images),
    // With answers the captured request is repeated, which leaves the default (spec 2.3, 6).
    // Research without any must not ask back: it is what the person chose to start.
    clarify: clarify || exchanges.some(({ questions }) => questions.trim() !== ''),
    outputFormat: options.outputFormat,
    tools,
  };
}
