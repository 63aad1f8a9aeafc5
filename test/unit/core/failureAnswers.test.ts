import assert from 'node:assert/strict';
import type { SentState, FailureCode } from '../../../src/core/research/run.ts';
import {
  kindOfAnswer,
  looksLikeStream,
  readBodyAnswer,
  redirectFailure,
  withRequestId,
} from '../../../src/core/wire/answer.ts';
import { classifyTransportError } from '../../../src/core/wire/failure.ts';

const HOST = 'dashscope.aliyuncs.com';
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const JSON_TYPE = { 'content-type': 'application/json' };

function failureOf(status: number, headers: Record<string, string>, text: string) {
  const answer = readBodyAnswer(status, headers, text, HOST, Date.parse('2026-11-22T10:00:00Z'));
  assert.ok('failure' in answer);
  return answer.failure;
}

describe('answers that are no stream', () => {
  it('are told by status and content type', () => {
    const stream = { 'content-type': 'text/event-stream;charset=UTF-8' };
    assert.equal(kindOfAnswer(200, stream), 'stream');
    assert.equal(kindOfAnswer(200, { 'content-type': 'Text/Event-Stream' }), 'stream');
    assert.equal(kindOfAnswer(429, stream), 'body');
    assert.equal(kindOfAnswer(200, JSON_TYPE), 'body');
    assert.equal(kindOfAnswer(200, { 'content-type': 'text/event-streams' }), 'body');
    assert.equal(kindOfAnswer(200, {}), 'body');
    assert.equal(kindOfAnswer(307, stream), 'redirect');
  });

  it('a stream under a wrong content type is known by its first line', () => {
    for (const text of [
      'id:1\n',
      'event: x',
      'data:{}',
      ':HTTP_STATUS/200',
      '\uFEFFid:1',
      '\n\nid:1',
      'retry:1',
    ]) {
      assert.equal(looksLikeStream(text), true, text);
    }
    for (const text of ['', 'i', '{"data":1}', '<html>', 'idx:1', 'hello: x']) {
      assert.equal(looksLikeStream(text), false, text);
    }
  });

  it('F6: a login page under 200', () => {
    const page = `<!doctype html><title>Sign in</title>${'x'.repeat(500)}`;
    const failure = failureOf(200, HTML, page);
    assert.equal(failure.code, 'notTheService');
    assert.equal(failure.charge, 'maybe');
    assert.equal(failure.host, HOST);
    assert.equal(failure.excerpt, page.slice(0, 200));
  });

  it('F6: a page of something in between under 403', () => {
    assert.equal(failureOf(403, HTML, '<html>blocked</html>').code, 'notTheService');
  });

  it('F22: pages of gateways keep the meaning of their status', () => {
    assert.equal(failureOf(502, HTML, '<html>Bad Gateway</html>').code, 'overloaded');
    assert.equal(failureOf(503, HTML, '').code, 'overloaded');
    assert.equal(failureOf(504, HTML, '<html></html>').code, 'serviceTimeout');
    assert.equal(failureOf(500, {}, '').code, 'serviceFailed');
    assert.equal(failureOf(413, HTML, '<html>too large</html>').code, 'tooLarge');
  });

  it('F5: 407 is the proxy', () => {
    const failure = failureOf(407, HTML, '<html>auth</html>');
    assert.deepEqual([failure.code, failure.charge], ['proxyAuth', 'none']);
  });

  it('F25: JSON under 200 is an error if it says so, and else none of the service', () => {
    const refused = failureOf(
      200,
      JSON_TYPE,
      '{"code":"InvalidApiKey","message":"no","request_id":"r"}',
    );
    assert.deepEqual(
      [refused.code, refused.charge, refused.requestId],
      ['keyRefused', 'none', 'r'],
    );
    assert.equal(failureOf(200, JSON_TYPE, '{"status":"ok"}').code, 'notTheService');
    assert.equal(failureOf(200, JSON_TYPE, 'null').code, 'notTheService');
  });

  it('F25: one whole answer as JSON is a frame', () => {
    const text = '{"output":{"message":{"phase":"answer","content":"x","status":"finished"}}}';
    assert.deepEqual(readBodyAnswer(200, JSON_TYPE, text, HOST, 0), { frame: text });
  });

  it('F26: nothing at all may have been charged', () => {
    const failure = failureOf(200, { ...JSON_TYPE, 'x-request-id': 'r-9' }, ' \n');
    assert.deepEqual(
      [failure.code, failure.charge, failure.requestId],
      ['emptyAnswer', 'maybe', 'r-9'],
    );
  });

  it('F7: a redirect names the place and is not followed', () => {
    const failure = redirectFailure(302, { location: 'https://evil.example/x' }, HOST);
    assert.equal(failure.host, 'evil.example');
    assert.deepEqual([failure.code, failure.charge], ['redirected', 'none']);
    assert.equal(redirectFailure(302, { location: '/login' }, HOST).host, HOST);
    assert.equal(redirectFailure(302, {}, HOST).host, HOST);
  });

  it('F21: Retry-After goes with the failure', () => {
    const body = '{"code":"Throttling","message":"slow"}';
    assert.equal(failureOf(429, { ...JSON_TYPE, 'retry-after': '42' }, body).retryAfterMs, 42_000);
    assert.equal(failureOf(429, JSON_TYPE, body).retryAfterMs, undefined);
    assert.ok(Number.isNaN(failureOf(429, { 'retry-after': 'x' }, body).retryAfterMs));
  });

  it('the request id of the body comes before that of the header', () => {
    const failure = { code: 'keyRefused', charge: 'none' } as const;
    assert.equal(
      withRequestId({ ...failure, requestId: 'b' }, { 'x-request-id': 'h' }).requestId,
      'b',
    );
    assert.equal(withRequestId(failure, { 'x-dashscope-requestid': 'h' }).requestId, 'h');
    assert.equal(withRequestId(failure, {}).requestId, undefined);
  });
});

