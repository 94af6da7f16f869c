// Unit tests sit beside their source and run on it; what is under test/ opens sockets and runs on dist/, as a user does.
// test/structure opens none and reads the source.
const aliases = (root) => ({
  '^@app/(client|kernel|chain|utxo|wallet|zakat|treasury|identity|reporting|node-registry|node-wallet|peers|webhooks)$': `<rootDir>/${root}libs/$1/index`,
  '^@app/(chain)/(chain\\.module)\\.js$': `<rootDir>/${root}libs/$1/$2`,
  '^@app/(client|infrastructure)/(.*)\\.js$': `<rootDir>/${root}libs/$1/$2`,
  '^(\\.{1,2}/.*)\\.js$': '$1',
});
const project = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.[tj]s$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/(?!(cookie|content-disposition)/)', '<rootDir>/dist/'],
  moduleFileExtensions: ['js', 'ts', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/data', '<rootDir>/reports'],
};
/** Suites of the ledger that must hold however its blocks are made. */
const made = (displayName, suites, serverEnvironment) => ({
  ...project,
  displayName,
  testMatch: [`<rootDir>/test/ledger-api/{${suites}}.spec.ts`],
  moduleNameMapper: aliases('dist/'),
  globals: { serverEnvironment },
});
/** Suites of both APIs and of their stores that must hold whatever a database and its role bring along. */
const strange = {
  ...project,
  displayName: 'strange sessions',
  testMatch: [
    '<rootDir>/test/contracts/{block-store,claimed-requests,identity,key-rings,node-keys,nodes,wallets}.spec.ts',
    '<rootDir>/test/ledger-api/{lists,reports,users}.spec.ts',
    '<rootDir>/test/database/{audit-trail,backup,writer-lock}.spec.ts',
  ],
  moduleNameMapper: aliases('dist/'),
  globals: { strangeSessions: true },
};
export default {
  maxWorkers: 3, // for two cores: they wait for servers, time limits and locks a fifth of their time
  testSequencer: './test/longest-first.mjs',
  cacheDirectory: 'node_modules/.cache/jest', // by default it is in the folder for temporary files, which `npm test` removes
  testTimeout: 60_000, // servers start in tests, on machines that do other things too
  projects: [
    {
      ...project,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/libs/**/*.spec.ts',
        '<rootDir>/apps/**/*.spec.ts',
        '<rootDir>/test/structure/**/*.spec.ts',
      ],
      moduleNameMapper: aliases(''),
    },
    {
      ...project,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/structure/'],
      moduleNameMapper: aliases('dist/'),
    },
    made('portable, one a block', 'concurrency,regressions,signed-transfers', {
      SECP256K1: 'portable',
      MAX_BLOCK_TRANSACTIONS: '1',
    }),
    made('three threads', 'concurrency,regressions,signed-transfers,zakat', { SEAL_THREADS: '3' }),
    strange,
  ],
};
