import { post, researchBody, type Answered } from './client.ts';
import type { PlayOptions, SimulatedService } from './index.ts';

export const TOPIC = 'Bees';

/** What a fault did to the bytes. */
export interface Played extends Answered {
  /** The text with the id of the request made the same for all. */
  readonly same: string;
}

/** Plays a fault on one research of the topic, or on a body of one's own. */
export async function playOn(
  service: SimulatedService,
  fault: string,
  options: PlayOptions = {},
  body: unknown = researchBody(TOPIC),
): Promise<Played> {
  service.play(fault, options);
  const answer = await post(service, body);
  return { ...answer, same: anonymous(answer.text) };
}

export function anonymous(text: string): string {
  return text.replace(/"request_id":"[0-9a-f-]{36}"/g, '"request_id":"R"');
}
