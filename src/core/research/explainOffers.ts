import type { FailureAction } from './explain.ts';
import type { FailureCode } from './run.ts';

/** `again` stands for whichever repetition is allowed. */
export type Offer = FailureAction | 'again';

const CHECK_WAY: readonly Offer[] = ['again', 'openProxySettings'];
const CHECK_CERTIFICATE: readonly Offer[] = ['openProxySettings', 'again'];
export const LOOK_THEN_AGAIN: readonly Offer[] = ['openPartial', 'again'];

/** What helps against what, the most useful first; what does not fit a run is left out. */
export const OFFERS: Readonly<Record<FailureCode, readonly Offer[]>> = {
  noKey: ['setApiKey'],
  keyVanished: ['setApiKey'],
  keyringSilent: ['again', 'setApiKey'],
  keyMalformed: ['setApiKey'],
  endpointRefused: ['openSettings'],
  endpointChanged: ['setApiKey', 'openSettings'],
  requestInvalid: ['editQuestion', 'removeImages'],
  tooLong: ['editQuestion', 'removeImages'],
  offline: CHECK_WAY,
  connectTimeout: CHECK_WAY,
  connectRefused: CHECK_WAY,
  tlsUntrusted: CHECK_CERTIFICATE,
  tlsInvalid: CHECK_CERTIFICATE,
  proxyAuth: CHECK_CERTIFICATE,
  redirected: ['openSettings', 'openProxySettings'],
  notTheService: [...CHECK_WAY, 'showRawLog'],
  keyRefused: ['setApiKey', 'again'],
  workspaceRefused: ['setWorkspaceId', 'setApiKey', 'openConsole'],
  modelDenied: ['openConsole', 'again', 'useMainModel'],
  notActivated: ['openConsole', 'again'],
  modelWithdrawn: ['useMainModel', 'openSettings'],
  freeTierOnly: ['openConsole', 'again'],
  billing: ['openBilling', 'again'],
  modelNotFound: ['openSettings', 'useMainModel'],
  wrongPath: ['openSettings'],
  requestRefused: ['copyRequestId', 'editQuestion', 'showRawLog'],
  imageRefused: ['removeImages', 'again'],
  tooLarge: ['removeImages', 'editQuestion'],
  inspectionInput: ['editQuestion'],
  rateLimit: ['again'],
  burstLimit: ['again'],
  tokenLimit: ['again', 'openConsole'],
  overloaded: ['again'],
  serviceFailed: ['again'],
  serviceTimeout: ['openPartial', 'again', 'setWorkspaceId'],
  toolFailed: ['openSettings', 'openPartial', 'again'],
  emptyAnswer: ['again'],
  malformedAnswer: ['again', 'showRawLog'],
  brokeAfterSending: ['again'],
  noAnswer: ['again', 'openSettings'],
  streamCut: LOOK_THEN_AGAIN,
  hostTimeLimit: ['setWorkspaceId', 'openPartial', 'again'],
  idleLimit: [...LOOK_THEN_AGAIN, 'openSettings'],
  totalLimit: [...LOOK_THEN_AGAIN, 'openSettings'],
  inspectionReport: ['openPartial', 'editQuestion', 'again'],
  emptyReport: LOOK_THEN_AGAIN,
  costCap: [...LOOK_THEN_AGAIN, 'openSettings'],
  windowClosed: LOOK_THEN_AGAIN,
  unknownError: ['copyRequestId', 'showRawLog', 'again'],
};
