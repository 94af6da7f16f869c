// Unit tests sit beside their source and run on it; what is under test/ opens sockets and runs on dist/, as a user does.
// test/structure opens none and reads the source.
const aliases = (root) => ({
  '^@app/(kernel|chain|utxo|wallet|zakat|identity|reporting|node-registry)$': `<rootDir>/${root}libs/$1/index`,
  '^@app/(chain)/(chain\\.module)\\.js$': `<rootDir>/${root}libs/$1/$2`,
  '^@app/infrastructure/(.*)\\.js$': `<rootDir>/${root}libs/infrastructure/$1`,
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
/** Suites that must hold however blocks are made. */
const HOWEVER_MADE = '<rootDir>/test/ledger-api/{concurrency,regressions,signed-transfers,zakat}.spec.ts';
const made = (displayName, serverEnvironment) => ({
  ...project,
  displayName,
  testMatch: [HOWEVER_MADE],
  moduleNameMapper: aliases('dist/'),
  globals: { serverEnvironment },
});
export default {
  maxWorkers: 2,
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
    made('portable, one a block', { SECP256K1: 'portable', MAX_BLOCK_TRANSACTIONS: '1' }),
    made('three threads', { SEAL_THREADS: '3' }),
  ],
};
