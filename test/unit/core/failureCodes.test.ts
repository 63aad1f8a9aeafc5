import assert from 'node:assert/strict';
import type { Charge, FailureCode } from '../../../src/core/research/run.ts';
import { readBodyAnswer } from '../../../src/core/wire/answer.ts';
import { createDecoder } from '../../../src/core/wire/decode.ts';
import { classifyServiceError } from '../../../src/core/wire/failure.ts';
import type { ServiceError } from '../../../src/core/wire/serviceError.ts';

const HOST = 'dashscope.aliyuncs.com';

type Row = readonly [
  code: string,
  status: number,
  expected: FailureCode,
  charge: Charge,
  message?: string,
];

/** The list of spec 10, a line for each code and for each text that changes its meaning. */
const ROWS: readonly Row[] = [
  ['InvalidApiKey', 401, 'keyRefused', 'none', 'Invalid API-key provided.'],
  ['invalid_api_key', 401, 'keyRefused', 'none'],
  ['NOT AUTHORIZED', 401, 'workspaceRefused', 'none'],
  ['Arrearage', 400, 'billing', 'none'],
  ['AccessDenied', 403, 'modelDenied', 'none'],
  ['access_denied', 403, 'modelDenied', 'none'],
  ['AccessDenied.Unpurchased', 403, 'notActivated', 'none'],
  ['Model.AccessDenied', 403, 'modelDenied', 'none'],
  ['Workspace.AccessDenied', 403, 'workspaceRefused', 'none'],
  ['Endpoint.AccessDenied', 403, 'modelWithdrawn', 'none'],
  ['AllocationQuota.FreeTierOnly', 403, 'freeTierOnly', 'none'],
  ['ModelNotFound', 404, 'modelNotFound', 'none'],
  ['model_not_found', 404, 'modelNotFound', 'none'],
  ['model_not_supported', 404, 'wrongPath', 'none'],
  ['WorkSpaceNotFound', 404, 'workspaceRefused', 'none'],
  ['InvalidParameter', 400, 'requestRefused', 'none', 'only support stream mode'],
  ['InvalidParameter', 400, 'tooLong', 'none', 'Range of input length should be [1, 997952]'],
  ['InvalidParameter', 400, 'modelNotFound', 'none', 'Model not exist.'],
  [
    'InvalidParameter',
    400,
    'imageRefused',
    'none',
    'Exceeded limit on max bytes per data-uri item : 10485760',
  ],
  ['BadRequest.EmptyInput', 400, 'requestRefused', 'none'],
  ['BadRequest.EmptyParameters', 400, 'requestRefused', 'none'],
  ['BadRequest.EmptyModel', 400, 'requestRefused', 'none'],
  ['BadRequest.IllegalInput', 400, 'requestRefused', 'none'],
  ['BadRequest.TooLarge', 400, 'tooLarge', 'none'],
  ['', 413, 'tooLarge', 'none', 'Request Entity Too Large'],
  ['InvalidURL', 400, 'imageRefused', 'none'],
  ['InvalidURL.ConnectionRefused', 400, 'imageRefused', 'none'],
  ['InvalidParameter.DataInspection', 400, 'imageRefused', 'none'],
  ['InvalidImageFormat', 400, 'imageRefused', 'none'],
  ['DataInspectionFailed', 400, 'inspectionInput', 'none'],
  ['data_inspection_failed', 400, 'inspectionInput', 'none'],
  ['CustomRoleBlocked', 400, 'inspectionInput', 'none'],
  ['FaqRuleBlocked', 400, 'inspectionInput', 'none'],
  ['IPInfringementSuspect', 400, 'inspectionInput', 'none'],
  ['ServiceUnavailableError', 400, 'requestRefused', 'none'],
  ['Throttling', 429, 'rateLimit', 'none'],
  ['Throttling.RateQuota', 429, 'rateLimit', 'none'],
  ['LimitRequests', 429, 'rateLimit', 'none'],
  ['Throttling.BurstRate', 429, 'burstLimit', 'none'],
  ['Throttling.AllocationQuota', 429, 'tokenLimit', 'none'],
  ['insufficient_quota', 429, 'tokenLimit', 'none'],
  ['Throttling.AllocationQuota', 429, 'freeTierOnly', 'none', 'Free allocated quota exceeded.'],
  ['CommodityNotPurchased', 429, 'billing', 'none'],
  ['PrepaidBillOverdue', 429, 'billing', 'none'],
  ['PostpaidBillOverdue', 429, 'billing', 'none'],
  ['InternalError', 500, 'serviceFailed', 'maybe'],
  ['internal_error', 500, 'serviceFailed', 'maybe'],
  ['SystemError', 500, 'serviceFailed', 'maybe'],
  ['ModelServiceFailed', 500, 'serviceFailed', 'maybe'],
  ['InternalError.Algo', 500, 'serviceFailed', 'maybe', 'list index out of range'],
  ['InternalError.Algo.InvalidParameter', 400, 'requestRefused', 'none'],
  ['InternalError.Algo.DataInspectionFailed', 400, 'inspectionInput', 'none'],
  ['InternalError.Timeout', 500, 'serviceTimeout', 'maybe'],
  ['RequestTimeOut', 500, 'serviceTimeout', 'maybe'],
  ['ResponseTimeout', 500, 'serviceTimeout', 'maybe'],
  ['InvokePluginFailed', 500, 'toolFailed', 'maybe'],
  ['ModelServingError', 503, 'overloaded', 'maybe'],
  ['ModelUnavailable', 503, 'overloaded', 'maybe'],
  ['NeverHeardOf', 401, 'keyRefused', 'none'],
  ['NeverHeardOf', 403, 'modelDenied', 'none'],
  ['NeverHeardOf', 404, 'modelNotFound', 'none'],
  ['NeverHeardOf', 418, 'requestRefused', 'none'],
  ['NeverHeardOf', 429, 'rateLimit', 'none'],
  ['NeverHeardOf', 500, 'serviceFailed', 'maybe'],
  ['NeverHeardOf', 502, 'overloaded', 'maybe'],
  ['NeverHeardOf', 504, 'serviceTimeout', 'maybe'],
  ['NeverHeardOf', 599, 'serviceFailed', 'maybe'],
];

