import assert from 'node:assert/strict';
import { scanForSecrets, type SecretKind } from '../../../src/core/secretScan.ts';

/** Put together here, so that no scanner of repositories takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');
const letters = (count: number): string =>
  'aB3dE5fG7h'.repeat(Math.ceil(count / 10)).slice(0, count);
const pem = (name: string): string =>
  `-----BEGIN ${name}-----\n${'MIIEvAIBADANBg+/\n'.repeat(20)}-----END ${name}-----`;

const SECRETS: readonly (readonly [SecretKind, string, string])[] = [
  ['privateKey', 'PKCS 8', pem('PRIVATE KEY')],
  ['privateKey', 'RSA', pem('RSA PRIVATE KEY')],
  ['privateKey', 'OpenSSH', pem('OPENSSH PRIVATE KEY')],
  ['privateKey', 'PGP', pem('PGP PRIVATE KEY BLOCK')],
  ['privateKey', 'only its head', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE'],
  ['privateKey', 'on one line of JSON', pem('PRIVATE KEY').replaceAll('\n', '\\n')],
  ['privateKey', 'age', join('AGE-SECRET-KEY-1', 'Q'.repeat(58))],
  ['cloudKey', 'Amazon', join('AKIA', 'IOSFODNN7EXAMPL3')],
  ['cloudKey', 'Amazon, for a while', join('ASIA', 'IOSFODNN7EXAMPL3')],
  ['cloudKey', 'Alibaba Cloud', join('LTAI', '5t', letters(18))],
  ['cloudKey', 'Tencent Cloud', join('AKID', letters(32))],
  ['cloudKey', 'Google', join('AIza', letters(35))],
  ['cloudKey', 'Azure storage', join('AccountName=x;AccountKey=', letters(86), '==')],
  ['token', 'DashScope', join('sk-', letters(32))],
  ['token', 'project key', join('sk-proj-', letters(48))],
  ['token', 'GitHub', join('ghp_', letters(36))],
  ['token', 'GitHub, fine-grained', join('github_pat_', letters(82))],
  ['token', 'GitLab', join('glpat-', letters(20))],
  ['token', 'npm', join('npm_', letters(36))],
  ['token', 'PyPI', join('pypi-', letters(90))],
  ['token', 'Hugging Face', join('hf_', letters(34))],
  ['token', 'Slack', join('xoxb-', '123456789012-', letters(24))],
  ['token', 'Slack hook', join('https://hooks.slack.com/services/', 'T000/B000/', letters(24))],
  ['token', 'Stripe', join('sk_live_', letters(24))],
  ['token', 'SendGrid', join('SG.', letters(22), '.', letters(43))],
  ['token', 'JWT', join('eyJ', letters(20), '.eyJ', letters(30), '.', letters(43))],
  ['token', 'header', join('Authorization: Bearer ', letters(30))],
  ['password', 'address with a password', 'postgres://app:Tr0ub4dor@db.internal/main'],
  ['password', 'quoted', 'password = "correct-horse"'],
  ['password', 'JSON', '{"clientSecret": "f00dbabe99"}'],
  ['password', 'environment', 'DB_PASSWORD=hunter2hunter2'],
  ['password', 'YAML', 'api_key: 8f14e45fceea167a'],
  ['password', 'Chinese', '密码：Abc12345!'],
];

const HARMLESS: readonly string[] = [
  '',
  'How do I store an API key safely in VS Code?',
  'password: please choose one with at least 12 characters',
  '"password": "Please enter your new password here"',
  'password = "<your password>"',
  'api_key = "xxxxxxxxxxxx"',
  'apiKey: process.env.API_KEY',
  'const password = options.password.trim();',
  'DB_PASSWORD=${DB_PASSWORD}',
  'token = "your-token-here"',
  'postgres://user:password@localhost'.replace(':password', ''),
  'https://example.com/sk-overview',
  '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  'commit 9f2c1a8b7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a',
  'f47ac10b-58cc-4372-a567-0e02b2c3d479',
  'The AKIA prefix marks a key of AWS.',
  '密钥管理服务有哪些最佳实践？',
  'secret: string;\npassword?: string | undefined',
];

describe('search for secrets', () => {
  for (const [kind, name, secret] of SECRETS) {
    it(`finds a ${kind}: ${name}`, () => {
      const text = `What is this?\n\n  ${secret}\nThanks.`;
      const found = scanForSecrets(text);
      assert.deepEqual(
        found.map((finding) => [finding.kind, finding.line]),
        [[kind, 3]],
      );
    });
  }

  for (const text of HARMLESS) {
    it(`leaves alone: ${JSON.stringify(text).slice(0, 70)}`, () => {
      assert.deepEqual(scanForSecrets(text), []);
    });
  }

  it('tells place and kind, never the secret', () => {
    const secret = join('ghp_', letters(36));
    const [finding, ...others] = scanForSecrets(`a\r\nb ${secret} c`);
    assert.deepEqual(finding, { kind: 'token', start: 5, end: 5 + secret.length, line: 2 });
    assert.deepEqual(others, []);
    assert.ok(!JSON.stringify(finding).includes(secret));
  });

  it('tells of each place once, in the order of the text', () => {
    const key = join('AKIA', 'IOSFODNN7EXAMPL3');
    const text = `${pem('PRIVATE KEY')}\nAWS_ACCESS_KEY_ID=${key}\n`;
    assert.deepEqual(
      scanForSecrets(text).map(({ kind }) => kind),
      ['privateKey', 'password'],
    );
    assert.equal(scanForSecrets(`${key} `.repeat(500)).length, 50);
  });
});
