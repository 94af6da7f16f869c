import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..');
const configuration = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

interface Violation {
  from: string;
  rule: { name: string };
}

/** Runs the project's rules on the tree in `directory`, as `npm run check:structure` does. */
async function violationsIn(directory: string): Promise<Violation[]> {
  const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
  const run = promisify(execFile)(process.execPath, args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 });
  // It exits with the number of errors.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return JSON.parse(stdout).summary.violations;
}

/** Each rule, a file that breaks it, and by which imports; or a folder that innocent files in it break it with. */
const FAULTS: [rule: string, file: string, imports: string[]][] = [
  ['no-cycles', 'libs/chain/model/egg.ts', ['./hen.js']],
  ['no-orphans', 'libs/chain/model/left-over.ts', []],
  ['everything-resolves', 'libs/chain/model/lost.ts', ['./nowhere.js']],
  ['no-dev-dependencies', 'libs/infrastructure/http/tester.ts', ['fast-check']],
  ['libraries-know-no-app', 'libs/infrastructure/http/upwards.ts', ['../../../apps/server/main.js']],
  ['apps-stand-apart', 'apps/cli/neighbour.ts', ['../ledger-api/blocks/blocks.controller.js']],
  ['apps-stand-apart', 'apps/registry-api/neighbour.ts', ['../ledger-api/blocks/blocks.controller.js']],
  ['pages-speak-through-the-client', 'apps/web/shell/upwards.ts', ['@app/kernel']],
  ['pages-run-in-browsers', 'apps/web/shell/bound.ts', ['node:fs']],
  ['pages-speak-through-the-client', 'apps/web/ledger/burglar.ts', ['../../../libs/client/late.js']],
  ['pages-load-cryptography-late', 'apps/web/ledger/heavy.ts', ['./light.js', '../../../libs/client/crypto/digest.js']],
  ['kernel-stands-alone', 'libs/kernel/upwards.ts', ['@app/chain']],
  ['kernel-stands-alone', 'libs/kernel/packaged.ts', ['zod']],
  ['client-stands-alone', 'libs/client/packaged.ts', ['zod']],
  ['client-stands-alone', 'libs/client/upwards.ts', ['@app/kernel']],
  ['client-stands-alone', 'libs/client/bound.ts', ['node:buffer']],
  ['client-loads-cryptography-late', 'libs/client/heavy.ts', ['./late.js', './crypto/digest.js']],
  ['domain-knows-no-infrastructure', 'libs/wallet/use-cases/concrete.ts', ['@app/infrastructure/memory/only.js']],
  ['arrows-of-chain', 'libs/chain/use-cases/upwards.ts', ['@app/utxo']],
  ['arrows-of-utxo', 'libs/utxo/use-cases/upwards.ts', ['@app/wallet']],
  ['arrows-of-wallet', 'libs/wallet/use-cases/upwards.ts', ['@app/zakat']],
  ['arrows-of-zakat', 'libs/zakat/use-cases/sideways.ts', ['@app/identity']],
  ['arrows-of-treasury', 'libs/treasury/use-cases/sideways.ts', ['@app/zakat']],
  ['arrows-of-identity', 'libs/identity/use-cases/sideways.ts', ['@app/zakat']],
  ['arrows-of-reporting', 'libs/reporting/use-cases/sideways.ts', ['@app/identity']],
  ['arrows-of-node-registry', 'libs/node-registry/use-cases/across.ts', ['@app/wallet']],
  ['arrows-of-node-wallet', 'libs/node-wallet/use-cases/across.ts', ['@app/wallet']],
  ['arrows-of-node-registry', 'libs/node-registry/use-cases/upwards.ts', ['@app/node-wallet']],
  ['arrows-of-webhooks', 'libs/webhooks/use-cases/across.ts', ['@app/reporting']],
  ['arrows-of-peers', 'libs/peers/use-cases/across.ts', ['@app/node-wallet']],
  ['rooms-in-one-direction', 'libs/infrastructure/mail', []],
  ['rooms-in-one-direction', 'libs/infrastructure/network', []],
  ['registry-apart-from-ledger', 'apps/registry-api/across.ts', ['@app/wallet']],
  ['registry-apart-from-ledger', 'libs/infrastructure/flopcoin/across.ts', ['@app/chain']],
  ['ledger-apart-from-registry', 'apps/ledger-api/blocks/across.ts', ['@app/node-registry']],
  ['through-the-front-door', 'libs/wallet/use-cases/burglar.ts', ['../../chain/model/hen.js']],
  ['through-the-front-door', 'libs/infrastructure/memory/burglar.ts', ['../../chain/model/hen.js']],
  ['wiring-among-modules', 'libs/wallet/use-cases/wirer.ts', ['@app/chain/chain.module.js']],
  ['workers-without-nest', 'libs/infrastructure/crypto/heavy-worker.ts', ['@app/wallet']],
  ['kernel-through-the-front-door', 'libs/wallet/use-cases/backdoor.ts', ['../../kernel/amount.js']],
  ['pure-model-and-ports', 'libs/wallet/model/framed.ts', ['@nestjs/common']],
  ['pure-model-and-ports', 'libs/utxo/ports/framed.ts', ['pg']],
  ['nest-only-in-modules', 'libs/wallet/use-cases/framed.ts', ['@nestjs/common']],
  ['adapters-chosen-in-one-place', 'apps/ledger-api/chooser.ts', ['@app/infrastructure/memory/only.js']],
  ['adapters-chosen-in-one-place', 'apps/registry-api/chooser.ts', ['@app/infrastructure/flopcoin/concrete.js']],
  ['controllers-speak-http', 'apps/ledger-api/blocks/chooser.ts', ['@app/infrastructure/memory/only.js']],
];