/** The shapes of spec 4.3 in which an answer under an error status may come. */
const BODY_SHAPES: Readonly<
  Record<string, (body: Record<string, string>, status: number) => string>
> = {
  'A: JSON': (body) => JSON.stringify(body),
  'A: JSON with a BOM, other order, status_code': ({ code, message, request_id }, status) =>
    `\uFEFF${JSON.stringify({ request_id, status_code: status, message, code })}`,
  'C: stream lines under a JSON header': (body, status) =>
    `id:1\nevent:error\n:HTTP_STATUS/${status}\ndata:${JSON.stringify(body)}\n\n`,
  'D: an error object': ({ code, message, request_id }) =>
    JSON.stringify({ error: { message, type: code, code, param: null }, request_id }),
};

describe('each code of the service means one thing, in every shape', () => {
  for (const [code, status, expected, charge, message = 'Some words.'] of ROWS) {
    it(`${code || 'no code'} ${status} ${message === 'Some words.' ? '' : message} is ${expected}`, () => {
      const body = { code, message, request_id: 'r-1' };
      for (const [shape, render] of Object.entries(BODY_SHAPES)) {
        const headers = { 'content-type': 'application/json' };
        const answer = readBodyAnswer(status, headers, render(body, status), HOST, 0);
        assert.ok('failure' in answer, shape);
        const { failure } = answer;
        assert.equal(failure.code, expected, shape);
        assert.equal(failure.charge, charge, shape);
        assert.equal(failure.httpStatus, status, shape);
        assert.equal(failure.requestId, 'r-1', shape);
        assert.equal(failure.serviceCode, code === '' ? undefined : code, shape);
        assert.equal(failure.serviceMessage, message, shape);
      }
      for (const event of ['error', ' error']) {
        const error = frameError(JSON.stringify(body), event, status);
        assert.equal(classifyServiceError(error, false, HOST).code, expected, 'B and E: a frame');
      }
    });
  }

  it('after content everything produced is charged, whatever the code', () => {
    for (const [code, status] of ROWS) {
      assert.equal(
        classifyServiceError({ code, message: '', status }, true, HOST).charge,
        'produced',
      );
    }
  });

  it('F49: the content check after content is about the report', () => {
    for (const code of [
      'DataInspectionFailed',
      'data_inspection_failed',
      'IPInfringementSuspect',
    ]) {
      assert.equal(
        classifyServiceError({ code, message: '' }, true, HOST).code,
        'inspectionReport',
      );
    }
  });

  it('F17: billing under 429 is never a limit', () => {
    for (const code of ['CommodityNotPurchased', 'PrepaidBillOverdue', 'PostpaidBillOverdue']) {
      assert.equal(
        classifyServiceError({ code, message: '', status: 429 }, false, HOST).code,
        'billing',
      );
    }
  });

  it('endless words are cut', () => {
    const failure = classifyServiceError(
      { code: 'x'.repeat(5000), message: 'y'.repeat(50_000), status: 500 },
      false,
      HOST,
    );
    assert.equal(failure.serviceCode?.length, 100);
    assert.equal(failure.serviceMessage?.length, 1000);
  });
});

function frameError(data: string, event: string, status: number): ServiceError {
  const { error } = createDecoder().decode({ data, event, status });
  assert.ok(error !== undefined);
  return error;
}
