/** What a piece of text looks like; each kind has its word for people. */
export type SecretKind = 'privateKey' | 'cloudKey' | 'token' | 'password';

/** Where something looks like a secret. It never holds the secret: it may be logged and shown. */
export interface SecretFinding {
  readonly kind: SecretKind;
  /** Offset of the first character, in UTF-16 units. */
  readonly start: number;
  /** Offset behind the last character. */
  readonly end: number;
  /** Line of the first character, from 1. */
  readonly line: number;
}

/** More is not told: whoever sends that many has to look at the text anyway. */
const MOST_FINDINGS = 50;

/*
 * Shapes that issuers document, and assignments to names that say what they hold. Every repetition
 * is bounded or ends at a character that it cannot contain, so that the time grows with the length
 * of the text and not faster: 4 MB of text made to cost time take a fraction of a second.
 */
const SHAPES: readonly (readonly [SecretKind, RegExp])[] = [
  [
    'privateKey',
    /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?:[A-Za-z0-9+/=\s:,.\\]|-(?!----)){0,20000}-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----)?/g,
  ],
  ['privateKey', /\bAGE-SECRET-KEY-1[0-9A-Z]{50,64}\b/g],
  // Amazon, Alibaba Cloud, Tencent Cloud, Google.
  ['cloudKey', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['cloudKey', /\bLTAI[0-9A-Za-z]{12,24}\b/g],
  ['cloudKey', /\bAKID[0-9A-Za-z]{32}\b/g],
  ['cloudKey', /\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g],
  ['cloudKey', /\bAccountKey=[0-9A-Za-z+/]{40,100}={0,2}/g],
  // Model services, code hosts, registries, chats, payments.
  ['token', /\bsk-[A-Za-z0-9_-]{16,200}/g],
  ['token', /\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{22,251})\b/g],
  ['token', /\bglpat-[A-Za-z0-9_-]{20,64}/g],
  ['token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['token', /\bpypi-[A-Za-z0-9_-]{50,300}/g],
  ['token', /\bhf_[A-Za-z0-9]{30,64}\b/g],
  ['token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g],
  ['token', /\bhttps:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g],
  ['token', /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,120}\b/g],
  ['token', /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}/g],
  [
    'token',
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,4000}(?:\.[A-Za-z0-9_-]{0,2000})?/g,
  ],
  ['token', /\bBearer[ \t]{1,4}[A-Za-z0-9._~+/-]{16,4000}={0,2}/gi],
  // `scheme://user:password@host`.
  ['password', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`<>]{1,80}:([^\s/@"'`<>]{1,200})@[^\s@]/gi],
];

/** `password = "…"`, `DB_PASSWORD: …`, `"apiKey": "…"`, `密码：…`. The value is the second group. */
const ASSIGNMENT =
  /(?<![A-Za-z])(pass(?:word|wd|phrase)|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|api[_-]?key|access[_-]?key(?:[_-]?(?:id|secret))?|client[_-]?secret|auth[_-]?token|access[_-]?token|private[_-]?token|密码|口令|密钥)["'`]?[ \t]{0,8}(?::=|=>|[:=：])[ \t]{0,8}(?:"([^"\r\n]{4,200})"|'([^'\r\n]{4,200})'|`([^`\r\n]{4,200})`|([^\s"'`,;，；。(){}[\]<>]{6,200}))/giu;

/** What stands where a secret would stand, and is none: examples, references, types. */
const NO_SECRET =
  /^(?:[x*•.…_-]+|<[^>]*>|\$\{?[\w.]+\}?|%[\w.]+%|\{\{.*\}\}|(?:process\.env|os\.environ|env|secrets|config|settings|self|this|vault)[.[].*|(?:your|my|the|some|example|sample|dummy|fake|test|placeholder|changeme|change[_-]me|redacted|removed|hidden|none|null|undefined|true|false|string|optional|required|str)(?:[\s_.<>|:-].*)?)$/iu;

/**
 * Finds what looks like a secret in a text that is about to leave the computer. It warns, it proves
 * nothing: a text without a finding may still hold one. Findings come in the order of the text and
 * do not overlap; there are at most 50.
 */
export function scanForSecrets(text: string): readonly SecretFinding[] {
  const spans = [...findShapes(text), ...findAssignments(text)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  const findings: SecretFinding[] = [];
  let line = 1;
  let at = 0;
  let covered = 0;
  for (const span of spans) {
    if (span.start < covered) {
      continue;
    }
    if (findings.length === MOST_FINDINGS) {
      break;
    }
    for (let end = text.indexOf('\n', at); end >= 0 && end < span.start;) {
      line += 1;
      at = end + 1;
      end = text.indexOf('\n', at);
    }
    covered = span.end;
    findings.push({ ...span, line });
  }
  return findings;
}

type Span = Omit<SecretFinding, 'line'>;

function* findShapes(text: string): Generator<Span> {
  for (const [kind, shape] of SHAPES) {
    for (const match of text.matchAll(shape)) {
      const [whole, value] = match;
      if (value === undefined || !NO_SECRET.test(value)) {
        yield { kind, start: match.index, end: match.index + whole.length };
      }
    }
  }
}

function* findAssignments(text: string): Generator<Span> {
  for (const match of text.matchAll(ASSIGNMENT)) {
    const [whole, , double, single, ticked, bare] = match;
    const value = (double ?? single ?? ticked ?? bare ?? '').trim();
    const isQuoted = bare === undefined;
    if (!NO_SECRET.test(value) && (isQuoted ? !isProse(value) : looksRandom(value))) {
      yield { kind: 'password', start: match.index, end: match.index + whole.length };
    }
  }
}

/** A label in quotes, such as `"password": "Please enter your password"`. */
function isProse(value: string): boolean {
  return value.split(/\s+/u).length > 3;
}

/** Without quotes most values are code or prose: only what mixes digits or signs into it counts. */
function looksRandom(value: string): boolean {
  return /\d/u.test(value) && /\p{L}/u.test(value) && !/^[\w$]+\.[\w$.]+$/u.test(value);
}
