/*
 * The directions of docs/architecture.md, as rules. `npm run check:structure` runs them, and test/structure plants a fault
 * for each to see that it is reported.
 */

const ledger = ['reporting', 'zakat', 'treasury', 'identity', 'wallet', 'utxo', 'chain'];
/** The arrows of the domain, each with those that follow from it. What is left out is forbidden. */
const uses = {
  reporting: ['zakat', 'wallet', 'utxo', 'chain'],
  zakat: ['wallet', 'utxo', 'chain'],
  treasury: ['wallet', 'utxo', 'chain'],
  identity: ['wallet', 'utxo', 'chain'],
  wallet: ['utxo', 'chain'],
  utxo: ['chain'],
  chain: [],
  'node-registry': [],
  'node-wallet': ['node-registry'],
  peers: ['node-registry'],
  webhooks: [],
};
const domain = Object.keys(uses);
const anyOf = (names) => `(${names.join('|')})`;
const inDomain = `^libs/${anyOf(domain)}/`;
/** Left out of its index, which worker threads load. */
const chainModule = '^libs/chain/chain\\.module\\.ts$';
const spec = '\\.spec\\.ts$';
/** Runs while developing: it writes libs/client/generated. */
const clientGenerator = '^libs/client/generator/';

/** What they import is in their build, so that none of it is installed where the server runs. */
const inPages = '^apps/web/';

/** Who opens stores and hands out adapters; everybody else is given a port. */
const wiring = [
  '^apps/[^/]+-api/adapters\\.module\\.ts$',
  '^apps/[^/]+-api/[^/]+-adapters\\.ts$',
  '^apps/[^/]+-api/[^/]+-resources\\.ts$',
  '^apps/registry-api/wallet/wallet-(adapters|resources)\\.ts$',
  '\\.config\\.ts$',
  '^apps/[^/]+-api/start-[^/]+\\.ts$',
  spec,
];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const npm = (names) => `(^|/)node_modules/${anyOf(names)}(/|$)`;

