import type { CoinOutpoint } from '@app/node-wallet';
import { outpointKey } from './coin-transaction.js';
import { hashField, integerField, list } from './core-answer.js';
import type { CoreSession } from './core-session.js';
import { HandedOutInputs } from './handed-out-inputs.js';
import { RpcCode, RpcError } from './rpc-answer.js';

/**
 * Core's locks on coins, which live in its memory: gone after a restart, and left behind when the answer of a funding
 * call is lost. The registry owns all locks of its wallet and brings them in line with what is really held.
 */
export class CoreInputLocks {
  private readonly handedOut = new HandedOutInputs();

  constructor(private readonly session: CoreSession) {}

  /** Before coins are chosen: locks what is held, releases the rest. Resolves to what must not be chosen. */
  async reconcile(held: readonly CoinOutpoint[]): Promise<CoinOutpoint[]> {
    const taken = this.handedOut.taken(held);
    const locked = await this.outpoints('listlockunspent');
    await this.unlock(without(locked, taken));
    const unlocked = without(taken, locked);
    if (unlocked.length === 0) return taken;
    // A coin that is spent already cannot be locked, and need not be.
    const spendable = new Set((await this.outpoints('listunspent', [0])).map(outpointKey));
    const exposed = unlocked.filter((outpoint) => spendable.has(outpointKey(outpoint)));
    if (exposed.length > 0) await this.lock(exposed);
    return taken;
  }

  /** Keeps everybody else who uses this wallet from choosing them. */
  async lock(outpoints: readonly CoinOutpoint[]): Promise<void> {
    await this.session.rpc.write('lockunspent', [false, outpoints.map(plain)]);
  }

  handOut(outpoints: readonly CoinOutpoint[]): void {
    this.handedOut.add(outpoints);
  }

  forget(outpoints: readonly CoinOutpoint[]): void {
    this.handedOut.remove(outpoints);
  }

  async release(outpoints: readonly CoinOutpoint[]): Promise<void> {
    this.handedOut.remove(outpoints);
    const released = new Set(outpoints.map(outpointKey));
    const locked = await this.outpoints('listlockunspent');
    await this.unlock(locked.filter((outpoint) => released.has(outpointKey(outpoint))));
  }

  /** Litecoin refuses the whole list (-8) when one coin of it has been spent meanwhile; that lock does no harm. */
  private async unlock(outpoints: readonly CoinOutpoint[]): Promise<void> {
    if (outpoints.length === 0) return;
    try {
      await this.session.rpc.write('lockunspent', [true, outpoints.map(plain)]);
    } catch (error) {
      if (!(error instanceof RpcError) || error.code !== RpcCode.parameter) throw error;
      if (outpoints.length > 1) for (const outpoint of outpoints) await this.unlock([outpoint]);
    }
  }

  private async outpoints(method: 'listlockunspent' | 'listunspent', params: unknown[] = []): Promise<CoinOutpoint[]> {
    const rows = list(await this.session.rpc.read(method, params), method);
    return this.session.rpc.readableRows(method, rows, (row) => ({
      txid: hashField(row, 'txid'),
      vout: integerField(row, 'vout'),
    }));
  }
}

function without(outpoints: readonly CoinOutpoint[], excluded: readonly CoinOutpoint[]): CoinOutpoint[] {
  const keys = new Set(excluded.map(outpointKey));
  return outpoints.filter((outpoint) => !keys.has(outpointKey(outpoint)));
}

/** Core refuses unknown keys. */
function plain({ txid, vout }: CoinOutpoint): CoinOutpoint {
  return { txid, vout };
}
