import assert from 'node:assert/strict';
import { findAddressProblem } from '../../../src/core/research/images.ts';
import { findToolProblem, toolFingerprint } from '../../../src/core/research/tools.ts';

const good = {
  label: 'my-docs',
  url: 'https://tools.example.com/sse',
  allowedTools: ['search', 'fetch'],
};

/** Addresses that the service's own computers cannot reach, or must not be sent to. */
const PRIVATE = [
  'https://localhost/sse',
  'https://127.0.0.1/sse',
  'https://127.1.2.3/sse',
  'https://0.0.0.0/sse',
  'https://10.1.2.3/sse',
  'https://172.16.0.1/sse',
  'https://172.31.255.255/sse',
  'https://192.168.1.1/sse',
  'https://169.254.169.254/latest',
  'https://100.64.0.1/sse',
  'https://[::1]/sse',
  'https://[fd00::1]/sse',
  'https://[fe80::1]/sse',
  'https://[::ffff:127.0.0.1]/sse',
  'https://2130706433/sse',
  'https://0x7f000001/sse',
  'https://intranet/sse',
  'https://box.local/sse',
  'https://db.internal/sse',
];

describe('tool servers', () => {
  it('F100: must be reachable over https from outside', () => {
    assert.equal(findToolProblem(good), undefined);
    assert.equal(findToolProblem({ ...good, url: 'http://tools.example.com/sse' }), 'notHttps');
    assert.equal(findToolProblem({ ...good, url: 'file:///etc/passwd' }), 'notHttps');
    assert.equal(findToolProblem({ ...good, url: 'nonsense' }), 'notHttps');
    assert.equal(findToolProblem({ ...good, url: 'https://me:pw@tools.example.com' }), 'userinfo');
    for (const url of PRIVATE) {
      assert.equal(findToolProblem({ ...good, url }), 'unreachable', url);
    }
  });

  it('need a plain label and named tools', () => {
    for (const label of ['', 'a'.repeat(65), 'a\nb', '\u202Eevil', '<b>']) {
      assert.equal(findToolProblem({ ...good, label }), 'label', label);
    }
    for (const allowedTools of [[], ['rm -rf'], ['']]) {
      assert.equal(findToolProblem({ ...good, allowedTools }), 'toolNames');
    }
  });

  it('T20: an approval is for exactly this label, address and these tools', () => {
    const approved = toolFingerprint(good);
    assert.equal(toolFingerprint({ ...good, allowedTools: ['fetch', 'search'] }), approved);
    for (const changed of [
      { ...good, label: 'my-docs2' },
      { ...good, url: 'https://evil.example.com/sse' },
      { ...good, allowedTools: ['search', 'fetch', 'delete'] },
    ]) {
      assert.notEqual(toolFingerprint(changed), approved);
    }
  });
});

describe('addresses of images', () => {
  it('F98: must be public and of the web', () => {
    assert.equal(findAddressProblem('https://example.com/a.png'), undefined);
    assert.equal(findAddressProblem('http://example.com/a.png'), undefined);
    for (const address of [
      ...PRIVATE,
      'file:///a.png',
      'data:text/html,x',
      'ftp://a.b/c',
      'a.png',
    ]) {
      assert.equal(findAddressProblem(address), 'badAddress', address);
    }
  });
});
