import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Node's own modules have no place in code that Temporal replays. */
const pureValues = [
  '@temporalio/workflow',
  '@temporalio/common',
  // Relative: their own folder and the two pure ones.
  '\\./.*',
  '\\.\\./(workflows|reconcile|entities)(/.*)?',
  '\\.\\./\\.\\./(reconcile|entities)(/.*)?',
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.tieout/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Numbers in texts are what messages are made of.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Canonical fields and JSON are unions of text, numbers and objects; what is printed is a name.
      '@typescript-eslint/no-base-to-string': 'off',
      // A port's method may be synchronous in one implementation and not in another.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts', 'src/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['src/workflows/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?!(${pureValues.join('|')})$)`,
              allowTypeImports: true,
              message:
                'Workflows are replayed: only types, pure code (workflows, reconcile, entities), @temporalio/workflow and @temporalio/common.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'Buffer', 'setImmediate', 'fetch', 'require', '__dirname', '__filename'].map(
          (name) => ({
            name,
            message: 'Workflows have no access to the machine.',
          }),
        ),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Error"]',
          message: 'A plain Error blocks the workflow until new code is deployed: throw ApplicationFailure.',
        },
        {
          selector: 'ThrowStatement > CallExpression[callee.name="Error"]',
          message: 'A plain Error blocks the workflow until new code is deployed: throw ApplicationFailure.',
        },
      ],
    },
  },
  {
    files: ['src/entities/**/*.ts', 'src/reconcile/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'setTimeout', 'setInterval', 'fetch'].map((name) => ({
          name,
          message: 'Entities and reconcile are pure: what they need is an argument.',
        })),
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // Answers of servers and parsed JSON are looked at as they come.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    // Plain JavaScript has no types to check by.
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        module: 'writable',
        require: 'readonly',
        console: 'readonly',
        URL: 'readonly',
      },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // What browsers run, as it is.
    files: ['src/console/assets/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        document: 'readonly',
        EventSource: 'readonly',
        URL: 'readonly',
        history: 'readonly',
        location: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
