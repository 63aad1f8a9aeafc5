import type { TransportError } from '../ports.ts';
import type { Charge, Failure, FailureCode, SentState } from '../research/run.ts';
import type { ServiceError } from './serviceError.ts';

/**
 * The service's codes (spec 10) and what each means to a person. Matched from the front, so that
 * `InternalError.Algo.InvalidParameter` finds `InternalError.Algo`; the longest match wins.
 */
const SERVICE_CODES: Readonly<Record<string, FailureCode>> = {
  InvalidApiKey: 'keyRefused',
  invalid_api_key: 'keyRefused',
  'NOT AUTHORIZED': 'workspaceRefused',
  Arrearage: 'billing',
  AccessDenied: 'modelDenied',
  access_denied: 'modelDenied',
  'AccessDenied.Unpurchased': 'notActivated',
  'Model.AccessDenied': 'modelDenied',
  'Workspace.AccessDenied': 'workspaceRefused',
  'Endpoint.AccessDenied': 'modelWithdrawn',
  'AllocationQuota.FreeTierOnly': 'freeTierOnly',
  ModelNotFound: 'modelNotFound',
  model_not_found: 'modelNotFound',
  model_not_supported: 'wrongPath',
  WorkSpaceNotFound: 'workspaceRefused',
  InvalidParameter: 'requestRefused',
  'InvalidParameter.DataInspection': 'imageRefused',
  InvalidURL: 'imageRefused',
  InvalidImageFormat: 'imageRefused',
  'BadRequest.TooLarge': 'tooLarge',
  BadRequest: 'requestRefused',
  DataInspectionFailed: 'inspectionInput',
  data_inspection_failed: 'inspectionInput',
  CustomRoleBlocked: 'inspectionInput',
  FaqRuleBlocked: 'inspectionInput',
  IPInfringementSuspect: 'inspectionInput',
  ServiceUnavailableError: 'requestRefused',
  Throttling: 'rateLimit',
  'Throttling.RateQuota': 'rateLimit',
  LimitRequests: 'rateLimit',
  'Throttling.BurstRate': 'burstLimit',
  'Throttling.AllocationQuota': 'tokenLimit',
  insufficient_quota: 'tokenLimit',
  CommodityNotPurchased: 'billing',
  PrepaidBillOverdue: 'billing',
  PostpaidBillOverdue: 'billing',
  InternalError: 'serviceFailed',
  'InternalError.Algo.InvalidParameter': 'requestRefused',
  'InternalError.Algo.DataInspectionFailed': 'inspectionInput',
  internal_error: 'serviceFailed',
  SystemError: 'serviceFailed',
  ModelServiceFailed: 'serviceFailed',
  'InternalError.Timeout': 'serviceTimeout',
  RequestTimeOut: 'serviceTimeout',
  ResponseTimeout: 'serviceTimeout',
  InvokePluginFailed: 'toolFailed',
  ModelServingError: 'overloaded',
  ModelUnavailable: 'overloaded',
};

/** Where only the HTTP status speaks. 5xx and 4xx not named here fall to the hundreds. */
const STATUSES: Readonly<Record<number, FailureCode>> = {
  401: 'keyRefused',
  403: 'modelDenied',
  404: 'modelNotFound',
  407: 'proxyAuth',
  413: 'tooLarge',
  429: 'rateLimit',
  500: 'serviceFailed',
  502: 'overloaded',
  503: 'overloaded',
  504: 'serviceTimeout',
};

/** The service took the request on (or may have): what it then did is not known. */
const MAYBE_CHARGED: readonly FailureCode[] = [
  'serviceFailed',
  'serviceTimeout',
  'overloaded',
  'toolFailed',
  'unknownError',
  'notTheService',
  'emptyAnswer',
  'malformedAnswer',
];

/**
 * What a service error means.
 *
 * @param error the error in the service's terms
 * @param streaming whether frames of this request had come: then what was produced is charged
 */
export function classifyServiceError(
  error: ServiceError,
  streaming: boolean,
  host: string,
): Failure {
  const code = refine(findCode(error), error, streaming);
  const maybe: Charge = MAYBE_CHARGED.includes(code) ? 'maybe' : 'none';
  return {
    code,
    charge: streaming ? 'produced' : maybe,
    host,
    ...(error.code === '' ? {} : { serviceCode: error.code.slice(0, 100) }),
    ...(error.message === '' ? {} : { serviceMessage: error.message.slice(0, 1000) }),
    ...(error.status === undefined ? {} : { httpStatus: error.status }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
  };
}

function findCode(error: ServiceError): FailureCode {
  const { code, status } = error;
  let best = '';
  for (const known of Object.keys(SERVICE_CODES)) {
    if (code.startsWith(known) && known.length > best.length) {
      best = known;
    }
  }
  const byCode = SERVICE_CODES[best];
  if (byCode !== undefined) {
    return byCode;
  }
  if (status === undefined) {
    return 'unknownError';
  }
  const hundreds: FailureCode = status >= 500 ? 'serviceFailed' : 'requestRefused';
  return STATUSES[status] ?? (status >= 400 ? hundreds : 'unknownError');
}

/** Some codes mean different things; only their text tells (spec 10). */
function refine(code: FailureCode, error: ServiceError, streaming: boolean): FailureCode {
  const text = error.message;
  if (code === 'inspectionInput') {
    return streaming ? 'inspectionReport' : code;
  }
  if (code === 'tokenLimit' && /free allocated quota/i.test(text)) {
    return 'freeTierOnly';
  }
  if (code === 'requestRefused' || code === 'serviceFailed') {
    if (/range of input length|input.*too long|exceeds? .*(context|input) length/i.test(text)) {
      return 'tooLong';
    }
    if (/model not exist/i.test(text)) {
      return 'modelNotFound';
    }
    if (/data-uri|image|download.*(timed? ?out|fail)/i.test(text)) {
      return 'imageRefused';
    }
    // A code of the input check that comes wrapped, with its true status in front (spec 4.3).
    if (error.status === 429) {
      return 'rateLimit';
    }
  }
  return code;
}

const OFFLINE = ['ENOTFOUND', 'EAI_AGAIN', 'ENETDOWN', 'ENETUNREACH', 'ERR_INTERNET_DISCONNECTED'];
const UNTRUSTED = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
  'ERR_CERT_AUTHORITY_INVALID',
];
const INVALID_TLS = [
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_REVOKED',
  'ERR_SSL_',
  'EPROTO',
];
const MALFORMED = ['HPE_', 'ERR_CONTENT_ENCODING', 'Z_DATA_ERROR', 'Z_BUF_ERROR'];

/**
 * What a broken connection means (F1 to F4, F23, F27, F46).
 *
 * @param sent how far the request had got: the same error costs nothing before the first byte and
 *   money after it
 */
export function classifyTransportError(
  error: TransportError,
  sent: SentState,
  host: string,
): Failure {
  const is = (codes: readonly string[]): boolean =>
    codes.some((code) => error.code === code || (/[_]$/.test(code) && error.code.startsWith(code)));
  if (sent === 'notSent') {
    const code: FailureCode = is(OFFLINE)
      ? 'offline'
      : is(UNTRUSTED)
        ? 'tlsUntrusted'
        : is(INVALID_TLS)
          ? 'tlsInvalid'
          : error.message.includes('407')
            ? 'proxyAuth'
            : 'connectRefused';
    return { code, charge: 'none', host };
  }
  if (sent === 'sent') {
    return { code: is(MALFORMED) ? 'malformedAnswer' : 'brokeAfterSending', charge: 'maybe', host };
  }
  return { code: 'streamCut', charge: 'produced', host };
}
