import assert from 'node:assert/strict';
import { isLoopback, isServiceHost, readEndpoint } from '../../../src/core/wire/endpoint.ts';

const PATH = '/api/v1/services/aigc/text-generation/generation';

describe('where requests go', () => {
  it('the shared host, which ends requests after 600 s', () => {
    const read = readEndpoint(' https://dashscope.aliyuncs.com/api/v1/ ');
    assert.equal(read?.url.href, `https://dashscope.aliyuncs.com${PATH}`);
    assert.equal(read.origin, 'https://dashscope.aliyuncs.com');
    assert.equal(read.requestLimitMs, 600_000);
  });

  it("a workspace id takes the workspace's own host, with 3600 s", () => {
    const read = readEndpoint('https://dashscope.aliyuncs.com/api/v1', ' llm-ABC123 ');
    assert.equal(read?.url.href, `https://llm-abc123.cn-beijing.maas.aliyuncs.com${PATH}`);
    assert.equal(read.requestLimitMs, 3_600_000);
  });

  it('the trial host ends requests after 600 s', () => {
    const read = readEndpoint('https://trial.cn-beijing.maas.aliyuncs.com/api/v1');
    assert.equal(read?.requestLimitMs, 600_000);
  });

  it('a workspace id leaves other hosts alone', () => {
    const read = readEndpoint('https://proxy.example/base/api/v1', 'llm-abc');
    assert.equal(read?.url.href, `https://proxy.example/base${PATH}`);
    assert.equal(read.requestLimitMs, undefined);
  });

  it('http only to this computer', () => {
    for (const base of [
      'http://localhost:8080/api/v1',
      'http://127.0.0.1:1/x',
      'http://[::1]:2/x',
    ]) {
      assert.ok(readEndpoint(base) !== undefined, base);
    }
    for (const base of [
      'http://dashscope.aliyuncs.com/api/v1',
      'http://localhost.evil.test/',
      'http://127.0.0.1.evil.test/',
      'http://0x7f.1.evil.test/',
    ]) {
      assert.equal(readEndpoint(base), undefined, base);
    }
  });

  it('F8: nothing else', () => {
    for (const base of [
      '',
      'dashscope.aliyuncs.com',
      'ftp://dashscope.aliyuncs.com',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://user@dashscope.aliyuncs.com/',
      'https://user:pass@dashscope.aliyuncs.com/',
      'https://dashscope.aliyuncs.com/?x=1',
      'https://dashscope.aliyuncs.com/#x',
      'https://',
    ]) {
      assert.equal(readEndpoint(base), undefined, base);
    }
  });

  it('a workspace id cannot change the host to another', () => {
    for (const id of [
      'evil.test/',
      'a.b',
      'x@y',
      '-llm',
      'a'.repeat(62),
      'llm abc',
      'llm/../x',
      '中文',
    ]) {
      assert.equal(readEndpoint('https://dashscope.aliyuncs.com/api/v1', id), undefined, id);
    }
  });

  it("knows the service's own hosts and this computer's", () => {
    assert.ok(isServiceHost('dashscope.aliyuncs.com'));
    assert.ok(isServiceHost('llm-x.cn-beijing.maas.aliyuncs.com'));
    assert.ok(!isServiceHost('dashscope.aliyuncs.com.evil.test'));
    assert.ok(!isServiceHost('evilcn-beijing.maas.aliyuncs.com'));
    assert.ok(!isServiceHost('dashscope-intl.aliyuncs.com'));
    assert.ok(isLoopback('localhost') && isLoopback('127.9.9.9') && isLoopback('[::1]'));
    assert.ok(!isLoopback('127.evil.test') && !isLoopback('localhost.x'));
  });
});
