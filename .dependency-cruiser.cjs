/** What every part of the domain in packages/api stands on, by folder, and which other ground each may stand on itself. */
const ground = { db: [], access: ['db'], live: ['db'], notices: ['access', 'db'], http: ['access', 'db'] }

/** What is made of schemas, for the API to check by and for types. The browser asks by addresses, and has the types alone. */
const schemas = [
  '^packages/shared/src/.*(contract|schema|scalars|operations|history|comparison|starter)[.]ts$',
  '/typebox/',
]

/** The walls of the house: who may import whom. */
module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      comment: 'shared is pure: both the API and a browser run it',
      severity: 'error',
      from: { path: '^packages/shared/src', pathNot: '\\.test(?:-support)?\\.ts$' },
      to: { pathNot: '^packages/shared|/typebox/' },
    },
    {
      name: 'tests-alone-use-what-supports-them',
      severity: 'error',
      from: { pathNot: '\\.test(?:-support)?\\.ts$|^packages/api/test/' },
      to: { path: '\\.test-support\\.ts$' },
    },
    {
      name: 'web-knows-only-shared',
      severity: 'error',
      from: { path: '^packages/web/src' },
      to: { path: '^packages/api' },
    },
    {
      name: 'the-browser-carries-no-schemas',
      comment: 'import their types, addresses.ts and values.ts: every first visit would load the rest',
      severity: 'error',
      from: {
        path: '^packages/(web|shared)/src',
        pathNot: [...schemas, '[.](test|test-support)[.]tsx?$'],
      },
      // Whether a text is of a format, an e-mail address say, is a small function by itself.
      to: { path: schemas, pathNot: '/typebox/build/format/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'api-knows-only-shared',
      severity: 'error',
      from: { path: '^packages/api/src' },
      to: { path: '^packages/web' },
    },
    {
      name: 'the-demo-is-not-the-product',
      comment: 'only `up` fills a database with invented people',
      severity: 'error',
      from: { path: '^packages/api/src', pathNot: '^packages/api/src/(demo/|up\\.ts)|\\.test\\.ts$' },
      to: { path: '^packages/api/src/demo/' },
    },
    ...Object.entries(ground).map(([folder, known]) => ({
      name: `${folder}-does-not-know-the-domain`,
      comment: 'a folder that is not named here is a part of the domain, a new one too',
      severity: 'error',
      from: { path: `^packages/api/src/${folder}/`, pathNot: '\\.test\\.ts$' },
      to: {
        path: '^packages/api/src/[^/]+/',
        pathNot: `^packages/api/src/(${[folder, ...known].join('|')})/`,
      },
    })),
    {
      name: 'jobs-are-roof',
      comment: 'nothing stands on what runs by itself but the server, and the demo that plays its hours',
      severity: 'error',
      from: {
        path: '^packages/api/src/',
        pathNot: '^packages/api/src/((jobs|demo)/|serve\\.ts)|\\.test\\.ts$',
      },
      to: { path: '^packages/api/src/jobs/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.(scss|css)$|dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
    },
  },
}
