import {
  type CoinIdentity,
  CoreRefused,
  CoreUnavailable,
  type FlopNetwork,
  requireSameIdentity,
  WrongChainOrWallet,
} from '@app/node-wallet';
import { hash, malformed, optionalField, text, textField } from './core-answer.js';
import { RpcCode, RpcError } from './rpc-answer.js';
import type { RpcClient } from './rpc-client.js';

/** How long the answer "it is still the pinned one" is good for on one and the same connection: litecoind can swap wallets in flight. */
const IDENTITY_VALID_MS = 5_000;
const MAX_RECHECKS = 5;

/** The one conversation with Core that the three adapters share, and its knowledge of who is at the other end. */
export class CoreSession {
  private pinned: CoinIdentity | null = null;
  private verified = { connectionChanges: -1, atMs: 0 };
  private verifying: Promise<void> | null = null;

  constructor(readonly rpc: RpcClient) {}

  pin(identity: CoinIdentity): void {
    this.pinned = identity;
    this.verified = { connectionChanges: -1, atMs: 0 };
  }

  async identity(): Promise<CoinIdentity> {
    return this.translated(async () => {
      const genesisHash = hash(await this.rpc.read('getblockhash', [0]), 'getblockhash');
      const chain = textField(await this.rpc.read('getblockchaininfo'), 'chain');
      const subversion = textField(await this.rpc.read('getnetworkinfo'), 'subversion');
      return { genesisHash, chain, subversion, walletId: walletIdOf(await this.walletInfo()) };
    });
  }

  /** Whose prefixes its addresses have; null for a chain that this coin does not know. */
  async network(): Promise<FlopNetwork | null> {
    const chain = this.pinned?.chain ?? textField(await this.rpc.read('getblockchaininfo'), 'chain');
    return chain === 'main' || chain === 'test' || chain === 'regtest' ? chain : null;
  }

  /**
   * Runs `work` and hands out its result only if the pinned chain and wallet answered throughout. The second look costs
   * nothing unless a connection was opened while the work was being done.
   */
  async trusted<T>(work: () => Promise<T>): Promise<T> {
    await this.verify();
    const result = await this.translated(work);
    await this.verify();
    return result;
  }

  /** Core's refusals that the code nearer to the call has not given a name. */
  async translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RpcError) throw new CoreRefused(error.code, { cause: error });
      throw error;
    }
  }

  private async verify(): Promise<void> {
    if (!this.pinned || this.fresh()) return;
    this.verifying ??= this.compare(this.pinned).finally(() => {
      this.verifying = null;
    });
    await this.verifying;
  }

  private async compare(pinned: CoinIdentity): Promise<void> {
    for (let attempt = 0; attempt < MAX_RECHECKS; attempt++) {
      const { connectionChanges } = this.rpc;
      requireSameIdentity(pinned, await this.identity());
      this.verified = { connectionChanges, atMs: performance.now() };
      if (this.fresh()) return;
    }
    throw new CoreUnavailable('down', { cause: new Error('connections do not hold') });
  }

  private fresh(): boolean {
    const { connectionChanges, atMs } = this.verified;
    return connectionChanges === this.rpc.connectionChanges && performance.now() - atMs < IDENTITY_VALID_MS;
  }

  /** A daemon started with `-disablewallet` does not even know the method. */
  private async walletInfo(): Promise<unknown> {
    try {
      return await this.rpc.read('getwalletinfo');
    } catch (cause) {
      if (cause instanceof RpcError && cause.code === RpcCode.unknownMethod) throw new WrongChainOrWallet({ cause });
      throw cause;
    }
  }
}

/** Flopcoin calls it `hdmasterkeyid`, Litecoin `hdseedid`. A wallet without either is not deterministic and cannot be told from another. */
function walletIdOf(walletInfo: unknown): string {
  const id = optionalField(walletInfo, 'hdmasterkeyid') ?? optionalField(walletInfo, 'hdseedid');
  if (id === undefined) throw malformed('hdmasterkeyid');
  return text(id, 'hdmasterkeyid');
}
