/** Attempts to make an address look like another one, or to be opened as something else. */
export interface AddressTrick {
  readonly name: string;
  readonly address: string;
  /** What is shown as its host; empty: it is no link. */
  readonly host: string;
}

const trick = (name: string, address: string, host = ''): AddressTrick => ({ name, address, host });

export const ADDRESS_TRICKS: readonly AddressTrick[] = [
  // Read differently than they look, and shown as they are read.
  trick('a plain one', 'https://a.test/', 'a.test'),
  trick('capital letters', 'HTTPS://A.TEST/', 'a.test'),
  trick('a port', 'https://a.test:8443/', 'a.test:8443'),
  trick('the usual port', 'https://a.test:443/', 'a.test'),
  trick('a colon without a port', 'https://a.test:/', 'a.test'),
  trick('a Cyrillic letter', 'https://\u0430pple.test/', 'xn--pple-43d.test'),
  trick(
    'Cyrillic throughout',
    'https://\u0430\u0440\u0440\u04CF\u0435.test/',
    'xn--80ak6aa92e.test',
  ),
  trick('punycode', 'https://xn--80ak6aa92e.test/', 'xn--80ak6aa92e.test'),
  trick('a Greek letter', 'https://g\u03BF\u03BFgle.test/', 'xn--ggle-0nda.test'),
  trick('full-width letters', 'https://\uFF42\uFF41\uFF4E\uFF4B.test/', 'bank.test'),
  trick('letters in circles', 'https://\u24D0.test/', 'a.test'),
  trick('an ideographic full stop', 'https://bank\u3002test/', 'bank.test'),
  trick('a sharp s', 'https://fa\u00DF.test/', 'xn--fa-hia.test'),
  trick('a combining accent', 'https://a\u0301.test/', 'xn--1ca.test'),
  trick('an emoji', 'https://\u{1F4A9}.test/', 'xn--ls8h.test'),
  trick('a letter as a percent sign', 'https://%61.test/', 'a.test'),
  trick('a number', 'http://2130706433/', '127.0.0.1'),
  trick('hexadecimal', 'http://0x7f.1/', '127.0.0.1'),
  trick('octal', 'http://0177.0.0.1/', '127.0.0.1'),
  trick('a short number', 'http://127.1/', '127.0.0.1'),
  trick('an address of version 6', 'http://[::ffff:127.0.0.1]/', '[::ffff:7f00:1]'),
  trick('a dot at the end', 'https://a.test./', 'a.test.'),
  trick('a bank as a subdomain', 'https://bank.test.evil.test/', 'bank.test.evil.test'),
  trick('a bank in the path', 'https://evil.test/https://bank.test/', 'evil.test'),
  trick('a bank behind an at sign in the path', 'https://evil.test/@bank.test', 'evil.test'),
  trick('a bank in the query', 'https://evil.test?@bank.test', 'evil.test'),
  trick('a bank in the fragment', 'https://evil.test#@bank.test', 'evil.test'),
  trick('hyphens as dots', 'https://bank-test.evil.test/', 'bank-test.evil.test'),
  trick('three slashes', 'https:///evil.test/', 'evil.test'),
  trick('an empty user name', 'https://@evil.test/', 'evil.test'),
  trick('blanks around it', ' https://a.test/ ', 'a.test'),
  // Never a link.
  trick('a bank as user name', 'https://bank.test@evil.test/'),
  trick('a bank as user name with a port', 'https://bank.test:443@evil.test/'),
  trick('a name and a password', 'https://user:pass@a.test/'),
  trick('an at sign as a percent sign', 'https://bank.test%40evil.test/'),
  trick('a slash as a percent sign', 'https://bank.test%2Fevil.test/'),
  trick('backslashes', 'https:\\\\evil.test\\'),
  trick('a backslash before an at sign', 'https://bank.test\\@evil.test/'),
  trick('one slash', 'https:/evil.test/'),
  trick('no slash', 'https:evil.test'),
  trick('no host', 'https://'),
  trick('a port that is none', 'https://a.test:99999/'),
  trick('a tab', 'https://ev\til.test/'),
  trick('a line end', 'https://ev\nil.test/'),
  trick('a NUL', 'https://a.test/\u0000'),
  trick('a turned direction', 'https://a.test/\u202Egnp.exe'),
  trick('an isolated direction', 'https://a.test/\u2066x\u2069'),
  trick('nothing in the host', 'https://a\u200B.test/'),
  trick('a soft hyphen', 'https://a\u00AD.test/'),
  trick('a blank that does not break', 'https://a.test/\u00A0b'),
  trick('a tag character', 'https://a.test/\u{E0041}'),
  trick('a script', 'javascript:alert(1)'),
  trick('a script in capitals', 'JaVaScRiPt:alert(1)'),
  trick('a script with a line end', 'java\nscript:alert(1)'),
  trick('a script after a blank', ' javascript:alert(1)'),
  trick('a page as data', 'data:text/html,<script>1</script>'),
  trick('a command of the editor', 'command:workbench.action.terminal.new'),
  trick('another program', 'vscode://evil.test/x'),
  trick('a tool of Windows', 'ms-msdt:/id%20PCWDiagnostic'),
  trick('a file', 'file:///etc/passwd'),
  trick('a share', '\\\\server\\share'),
  trick('the source of a page', 'view-source:https://a.test/'),
  trick('an address without a scheme', '//evil.test/x'),
  trick('mail', 'mailto:a@b.test'),
];

/** Turn the direction of the text around them. */
export const BIDI: readonly number[] = [
  0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];

/** Are there and are not seen. */
export const INVISIBLE: readonly number[] = [
  0x00ad, 0x034f, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060,
  0x2061, 0x2062, 0x2063, 0x2064, 0x206a, 0x206f, 0x2800, 0x3164, 0xfeff, 0xffa0,
];

/** Letters that nobody sees and every model reads. */
export const TAGS: readonly number[] = Array.from({ length: 128 }, (_, at) => 0xe0000 + at);