module.exports = {
  forbidden: [
    rule('no-cycles', 'Files that need each other are one file.', {}, { circular: true }),
    rule(
      'no-orphans',
      'A file that nothing imports and that imports nothing is left over.',
      { orphan: true, pathNot: [spec, '\\.d\\.ts$'] },
      {},
    ),
    rule('everything-resolves', 'An import must lead somewhere.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-dependencies',
      'What runs uses only what is installed where it runs.',
      { path: '^(apps|libs)/', pathNot: [spec, clientGenerator, inPages] },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    ),
    {
      ...rule(
        'rooms-in-one-direction',
        'Rooms of the infrastructure are layers too: none needs one that needs it.',
        { path: '^libs/infrastructure/[^/]+$' },
        { path: '^libs/infrastructure/[^/]+$', circular: true },
      ),
      scope: 'folder',
    },
    rule('libraries-know-no-app', 'A library never imports an app.', { path: '^libs/' }, { path: '^apps/' }),
    rule(
      'apps-stand-apart',
      'Only the server knows the other apps.',
      { path: '^apps/([^/]+)/', pathNot: '^apps/server/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    rule(
      'pages-speak-through-the-client',
      'The pages know of ours what any page could: the client.',
      { path: inPages, pathNot: spec },
      { path: '^(apps|libs|bin|test|bench)/', pathNot: [inPages, '^libs/client/(crypto/)?index\\.ts$'] },
    ),
    rule(
      'pages-run-in-browsers',
      'Only the build of the pages uses Node.',
      { path: inPages, pathNot: ['^apps/web/build/', '^apps/web/vite\\.config\\.ts$', spec] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'pages-load-cryptography-late',
      'A page that only shows something loads no cryptography: what needs it imports it when it is used.',
      { path: inPages, pathNot: spec },
      { path: '^libs/client/crypto/', dynamic: false, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'kernel-stands-alone',
      'The kernel imports nothing of ours and no package.',
      { path: '^libs/kernel/', pathNot: spec },
      { pathNot: ['^libs/kernel/', '^node:'], dependencyTypesNot: ['core'] },
    ),
    rule(
      'client-stands-alone',
      'The client is published by itself, for browsers too: nothing of ours, of packages only @noble, nothing of Node.',
      { path: '^libs/client/', pathNot: [spec, clientGenerator] },
      { pathNot: ['^libs/client/', npm(['@noble'])] },
    ),
    rule(
      'client-loads-cryptography-late',
      'A page that only calls an API loads no cryptography: what needs it imports it when it is called.',
      { path: '^libs/client/', pathNot: ['^libs/client/crypto/', spec, clientGenerator] },
      { path: ['^libs/client/crypto/', npm(['@noble'])], dynamic: false, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'domain-knows-no-infrastructure',
      'A domain library declares ports; it never imports what fills them.',
      { path: inDomain, pathNot: spec },
      { path: '^libs/infrastructure/' },
    ),
    ...domain.map((name) =>
      rule(
        `arrows-of-${name}`,
        `${name} -> ${[...uses[name], 'kernel'].join(', ')} and no other library of the domain.`,
        { path: `^libs/${name}/`, pathNot: spec },
        { path: '^libs/', pathNot: `^libs/${anyOf([name, 'kernel', 'infrastructure', ...uses[name]])}/` },
      ),
    ),
    rule(
      'registry-apart-from-ledger',
      'The two APIs share no table and no domain code.',
      { path: '^(apps/registry-api|libs/infrastructure/(flopcoin|devnet|typeorm/registry))/' },
      { path: `^libs/${anyOf(ledger)}/` },
    ),
    rule(
      'ledger-apart-from-registry',
      'The two APIs share no table and no domain code.',
      { path: '^(apps/ledger-api|libs/infrastructure/(typeorm|sql)/ledger)/' },
      { path: '^libs/(node-registry|node-wallet|peers|infrastructure/(flopcoin|devnet|peers|typeorm/registry))/' },
    ),
    rule(
      'through-the-front-door',
      'Of another library one sees index.ts, which is what others may say.',
      { path: '^(apps|libs)/([^/]+)/' },
      { path: inDomain, pathNot: ['^libs/[^/]+/index\\.ts$', chainModule, '^libs/$2/'] },
    ),
    rule(
      'wiring-among-modules',
      "The chain's module stands beside its index, for the modules that import it.",
      { path: '^(apps|libs)/', pathNot: '\\.module\\.ts$' },
      { path: chainModule },
    ),
    rule(
      'workers-without-nest',
      'Each worker thread loads what it imports anew; Nest or TypeORM would cost it a third of a second and 20 MB.',
      { path: '-worker\\.ts$' },
      { path: npm(['@nestjs', 'typeorm', 'reflect-metadata', 'fastify']), reachable: true },
    ),
    rule(
      'kernel-through-the-front-door',
      'Of the kernel one sees index.ts.',
      { path: '^(apps|libs)/', pathNot: '^libs/kernel/' },
      { path: '^libs/kernel/', pathNot: '^libs/kernel/index\\.ts$' },
    ),
    rule(
      'pure-model-and-ports',
      'model/ and ports/ know no framework, no database and no I/O: of packages only the pure ones of one author, @noble and @scure/base.',
      { path: `${inDomain}(model|ports)/`, pathNot: spec },
      { path: '(^|/)node_modules/', pathNot: npm(['@noble', '@scure/base']) },
    ),
    rule(
      'nest-only-in-modules',
      'A domain library has one file of Nest wiring: <lib>.module.ts.',
      { path: inDomain, pathNot: '\\.module\\.ts$' },
      { path: npm(['@nestjs', 'fastify', '@fastify', 'typeorm', 'pg']) },
    ),
    rule(
      'adapters-chosen-in-one-place',
      'Only adapters.module.ts with its parts, and what opens its resources, names an adapter.',
      { path: '^apps/[^/]+-api/', pathNot: wiring },
      {
        path: '^libs/infrastructure/(memory|sql|typeorm|pglite|backup|audit|key-rotation|crypto|metrics|supabase|flopcoin|devnet|mail)/',
      },
    ),
    rule(
      'controllers-speak-http',
      'A controller knows use cases and the words of HTTP, and of infrastructure nothing else.',
      { path: '^apps/[^/]+-api/[^/]+/', pathNot: wiring },
      { path: '^libs/infrastructure/', pathNot: '^libs/infrastructure/http/' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^libs/client/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
