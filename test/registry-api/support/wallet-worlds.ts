import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoinTransaction, serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { chosenDaemon } from '../../support/chosen-daemon.js';
import { type CoinActs, daemonActs, devnetActs } from '../../support/coin-acts.js';
import type { DaemonFlavour } from '../../support/core-daemon.js';
import { OutsideWallet } from '../../support/outside-wallet.js';
import { CoreRegistry } from './core-registry.js';
import { openedDevnet } from './opened-devnet.js';
import { startTestRegistry } from './start-registry.js';
import { until, WalletClient } from './wallet-client.js';

/** A registry on a coin that people act on past it. */
export interface WalletWorld {
  client: WalletClient;
  acts: CoinActs;
  outsideAddress(): Promise<string>;
  /** A stranger pays an address; not in a block yet. */
  deposit(address: string, amountUnits: bigint): Promise<string>;
  /** Leaves the last blocks for a longer branch on which the stranger's payment is spent otherwise. */
  doubleSpend(txid: string, depth: number): Promise<void>;
  /** Leaves the last blocks for a longer branch without transactions, and waits until the registry has audited there. */
  reorganise(depth: number): Promise<void>;
  /** Mines, and waits until the registry has audited at the new tip. */
  mine(blocks: number): Promise<void>;
  log(): string;
  close(): Promise<void>;
}

export interface WalletWorldKind {
  name: string;
  /** null when it can be opened here. */
  whySkipped: string | null;
  open(): Promise<WalletWorld>;
}

export const WALLET_WORLDS: WalletWorldKind[] = [
  { name: 'the devnet', whySkipped: null, open: openDevnetWorld },
  { name: chosenDaemon.name, whySkipped: chosenDaemon.whySkipped, open: () => openCoreWorld(chosenDaemon.flavour) },
];

async function openDevnetWorld(): Promise<WalletWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'mizan-wallet-world-'));
  const registry = await startTestRegistry({
    storage: { kind: 'embedded', directory },
    masterKeyFile: join(directory, 'master.key'),
    walletEnvironment: { WALLET_POLL_INTERVAL_MS: '100' },
  });
  const { devnet } = openedDevnet(registry);
  const client = new WalletClient(() => registry.port);
  const mine = async (blocks: number) => void (await client.post('/devnet/mine', { blocks }));
  return {
    client,
    acts: devnetActs(devnet),
    outsideAddress: () => devnet.newAddress('outside'),
    deposit: (address, amountUnits) => devnet.faucet(address, amountUnits),
    doubleSpend: async (txid, depth) => {
      await devnet.reorganise({ depth, doubleSpend: [txid] });
      await mine(1);
    },
    reorganise: async (depth) => {
      await devnet.reorganise({ depth });
      await auditAt(client, () => Promise.resolve(devnet.ledger.tip.hash));
    },
    mine,
    log: registry.log,
    close: async () => {
      await registry.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function openCoreWorld(flavour: DaemonFlavour): Promise<WalletWorld> {
  const world = await CoreRegistry.start({}, 60, { flavour });
  const { daemon, outside, client } = world;
  const deposits = new Map<string, CoinTransaction>();
  const leave = async (depth: number) => {
    const height: number = await daemon.rpc('getblockcount');
    await daemon.rpc('invalidateblock', [await daemon.rpc('getblockhash', [height - depth + 1])]);
  };
  return {
    client,
    acts: daemonActs(daemon, outside),
    outsideAddress: async () => OutsideWallet.freshAddress(),
    deposit: async (address, amountUnits) => {
      const { txid, transaction } = await outside.pay(address, amountUnits);
      deposits.set(txid, transaction);
      return txid;
    },
    doubleSpend: async (txid, depth) => {
      const conflict = serializeTransaction(outside.conflicting(deposits.get(txid)!)).toString('hex');
      await leave(depth);
      await daemon.flavour.mineConflict(daemon, conflict, OutsideWallet.freshAddress());
      await daemon.mine(depth + 1, OutsideWallet.freshAddress());
      await auditAt(client, () => daemon.rpc('getbestblockhash'));
    },
    reorganise: async (depth) => {
      await leave(depth);
      for (let mined = 0; mined <= depth; mined++) await daemon.flavour.mineEmpty(daemon, OutsideWallet.freshAddress());
      await auditAt(client, () => daemon.rpc('getbestblockhash'));
    },
    mine: (blocks) => world.mine(blocks),
    log: () => world.registry.log(),
    close: () => world.stop(),
  };
}

async function auditAt(client: WalletClient, tipHash: () => Promise<string>): Promise<void> {
  await until(
    'the audit after the reorganisation',
    async () => (await client.reserves()).tip_hash === (await tipHash()),
  );
}
