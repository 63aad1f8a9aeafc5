import { joinFiles } from '../../core/research/attachedText.ts';
import { findExcess, findSecrets } from '../../core/research/review.ts';
import type { Translate } from '../../core/text/translate.ts';
import type { Conductor } from '../runs/conductor.ts';
import type { OpenRun } from '../runs/runDesk.ts';
import type { ResearchPanel, Review } from './researchPanel.ts';

/** What leaves by a panel: looked through first, and sent only if nothing was found or by a second click. */
export interface Sending {
  /** Sends the composer's question with its files. A text that comes back says why it was not sent. */
  ask(panel: ResearchPanel, question: string, despiteSecrets: boolean): Promise<string | undefined>;
  /** Sends the answers of a panel's run. */
  research(
    panel: ResearchPanel,
    run: OpenRun,
    answers: string,
    despiteSecrets: boolean,
  ): Promise<string | undefined>;
  /** Looks through what a press of the button would send now; the page is told what is new. */
  review(panel: ResearchPanel, answers?: string): void;
}

export function createSending(
  t: Translate,
  conductor: Conductor,
  keepDraft: (question: string) => void,
): Sending {
  function inspect(panel: ResearchPanel, answers: string | undefined): Review {
    const { files, question } = panel.composer;
    if (panel.run !== undefined) {
      return { secrets: findSecrets([{ part: 'answers', text: answers ?? '' }]) };
    }
    const secrets = findSecrets([
      { part: 'question', text: question },
      ...files.map(({ name, text }) => ({ part: 'file' as const, name, text })),
    ]);
    const excess = findExcess(question, files);
    if (excess === undefined) {
      return { secrets };
    }
    const tokens = excess.tokens.toLocaleString('en-US');
    const problem =
      excess.drop === undefined
        ? t('attach.overLimitText', { tokens })
        : t('attach.overLimit', { tokens, name: excess.drop });
    return { secrets, problem };
  }

  function review(panel: ResearchPanel, answers?: string): void {
    const before = JSON.stringify(panel.review);
    panel.review = inspect(panel, answers);
    if (JSON.stringify(panel.review) !== before) {
      panel.refreshContext();
    }
  }

  return {
    review,
    ask: async (panel, question, despiteSecrets) => {
      panel.composer.question = question;
      review(panel);
      if (panel.review.problem !== undefined) {
        return panel.review.problem;
      }
      if (panel.review.secrets.length > 0 && !despiteSecrets) {
        return t('secret.title');
      }
      const { files, images, options } = panel.composer;
      const title = files.length === 0 || question.trim() === '' ? undefined : question.trim();
      // As it is now: what is attached while a key is asked for was not there at the click.
      const text = joinFiles(question, files);
      const outcome = await conductor.ask(text, options, [...images], title);
      if ('message' in outcome) {
        return outcome.message;
      }
      panel.composer.question = '';
      panel.composer.images = [];
      panel.composer.files = [];
      keepDraft('');
      panel.bind(outcome.run);
      return undefined;
    },
    research: async (panel, run, answers, despiteSecrets) => {
      review(panel, answers);
      return panel.review.secrets.length > 0 && !despiteSecrets
        ? t('secret.title')
        : conductor.research(run, answers);
    },
  };
}