const INNOCENT: Record<string, string[]> = {
  'libs/kernel/index.ts': ['./amount.js'],
  'libs/kernel/amount.ts': [],
  'libs/client/crypto/digest.ts': ['@noble/hashes/sha2.js'],
  'libs/client/late.ts': ['./crypto/digest.js'],
  'libs/chain/index.ts': ['@app/kernel', './model/hen.js'],
  'libs/chain/chain.module.ts': ['@nestjs/common', './index.js'],
  'libs/chain/model/hen.ts': ['./egg.js', '@noble/hashes/sha2.js', 'node:buffer'],
  'libs/utxo/index.ts': ['@app/chain', '@app/kernel'],
  'libs/wallet/index.ts': ['@app/utxo', '@app/chain', './wallet.module.js'],
  'libs/wallet/wallet.module.ts': ['@nestjs/common'],
  'libs/zakat/index.ts': ['@app/wallet'],
  'libs/treasury/index.ts': ['@app/wallet'],
  'libs/identity/index.ts': ['@app/wallet'],
  'libs/reporting/index.ts': ['@app/zakat'],
  'libs/node-registry/index.ts': ['@app/kernel'],
  'libs/infrastructure/memory/only.ts': ['@app/utxo'],
  'libs/node-wallet/index.ts': ['@app/node-registry'],
  'libs/infrastructure/flopcoin/concrete.ts': ['@app/node-wallet'],
  'libs/infrastructure/mail/sender.ts': ['@app/infrastructure/network/peer.js'],
  'libs/infrastructure/mail/host.ts': ['@app/kernel'],
  'libs/infrastructure/network/peer.ts': ['@app/kernel'],
  'libs/infrastructure/network/upwards.ts': ['@app/infrastructure/mail/host.js'],
  'libs/infrastructure/http/words.ts': ['@app/kernel'],
  'apps/ledger-api/blocks/blocks.controller.ts': ['@app/chain', '@app/infrastructure/http/words.js', '@nestjs/common'],
  'apps/ledger-api/adapters.module.ts': ['@app/infrastructure/memory/only.js', '@app/wallet'],
  'apps/web/ledger/light.ts': ['preact'],
  'apps/server/main.ts': ['../ledger-api/blocks/blocks.controller.js'],
};

function plant(directory: string): void {
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
    copyFileSync(join(ROOT, file), join(directory, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  const files = [
    ...Object.entries(INNOCENT),
    ...FAULTS.filter(([, file]) => file.endsWith('.ts')).map(([, file, imports]) => [file, imports] as const),
  ];
  for (const [file, imports] of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    // A type's import counts too: it is a dependency of the thought, if not of the program.
    const lines = imports.map((from, at) => `import ${at % 2 ? '' : 'type '}* as import${at} from '${from}';`);
    writeFileSync(join(directory, file), `${lines.join('\n')}\nexport const thing = 1;\n`);
  }
}

describe('the structure', () => {
  const planted = mkdtempSync(join(tmpdir(), 'mizan-structure-'));
  let found: Violation[];
  beforeAll(async () => {
    plant(planted);
    found = await violationsIn(planted);
  }, 180_000);
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it.each(FAULTS)('reports %s where %s breaks it', (rule, file) => {
    expect(found.map((violation) => [violation.rule.name, violation.from])).toContainEqual([rule, file]);
  });

  it('accuses nothing innocent, but the other half of a cycle', () => {
    const accused = found.map(({ from }) => from).filter((file) => file in INNOCENT);
    expect(accused.filter((file) => file !== 'libs/chain/model/hen.ts')).toEqual([]);
  });

  it('has a planted fault for each of its rules', () => {
    const rules = configuration.forbidden.map(({ name }: { name: string }) => name);
    expect(new Set(FAULTS.map(([rule]) => rule))).toEqual(new Set(rules));
  });

  it('is kept by the code as it stands', async () => {
    expect(await violationsIn(ROOT)).toEqual([]);
  }, 180_000);
});
