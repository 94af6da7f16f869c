import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CookieFileCredentials,
  type CoreCredentials,
  PasswordCredentials,
} from '@app/infrastructure/flopcoin/core-credentials.js';
import { freePort } from './free-port.js';

/** What differs between the daemons of the family when a test sets one up. */
export interface DaemonFlavour {
  binary: string;
  flags: string[];
  /** A coinbase can be spent in the block after this many. */
  coinbaseMaturity: number;
  /** The call that signs with the wallet's keys. */
  signing: 'signrawtransaction' | 'signrawtransactionwithwallet';
  /** Whether wallets are loaded and left while it runs. */
  hasManyWallets: boolean;
  /** Whether `encryptwallet` ends the daemon. */
  endsWhenEncrypting: boolean;
  /** Run once, on a fresh data directory. */
  createWallet: (daemon: CoreDaemon) => Promise<void>;
  /** Called before each block. */
  beforeBlock: (daemon: CoreDaemon) => Promise<void>;
  /** Mines one block with nothing of the mempool in it, where the daemon can; else an ordinary one. */
  mineEmpty: (daemon: CoreDaemon, address: string) => Promise<unknown>;
  /** Mines one block that holds this transaction although another one in the mempool spends the same coin. */
  mineConflict: (daemon: CoreDaemon, hex: string, address: string) => Promise<unknown>;
}

const USER = 'mizan';
const PASSWORD = 'regtest-only';
const PASSPHRASE = 'correct horse';

/** A real daemon on regtest with a data directory of its own, which survives `kill9` and `restart`. */
export class CoreDaemon {
  private child: ChildProcess | null = null;
  private isUnlocked = false;

  private constructor(
    readonly flavour: DaemonFlavour,
    readonly rpcPort: number,
    readonly dataDirectory: string,
    private readonly auth: 'password' | 'cookie',
  ) {}

  static async start(flavour: DaemonFlavour, auth: 'password' | 'cookie' = 'password'): Promise<CoreDaemon> {
    const directory = await mkdtemp(join(tmpdir(), 'mizan-core-'));
    const daemon = new CoreDaemon(flavour, await freePort(), directory, auth);
    await daemon.restart();
    await flavour.createWallet(daemon);
    return daemon;
  }

  get credentials(): CoreCredentials {
    return this.auth === 'cookie'
      ? new CookieFileCredentials(join(this.dataDirectory, 'regtest', '.cookie'))
      : new PasswordCredentials(USER, PASSWORD);
  }

  /** What a registry is started with to use it, through `port` when something stands in between. */
  environment(port = this.rpcPort): Record<string, string> {
    return {
      FLOPCOIN_RPC_HOST: '127.0.0.1',
      FLOPCOIN_RPC_PORT: String(port),
      FLOPCOIN_RPC_USER: USER,
      FLOPCOIN_RPC_PASSWORD: PASSWORD,
    };
  }

  /** Starts the process on the same data directory and waits until it takes calls. */
  async restart(extraFlags: string[] = []): Promise<void> {
    const password = this.auth === 'password' ? [`-rpcuser=${USER}`, `-rpcpassword=${PASSWORD}`] : [];
    const flags = ['-regtest', `-datadir=${this.dataDirectory}`, `-rpcport=${this.rpcPort}`, '-listen=0', ...password];
    this.child = spawn(this.flavour.binary, [...flags, ...this.flavour.flags, ...extraFlags], { stdio: 'ignore' });
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.child.exitCode !== null) throw new Error(`${this.flavour.binary} left with ${this.child.exitCode}`);
      if ((await this.rpc('getblockcount').catch(() => null)) !== null) return;
      await sleep(50);
    }
    throw new Error(`${this.flavour.binary} did not come up`);
  }

  /** Encrypts the wallet, which is unlocked afterwards. Flopcoin ends after that and starts anew. */
  async encryptWallet(): Promise<void> {
    await this.rpc('encryptwallet', [PASSPHRASE]);
    if (this.flavour.endsWhenEncrypting) {
      await this.stop();
      await this.restart();
    }
    await this.unlockWallet();
  }

  async unlockWallet(): Promise<void> {
    await this.rpc('walletpassphrase', [PASSPHRASE, 86_400]);
    this.isUnlocked = true;
  }

  async lockWallet(): Promise<void> {
    await this.rpc('walletlock');
    this.isUnlocked = false;
  }

  /** Ends it as an operator does, keeping the data. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** What waited for a block is forgotten, but for what the wallet offers again; the chain is kept, and an unlocked wallet is so again. */
  async restartWithoutMempool(extraFlags: string[] = []): Promise<void> {
    // Writes the chain to the disk, so that the process may be killed: a clean stop waits for clients, and keeps the mempool.
    await this.rpc('gettxoutsetinfo');
    await this.kill9();
    await rm(join(this.dataDirectory, 'regtest', 'mempool.dat'), { force: true });
    await this.restart(extraFlags);
    if (this.isUnlocked) await this.unlockWallet();
  }

  /** What is in the mempool, parents first. */
  async waiting(): Promise<{ txid: string; hex: string }[]> {
    const entries: [string, { ancestorcount: number }][] = Object.entries(await this.rpc('getrawmempool', [true]));
    entries.sort(([, one], [, other]) => one.ancestorcount - other.ancestorcount);
    return Promise.all(
      entries.map(async ([txid]) => ({ txid, hex: (await this.rpc('getrawtransaction', [txid])) as string })),
    );
  }

  /** Offers transactions to the mempool, one after the other; those that it does not take are left out. */
  async offer(transactions: readonly { hex: string }[]): Promise<void> {
    for (const { hex } of transactions) await this.rpc('sendrawtransaction', [hex]).catch(() => undefined);
  }

  kill9(): Promise<void> {
    return this.end('SIGKILL');
  }

  async remove(): Promise<void> {
    await this.kill9();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }

  // biome-ignore lint/suspicious/noExplicitAny: set-up calls of tests, whose answers the tests themselves know
  async rpc(method: string, params: unknown[] = []): Promise<any> {
    const response = await fetch(`http://127.0.0.1:${this.rpcPort}/`, {
      method: 'POST',
      headers: { authorization: await this.credentials.authorization(), connection: 'close' },
      body: JSON.stringify({ id: 'test', method, params }),
    });
    const { result, error } = (await response.json()) as { result: unknown; error: { code: number } | null };
    if (error) throw Object.assign(new Error(`${method}: ${JSON.stringify(error)}`), { code: error.code });
    return result;
  }

  /** What the wallet has paid to addresses in blocks of the chain: amounts in units by address, one entry for each output. */
  async paidTo(addresses: readonly string[]): Promise<Map<string, bigint[]>> {
    const found = new Map<string, bigint[]>(addresses.map((address) => [address, []]));
    const { transactions } = await this.rpc('listsinceblock');
    for (const { category, address, amount, confirmations } of transactions)
      if (category === 'send' && confirmations > 0) found.get(address)?.push(BigInt(Math.round(-amount * 1e8)));
    return found;
  }

  async mine(blocks: number, address: string): Promise<string[]> {
    const hashes: string[] = [];
    for (let mined = 0; mined < blocks; mined++) {
      await this.flavour.beforeBlock(this);
      hashes.push(...(await this.rpc('generatetoaddress', [1, address])));
    }
    return hashes;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}
