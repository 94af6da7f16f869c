import { type CoinOutpoint, crumbLimitUnits, formatFlop, type PooledCoin, type SpendableCoin } from '@app/node-wallet';
import { outpointKey } from './coin-transaction.js';
import {
  booleanField,
  hashField,
  integerField,
  list,
  optionalField,
  positiveUnitsField,
  textField,
} from './core-answer.js';
import { unless } from './core-flopcoin-node.js';
import type { CoreSession } from './core-session.js';
import { RpcCode, RpcError } from './rpc-answer.js';

export interface CoreCoin extends SpendableCoin {
  readonly address: string | undefined;
  readonly confirmations: number;
}

interface CoreRow extends CoreCoin {
  /** What Core says of an unconfirmed one; undefined where it says nothing. */
  readonly safe: boolean | undefined;
}

/** Of coins that are no crumbs, more are not needed for any payment; of crumbs, more do not fit into one. */
const MOST = 2_000;
/** So many unconfirmed coins are asked about. */
const MOST_UNCONFIRMED = 20;
/** Peers take a transaction with 24 unconfirmed ones below it. */
const MAX_ANCESTORS = 24n;
const MANY = 9_999_999;

/** Scripts that one signature opens, so that the size of the input is known: keys and hashes of keys. */
const ONE_KEY = /^(?:76a914[0-9a-f]{40}88ac|0014[0-9a-f]{40}|21[0-9a-f]{66}ac|41[0-9a-f]{130}ac)$/;

/** What Core answers when it does not know the fifth parameter of `listunspent`: its help, or a complaint about the type. */
const NO_OPTIONS: number[] = [RpcCode.misc, RpcCode.typeOrAmount, RpcCode.parameter];

/** The coins of Core's wallet that can be spent, in answers of bounded size where the daemon can bound them. */
export class CoreUnspentCoins {
  private canBound = true;

  constructor(private readonly session: CoreSession) {}

  /**
   * What a payment may choose from, in growing pools, so that what is seldom needed is seldom asked: confirmed coins, then
   * unconfirmed change of our own as well, then crumbs.
   */
  async *pools(
    rateUnits: bigint,
    taken: readonly CoinOutpoint[],
    payerAddresses: readonly string[] | undefined,
  ): AsyncGenerator<(CoreCoin & PooledCoin)[]> {
    const isPayers = payerAddresses ? withAddress(payerAddresses) : () => true;
    const isFree = without(taken);
    const pooled = (coins: readonly CoreRow[]) =>
      coins.filter(isFree).map((coin) => ({ ...coin, isConfirmed: coin.confirmations > 0, isPayers: isPayers(coin) }));
    const limitUnits = crumbLimitUnits(rateUnits);
    const large = await this.list(0, undefined, { minimumAmount: formatFlop(limitUnits), maximumCount: MOST });
    const confirmed = large.filter(({ confirmations }) => confirmations > 0);
    yield pooled(confirmed);
    const withChange = [...confirmed, ...(await this.ownChange(large))];
    yield pooled(withChange);
    const crumbs = await this.crumbCoins(limitUnits, undefined);
    // Of more crumbs than fit into an answer, the payer's are asked for by name.
    const isCut = payerAddresses !== undefined && crumbs.length >= MOST;
    const own = isCut ? await this.crumbCoins(limitUnits, payerAddresses) : [];
    yield pooled(unique([...withChange, ...crumbs, ...own]));
  }

  async crumbs(rateUnits: bigint, taken: readonly CoinOutpoint[]): Promise<CoreCoin[]> {
    return (await this.crumbCoins(crumbLimitUnits(rateUnits), undefined)).filter(without(taken));
  }

  private async crumbCoins(limitUnits: bigint, addresses: readonly string[] | undefined): Promise<CoreRow[]> {
    const options = { maximumAmount: formatFlop(limitUnits - 1n), maximumCount: MOST };
    const rows = await this.list(1, addresses, options);
    return rows.filter(({ amountUnits }) => amountUnits < limitUnits);
  }

