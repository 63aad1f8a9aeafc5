import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readServiceError } from '../../../src/core/wire/serviceError.ts';

describe("errors in the service's terms", () => {
  it('the true status may stand in front of the words', () => {
    const text = JSON.stringify({ code: 'x', message: '<429> InternalError.Algo: too fast' });
    assert.deepEqual(readServiceError(text, 200), {
      code: 'x',
      message: 'InternalError.Algo: too fast',
      status: 429,
    });
  });

  it('an error status of the line comes before what the body says', () => {
    assert.equal(readServiceError('{"code":"x","message":"<429> y"}', 500).status, 500);
    assert.equal(readServiceError('{"code":"x","status_code":400}', 503).status, 503);
  });

  it('a good status does not hide the one in the body', () => {
    assert.equal(readServiceError('{"code":"x","status_code":400}', 200).status, 400);
    assert.equal(readServiceError('{"code":429,"message":"y"}', 200).status, 429);
    assert.equal(readServiceError('{"code":"429","message":"y"}').status, 429);
    assert.equal(readServiceError('{"code":"x","status_code":9999}', 200).status, 200);
  });

  it('the pointer to the documentation is cut off', () => {
    const message = 'Input too long. For details, see: https://help.aliyun.com/x#y';
    assert.equal(readServiceError(JSON.stringify({ message })).message, 'Input too long.');
  });

  it('the status of stream lines is in their comment', () => {
    const lines = ':HTTP_STATUS/429\r\nevent: error\r\ndata: {"code":"Throttling"}\r\n';
    assert.deepEqual(readServiceError(lines, 200), {
      code: 'Throttling',
      message: '',
      status: 429,
    });
  });

  it('an error object may lack everything', () => {
    assert.deepEqual(readServiceError('{"error":{}}'), { code: '', message: '' });
    assert.deepEqual(readServiceError('{"error":{"type":"t"}}', 400), {
      code: 't',
      message: '',
      status: 400,
    });
  });

  it('empty, HTML or broken text says nothing', () => {
    for (const text of ['', ' ', '<html></html>', '{"code":', 'data:', 'data:x', '[1]', 'null']) {
      assert.deepEqual(readServiceError(text, 502), { code: '', message: '', status: 502 }, text);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        readServiceError(text, 500);
        readServiceError(`data:${text}`);
      }),
    );
  });
});
