import { excessTokens } from '../../core/research/brief.ts';
import type { Continuation } from '../../core/research/continueFrom.ts';
import { cleanTitle } from '../../core/text/clean.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Exchange, Model, ResearchTool, Run, RunOptions } from '../../core/research/run.ts';
import type { ComposerOptions } from '../../protocol/messages.ts';
import type { Attachment, OpenRun, ReadyAccess, RunDesk } from './runDesk.ts';

/** Gets endpoint and key for a request, asking the person where one is missing. */
export type GetAccess = () => Promise<ReadyAccess | { readonly message: string }>;

/**
 * The MCP servers that this run may use, each checked and allowed by the person (T20).
 *
 * @param given those that a run has already, by default those of the settings
 */
export type ChooseTools = (
  model: Model,
  given?: readonly ResearchTool[],
) => Promise<{ readonly tools: readonly ResearchTool[] } | { readonly message: string }>;

/** What came of an attempt to send: a run, or the sentence that says why there is none. */
export type Outcome = { readonly run: OpenRun } | { readonly message: string };

/**
 * The two-step flow as a person drives it. Everything that may cost money passes here, and only by
 * a click: `research` and `again` are called from buttons that name the price.
 */
export interface Conductor {
  /** Sends a new question; with asking back switched off this is the costly step. */
  ask(
    question: string,
    options: ComposerOptions,
    images: readonly Attachment[],
    /** What the run is called; by default it is its question. */
    title?: string,
  ): Promise<Outcome>;
  /** Sends the costly step of a run. Empty answers mean: research without them. */
  research(run: OpenRun, answers: string): Promise<string | undefined>;
  /**
   * What `research` adds to the run as the person's words for these answers; `undefined` where the
   * run has been answered and nothing was written since.
   */
  answersToSend(run: Run, answers: string): Promise<string | undefined>;
  /** Sends the cheap step of a run once more. */
  askAgain(run: OpenRun): Promise<string | undefined>;
  /** The same question with the same answers once more, as a new run. */
  again(run: OpenRun): Promise<Outcome>;
  /** A new run that goes on from what one that ended early has found. */
  continueFrom(run: OpenRun): Promise<Outcome>;
  /** What such a run would be given; `undefined` where there is nothing to go on from. */
  continuation(run: OpenRun): Promise<Continuation | undefined>;
}

export function createConductor(
  desk: RunDesk,
  getAccess: GetAccess,
  chooseTools: ChooseTools,
  /** Texts in the language of a question: the service reads them. */
  textsFor: (question: string) => Promise<Translate>,
  texts: {
    readonly emptyQuestion: string;
    readonly tooLong: (tokens: number) => string;
    readonly nothingToContinue: string;
    readonly continuedTitle: (title: string) => string;
  },
  /** `composeContinuation`, which is loaded when it is needed. */
  composeFindings: (run: Run, t: Translate) => Promise<Continuation | undefined>,
): Conductor {
  const toOptions = (
    { clarify, model, outputFormat }: ComposerOptions,
    images: readonly Attachment[],
    tools: readonly ResearchTool[],
  ): RunOptions => ({
    model,
    clarify,
    outputFormat,
    images: images.map(({ image }) => image),
    tools,
  });

  /**
   * Why the servers of an existing run may not be used, as a sentence: an approval may have been
   * taken back since, and a run that was imported never had one.
   */
  async function refuseTools({ model, tools }: RunOptions): Promise<string | undefined> {
    const chosen = tools.length === 0 ? { tools } : await chooseTools(model, tools);
    return 'message' in chosen ? chosen.message : undefined;
  }

  /** Endpoint and key for one more request of a run, or for a new one with the same servers. */
  async function accessFor({ live }: OpenRun): ReturnType<GetAccess> {
    const access = await getAccess();
    const message = 'message' in access ? undefined : await refuseTools(live.run().options);
    return message === undefined ? access : { message };
  }

  async function ask(
    question: string,
    options: ComposerOptions,
    images: readonly Attachment[],
    title?: string,
  ): Promise<Outcome> {
    const clean = question.trim();
    if (clean === '') {
      return { message: texts.emptyQuestion };
    }
    const over = excessTokens(clean, []);
    if (over > 0) {
      return { message: texts.tooLong(over) };
    }
    const access = await getAccess();
    if ('message' in access) {
      return access;
    }
    const chosen = options.useTools ? await chooseTools(options.model) : { tools: [] };
    if ('message' in chosen) {
      return chosen;
    }
    const run = desk.create(clean, toOptions(options, images, chosen.tools), images);
    if (title !== undefined) {
      run.live.rename(title);
    }
    await (options.clarify ? desk.ask(run, access) : desk.research(run, access, undefined));
    return { run };
  }

  async function answersToSend(
    { exchanges, question }: Run,
    answers: string,
  ): Promise<string | undefined> {
    if (answers.trim() !== '') {
      return answers.trim();
    }
    const last = exchanges.at(-1);
    return last === undefined || last.answers !== undefined
      ? undefined
      : (await textsFor(question))('host.skip.answer');
  }

  async function research(run: OpenRun, answers: string): Promise<string | undefined> {
    const access = await accessFor(run);
    if ('message' in access) {
      return access.message;
    }
    const { exchanges, question } = run.live.run();
    const over = excessTokens(question, [...exchanges, { questions: '', finished: true, answers }]);
    if (over > 0) {
      return texts.tooLong(over);
    }
    await desk.research(run, access, await answersToSend(run.live.run(), answers));
    return undefined;
  }

  async function askAgain(run: OpenRun): Promise<string | undefined> {
    const access = await accessFor(run);
    if ('message' in access) {
      return access.message;
    }
    await desk.ask(run, access);
    return undefined;
  }

  async function again(old: OpenRun): Promise<Outcome> {
    const access = await accessFor(old);
    if ('message' in access) {
      return access;
    }
    const { exchanges, options, question } = old.live.run();
    const answered = exchanges.filter((exchange: Exchange) => exchange.answers !== undefined);
    const images = await desk.images(old);
    const run = desk.create(question, options, images);
    if (answered.length > 0) {
      run.live.brief(answered);
    }
    const research = answered.length > 0 || !options.clarify;
    await (research ? desk.research(run, access, undefined) : desk.ask(run, access));
    return { run };
  }

  const continuation = async ({ live }: OpenRun): Promise<Continuation | undefined> =>
    composeFindings(live.run(), await textsFor(live.run().question));

  async function continueFrom(old: OpenRun): Promise<Outcome> {
    const found = await continuation(old);
    if (found === undefined) {
      return { message: texts.nothingToContinue };
    }
    const { id, options, question } = old.live.run();
    const over = excessTokens(question, found.exchanges);
    if (over > 0) {
      return { message: texts.tooLong(over) };
    }
    const access = await accessFor(old);
    if ('message' in access) {
      return access;
    }
    const title = cleanTitle(old.live.run().title ?? question, 120);
    const run = desk.create(question, options, await desk.images(old));
    run.live.brief(found.exchanges, { runId: id, title });
    run.live.rename(texts.continuedTitle(title));
    await desk.research(run, access, undefined);
    return { run };
  }

  return { ask, askAgain, answersToSend, research, again, continueFrom, continuation };
}