describe('broken connections', () => {
  const code = (name: string, sent: SentState, message = ''): string => {
    const failure = classifyTransportError({ code: name, message }, sent, HOST);
    assert.equal(failure.host, HOST);
    return `${failure.code} ${failure.charge}`;
  };

  const BEFORE: readonly (readonly [string, FailureCode])[] = [
    ['ENOTFOUND', 'offline'],
    ['EAI_AGAIN', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['ECONNREFUSED', 'connectRefused'],
    ['EHOSTUNREACH', 'connectRefused'],
    ['ECONNRESET', 'connectRefused'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tlsUntrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tlsUntrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tlsUntrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tlsUntrusted'],
    ['CERT_HAS_EXPIRED', 'tlsInvalid'],
    ['CERT_NOT_YET_VALID', 'tlsInvalid'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tlsInvalid'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tlsInvalid'],
    ['EPROTO', 'tlsInvalid'],
    ['', 'connectRefused'],
  ];
  for (const [name, expected] of BEFORE) {
    it(`F1 to F4: ${name || 'no name'} before sending is ${expected} and costs nothing`, () => {
      assert.equal(code(name, 'notSent'), `${expected} none`);
    });
  }

  it('F5: a proxy that asks for a password', () => {
    const message = 'Proxy response (407) !== 200 when HTTP Tunneling';
    assert.equal(code('', 'notSent', message), 'proxyAuth none');
  });

  it('F23, F27: after sending it may have been charged', () => {
    assert.equal(code('ECONNRESET', 'sent'), 'brokeAfterSending maybe');
    assert.equal(code('ENOTFOUND', 'sent'), 'brokeAfterSending maybe');
    assert.equal(code('HPE_HEADER_OVERFLOW', 'sent'), 'malformedAnswer maybe');
    assert.equal(code('HPE_INVALID_CONSTANT', 'sent'), 'malformedAnswer maybe');
  });

  it('F46: in the stream what was produced is charged', () => {
    for (const name of ['ECONNRESET', 'EPIPE', 'HPE_INVALID_CHUNK_SIZE', 'ENOTFOUND']) {
      assert.equal(code(name, 'running'), 'streamCut produced');
    }
  });
});