  private async list(
    minimumDepth: number,
    addresses: readonly string[] | undefined,
    options: object,
  ): Promise<CoreRow[]> {
    const bounds = [minimumDepth, MANY, addresses ?? []];
    if (this.canBound) {
      try {
        return this.rowsOf(await this.session.rpc.read('listunspent', [...bounds, true, options]));
      } catch (error) {
        if (!(error instanceof RpcError) || !NO_OPTIONS.includes(error.code)) throw error;
        this.canBound = false;
      }
    }
    return this.rowsOf(await this.session.rpc.read('listunspent', bounds));
  }

  /** A coin whose row cannot be read is not for payments. */
  private rowsOf(answer: unknown): CoreRow[] {
    const rows = this.session.rpc.readableRows('listunspent', list(answer, 'listunspent'), (row) =>
      isSpendable(row) ? rowOf(row) : undefined,
    );
    return rows.filter((row) => row !== undefined);
  }

  /** Unconfirmed coins of transactions that the wallet itself made, shallow enough that peers will take their child. */
  private async ownChange(rows: readonly CoreRow[]): Promise<CoreRow[]> {
    const found: CoreRow[] = [];
    let ancestors = 0n;
    const unconfirmed = rows.filter(({ confirmations, safe }) => confirmations === 0 && safe !== false);
    for (const coin of unconfirmed.sort(largestFirst).slice(0, MOST_UNCONFIRMED)) {
      const depth = (await this.isOurs(coin)) ? await this.ancestors(coin.txid) : undefined;
      if (depth === undefined || ancestors + depth > MAX_ANCESTORS) continue;
      ancestors += depth;
      found.push(coin);
    }
    return found;
  }

  private async isOurs({ txid, safe }: CoreRow): Promise<boolean> {
    if (safe !== undefined) return safe;
    // Only what the wallet paid for has a fee.
    return optionalField(await this.session.rpc.read('gettransaction', [txid]), 'fee') !== undefined;
  }

  private async ancestors(txid: string): Promise<bigint | undefined> {
    const entry = await unless(RpcCode.addressOrKey, () => this.session.rpc.read('getmempoolentry', [txid]));
    return entry === null ? undefined : BigInt(integerField(entry, 'ancestorcount'));
  }
}

/** A coin whose script needs more than one key is not for payments: what it costs to spend is not known here. */
function isSpendable(row: unknown): boolean {
  return booleanField(row, 'spendable') && ONE_KEY.test(textField(row, 'scriptPubKey'));
}

function rowOf(row: unknown): CoreRow {
  const safe = optionalField(row, 'safe');
  const address = optionalField(row, 'address');
  return {
    txid: hashField(row, 'txid'),
    vout: integerField(row, 'vout'),
    amountUnits: positiveUnitsField(row, 'amount'),
    confirmations: integerField(row, 'confirmations'),
    address: typeof address === 'string' ? address : undefined,
    safe: typeof safe === 'boolean' ? safe : undefined,
  };
}

function withAddress(addresses: readonly string[]): (coin: CoreCoin) => boolean {
  const known = new Set(addresses);
  return ({ address }) => address !== undefined && known.has(address);
}

/** Core does not list what is locked; a lock may have been released by somebody else. */
function without(taken: readonly CoinOutpoint[]): (coin: CoreCoin) => boolean {
  const keys = new Set(taken.map(outpointKey));
  return (coin) => !keys.has(outpointKey(coin));
}

function unique(coins: readonly CoreRow[]): CoreRow[] {
  return [...new Map(coins.map((coin) => [outpointKey(coin), coin])).values()];
}

function largestFirst(a: CoreRow, b: CoreRow): number {
  return a.amountUnits > b.amountUnits ? -1 : a.amountUnits < b.amountUnits ? 1 : 0;
}
