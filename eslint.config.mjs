// Lint rules; the zones at the end are the import rules of docs/ARCHITECTURE.md.
import tseslint from 'typescript-eslint';

/** Nothing of ours may make markup or code out of text. */
const NO_STRING_SINKS = [
  ...['innerHTML', 'outerHTML', 'srcdoc'].map((name) => ({
    selector: `AssignmentExpression > MemberExpression.left[property.name="${name}"]`,
    message: 'Build nodes instead: text from the web must never become markup.',
  })),
  ...['insertAdjacentHTML', 'write', 'writeln', 'createContextualFragment'].map((name) => ({
    selector: `CallExpression > MemberExpression.callee[property.name="${name}"][object.name=/^(document|element|node|range)$/]`,
    message: 'Build nodes instead: text from the web must never become markup.',
  })),
  {
    selector: 'NewExpression[callee.name=/^(DOMParser|Function)$/]',
    message: 'Text from the web must never become markup or code.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(eval|setTimeout|setInterval)$/] > Literal.arguments:first-child',
    message: 'Text must never become code.',
  },
];

/** Imports that a zone may not make, with the sentence that says why. */
function zone(files, forbidden, extra = {}) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: forbidden.map(([regex, message]) => ({ regex, message })) },
      ],
      ...extra,
    },
  };
}

const NODE = ['^node:', 'This room knows no platform: use a port.'];
const VSCODE = ['^vscode$', 'This room knows no VS Code.'];
const TESTS = ['(^|/)test/', 'Tests are not part of the product.'];

export default tseslint.config(
  {
    ignores: ['dist/', 'out/', 'test/out/', '**/node_modules/', '.vscode-test/', 'test/fixtures/'],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...NO_STRING_SINKS],
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        ...NO_STRING_SINKS,
        { selector: 'ExportDefaultDeclaration', message: 'Give it a name.' },
      ],
      'no-console': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Mocha's own functions return promises that nobody waits for.
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      // Functions of a page under test are handed over as they are.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  zone(
    ['src/core/**/*.ts'],
    [
      NODE,
      VSCODE,
      TESTS,
      ['/(adapters|features|protocol|manifest)/', 'core imports nothing of ours.'],
      ['^(\\.\\./)+webview/', 'core imports nothing of ours.'],
    ],
  ),
  zone(
    ['src/protocol/**/*.ts'],
    [NODE, VSCODE, TESTS, ['/(adapters|features|manifest)/', 'protocol imports core alone.']],
  ),
  zone(['src/manifest/**/*.ts'], [NODE, VSCODE, TESTS, ['^\\.\\.', 'manifest imports nothing.']]),
  zone(
    ['src/adapters/**/*.ts'],
    [TESTS, ['/(features|protocol|manifest)/', 'adapters import core alone.']],
    {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'vscode',
              message: 'Only types: the object is handed in.',
              allowTypeImports: true,
            },
          ],
        },
      ],
    },
  ),
  zone(
    ['src/features/**/*.ts'],
    [
      TESTS,
      ['/adapters/', 'features get their adapters handed in by compose.'],
      ['^(\\.\\./)+compose\\.ts$', 'compose knows features, not the other way.'],
    ],
  ),
  zone(
    ['webview/**/*.ts'],
    [
      NODE,
      VSCODE,
      TESTS,
      [
        '/src/(adapters|features|manifest|compose|extension)',
        'The page imports protocol and the pure part of core.',
      ],
    ],
  ),
);
