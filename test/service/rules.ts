import type { IncomingHttpHeaders } from 'node:http';
import type { Failure } from './errorShapes.ts';
import { serviceCode } from './errors.ts';
import { checkMessages, type CallMessage } from './rulesMessages.ts';
import { checkParameters, type CallParameters } from './rulesParameters.ts';
import { breaks, isRecord, type RuleBreak } from './ruleBreak.ts';
import type { ServiceOptions } from './types.ts';

export const GENERATION_PATH = '/api/v1/services/aigc/text-generation/generation';
export const MAIN_MODEL = 'qwen-deep-research';
export const SNAP_MODEL = 'qwen-deep-research-2025-12-15';

/** A request that may be answered. */
export interface Call extends CallParameters {
  readonly model: string;
  readonly messages: readonly CallMessage[];
  readonly step: 'clarify' | 'research';
  readonly remarks: readonly string[];
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export type Verdict =
  | { readonly ok: true; readonly call: Call }
  /** `deep`: found by the model's own checks, after the gateway's (see `refusals`). */
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly form: 'json' | 'page' | 'nested';
      readonly deep: boolean;
    };

/** What the caller's account may do. */
type Account = Pick<ServiceOptions, 'keys' | 'models' | 'accountError'>;

/** Judges a request by the rules of spec 1.3 and 2, the gateway's first, the model's after. */
export function judge(request: Request, account: Account): Verdict {
  const path = checkPath(request);
  if (path !== undefined) {
    return path;
  }
  const gateway = checkHeaders(request.headers, account.keys);
  if (gateway !== undefined) {
    return refuse(gateway, false);
  }
  const body = parse(request.text);
  if (!isRecord(body)) {
    return refuse(breaks('BadRequest.IllegalInput', 'The body is not a JSON object.'), false);
  }
  const shape = checkBody(body) ?? checkRights(body, account);
  if (shape !== undefined) {
    return refuse(shape, false);
  }
  const model = String(body['model']);
  const messages = checkMessages(body['input']);
  if (!messages.ok) {
    return refuse(messages.broken, true);
  }
  const parameters = checkParameters(body, model === MAIN_MODEL);
  if (!parameters.ok) {
    return refuse(parameters.broken, true);
  }
  if (request.headers['x-dashscope-sse']?.toString().toLowerCase() !== 'enable') {
    return refuse(
      breaks('InvalidParameter', 'This model does only support stream mode: enable SSE.'),
      false,
    );
  }
  const single = messages.value.length === 1;
  const step = single && parameters.value.enableFeedback ? 'clarify' : 'research';
  const { value, remarks } = parameters;
  return { ok: true, call: { model, messages: messages.value, step, remarks, ...value } };
}

function refuse(broken: RuleBreak, deep: boolean): Verdict {
  const { status, message } = serviceCode(broken.code);
  const failure = {
    code: broken.code,
    status: broken.status ?? status,
    message: broken.message ?? message,
  };
  return { ok: false, failure, form: 'json', deep };
}

/** Only the text-generation path serves these models (spec 1.1, 1.4). */
function checkPath(request: Request): Verdict | undefined {
  if (request.path === GENERATION_PATH) {
    if (request.method === 'POST') {
      return undefined;
    }
    const failure = { code: 'MethodNotAllowed', status: 405, message: 'Method not allowed' };
    return { ok: false, failure, form: 'page', deep: false };
  }
  if (request.path.startsWith('/compatible-mode/')) {
    return { ok: false, failure: serviceCode('model_not_supported'), form: 'nested', deep: false };
  }
  if (request.path.startsWith('/api/v1/services/')) {
    return refuse(
      breaks('InvalidParameter', 'url error: the model is not served on this path.'),
      false,
    );
  }
  const failure = { code: 'NotFound', status: 404, message: 'Not found' };
  return { ok: false, failure, form: 'page', deep: false };
}

/** Key, content type and the header that must not be sent (spec 1.2, 1.3). */
function checkHeaders(
  headers: IncomingHttpHeaders,
  keys: readonly string[] | undefined,
): RuleBreak | undefined {
  const key = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (key === undefined) {
    return breaks('InvalidApiKey', 'No usable API key came with the request.');
  }
  const accepted = keys === undefined ? looksRight(key) : keys.includes(key);
  if (!accepted) {
    return breaks('InvalidApiKey');
  }
  if (headers['x-dashscope-async'] !== undefined) {
    return breaks('AccessDenied', 'This call does not support asynchronous mode.');
  }
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return breaks('BadRequest.IllegalInput', 'The content type must be application/json.');
  }
  return undefined;
}

/** Keys of other plans are refused here (spec 1.2). */
function looksRight(key: string): boolean {
  return (
    key.length >= 12 &&
    key.startsWith('sk-') &&
    !key.startsWith('sk-sp-') &&
    !key.startsWith('sk-wrong')
  );
}

/** The top level of the body (spec 2.1). */
function checkBody(body: Readonly<Record<string, unknown>>): RuleBreak | undefined {
  const { model } = body;
  if (typeof model !== 'string' || model === '') {
    return breaks('BadRequest.EmptyModel');
  }
  if (!isRecord(body['input'])) {
    return breaks('BadRequest.EmptyInput');
  }
  if (!isRecord(body['parameters'])) {
    return breaks('BadRequest.EmptyParameters');
  }
  if (model !== MAIN_MODEL && model !== SNAP_MODEL) {
    return breaks('InvalidParameter', 'Model not exist.');
  }
  return undefined;
}

/** Found by the gateway once it knows whose key it is and which model is wanted (spec 10). */
function checkRights(
  { model }: Readonly<Record<string, unknown>>,
  { accountError, models }: Account,
): RuleBreak | undefined {
  if (accountError !== undefined) {
    return breaks(accountError);
  }
  return models?.includes(String(model)) === false ? breaks('ModelNotFound') : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
