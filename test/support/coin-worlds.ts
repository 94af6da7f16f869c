import { openDevnet } from '@app/infrastructure/devnet/devnet-backend.js';
import { MemoryDevnetStore } from '@app/infrastructure/devnet/memory-devnet-store.js';
import { type CoinTransaction, serializeTransaction } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import { SystemClock } from '@app/kernel';
import { type CoinActs, daemonActs, devnetActs } from './coin-acts.js';
import { CoreDaemon, type DaemonFlavour } from './core-daemon.js';
import { flopcoind, whyNoFlopcoind } from './flopcoind.js';
import { litecoind, whyNoLitecoind } from './litecoind.js';
import { OutsideWallet } from './outside-wallet.js';

/** A coin with the registry's wallet on one side and somebody else's money on the other. */
export interface CoinWorld {
  backend: FlopcoinBackend;
  acts: CoinActs;
  /** A new `backend`, as a process has that starts on the same coin. The old one is closed. */
  reconnect(): Promise<void>;
  mine(blocks: number): Promise<void>;
  outsideAddress(): Promise<string>;
  /** Pays from outside and returns the txid; not in a block yet. */
  deposit(address: string, amountUnits: bigint): Promise<string>;
  /** Pays from outside so many times the same amount. */
  scatter(address: string, amountUnits: bigint, coins: number): Promise<void>;
  /** Leaves the last `depth` blocks for a longer branch; nothing is double-spent, but nothing is mined again either. */
  reorganise(depth: number): Promise<void>;
  /** The same, and the coin of an outside payment is spent otherwise on the new branch. */
  doubleSpend(txid: string, depth: number): Promise<void>;
  close(): Promise<void>;
}

export interface CoinWorldOptions {
  /** Encrypts the registry's wallet and unlocks it, so that it can be locked. */
  encrypted?: boolean;
  /** Where the devnet takes its keys from; the system's by default. */
  randomBytes?: (length: number) => Uint8Array;
}

export interface CoinWorldKind {
  name: string;
  /** null when it can be made here. */
  whySkipped: string | null;
  open(options?: CoinWorldOptions): Promise<CoinWorld>;
}

export const COIN_WORLDS: CoinWorldKind[] = [
  { name: 'the devnet', whySkipped: null, open: openDevnetWorld },
  { name: 'litecoind', whySkipped: whyNoLitecoind(), open: (options) => openDaemonWorld(litecoind, options) },
  { name: 'flopcoind', whySkipped: whyNoFlopcoind(), open: (options) => openDaemonWorld(flopcoind, options) },
];

async function openDevnetWorld({ randomBytes }: CoinWorldOptions = {}): Promise<CoinWorld> {
  const store = new MemoryDevnetStore();
  const connect = () =>
    openDevnet({ store, clock: new SystemClock(), blockIntervalMs: null, ...(randomBytes && { randomBytes }) });
  let backend = await connect();
  const devnet = () => backend.devnet;
  const world: CoinWorld = {
    backend,
    acts: devnetActs(devnet()),
    reconnect: async () => {
      const { isLocked } = devnet().wallets;
      await backend.close();
      backend = await connect();
      devnet().wallets.isLocked = isLocked;
      world.backend = backend;
      world.acts = devnetActs(devnet());
    },
    mine: async (blocks) => void (await devnet().mine(blocks)),
    outsideAddress: () => devnet().newAddress('outside'),
    deposit: (address, amountUnits) => devnet().faucet(address, amountUnits),
    scatter: async (address, amountUnits, coins) => {
      for (let sent = 0; sent < coins; sent++) await devnet().faucet(address, amountUnits);
    },
    reorganise: async (depth) => void (await devnet().reorganise({ depth })),
    doubleSpend: async (txid, depth) => void (await devnet().reorganise({ depth, doubleSpend: [txid] })),
    close: () => backend.close(),
  };
  return world;
}

async function openDaemonWorld(flavour: DaemonFlavour, { encrypted = false }: CoinWorldOptions = {}) {
  const daemon = await CoreDaemon.start(flavour);
  if (encrypted) await daemon.encryptWallet();
  const connect = () => connectToCore({ host: '127.0.0.1', port: daemon.rpcPort, credentials: daemon.credentials });
  const outside = await OutsideWallet.funded(daemon, 40);
  const deposits = new Map<string, CoinTransaction>();
  /**
   * Mines something else on the chain without its last blocks. While that is shorter, the daemon drops what the wallet has made
   * for a later height, which it would not on coming upon a longer branch: so that is offered again.
   */
  const leave = async (depth: number, mineBranch: () => Promise<unknown>) => {
    const height: number = await daemon.rpc('getblockcount');
    const dropped: { hex: string }[] = [];
    for (let at = height - depth + 1; at <= height; at++)
      for (const txid of (await daemon.rpc('getblock', [await daemon.rpc('getblockhash', [at])])).tx)
        dropped.push(
          ...(await daemon.rpc('gettransaction', [txid]).then(
            ({ hex }) => [{ hex }],
            () => [],
          )),
        );
    dropped.push(...(await daemon.waiting()));
    await daemon.rpc('invalidateblock', [await daemon.rpc('getblockhash', [height - depth + 1])]);
    await mineBranch();
    await daemon.offer(dropped);
  };
  const world: CoinWorld = {
    backend: connect(),
    acts: daemonActs(daemon, outside),
    reconnect: async () => {
      await world.backend.close();
      world.backend = connect();
    },
    // Never to the same address: after an invalidated block of the same height it would be that block again.
    mine: async (blocks) => void (await daemon.mine(blocks, OutsideWallet.freshAddress())),
    outsideAddress: async () => outside.address,
    deposit: async (address, amountUnits) => {
      const { txid, transaction } = await outside.pay(address, amountUnits);
      deposits.set(txid, transaction);
      return txid;
    },
    scatter: async (address, amountUnits, coins) => void (await outside.payMany(address, amountUnits, coins)),
    reorganise: async (depth) => {
      await leave(depth, async () => {
        for (let mined = 0; mined <= depth; mined++) await flavour.mineEmpty(daemon, OutsideWallet.freshAddress());
      });
    },
    doubleSpend: async (txid, depth) => {
      const conflict = outside.conflicting(deposits.get(txid)!);
      await leave(depth, async () => {
        const hex = serializeTransaction(conflict).toString('hex');
        await flavour.mineConflict(daemon, hex, OutsideWallet.freshAddress());
        await daemon.mine(depth, OutsideWallet.freshAddress());
      });
    },
    close: async () => {
      await world.backend.close();
      await daemon.remove();
    },
  };
  return world;
}
