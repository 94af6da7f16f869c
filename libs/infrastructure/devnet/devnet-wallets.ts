import { CoinKey } from '@app/infrastructure/flopcoin/coin-key.js';
import { type CoinTransaction, isCoinbase, outpointKey } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { bareKeys, keyScript } from '@app/infrastructure/flopcoin/output-script.js';
import type { DevnetLedger } from './devnet-ledger.js';
import { COINBASE_MATURITY } from './devnet-parameters.js';
import type { DevnetKeyRow, DevnetOwner, DevnetRecords } from './devnet-store.js';

export interface OwnedKey extends DevnetKeyRow {
  key: CoinKey;
}

/** An output that a key of ours opens, spent or not. */
export interface OwnedCoin {
  txid: string;
  vout: number;
  amountUnits: bigint;
  owner: OwnedKey;
  coinbase: boolean;
  /** Whether this wallet knows how to spend it; it counts a bare key or multisig of its own, and leaves it where it is. */
  spendable: boolean;
}

/** How much of a coin's promise has come true: `gone` when spent, double-spent or orphaned. */
export type CoinState = 'trusted' | 'unconfirmed' | 'immature' | 'gone';

/** The keys of the two wallets, the registry's and the outside one, and every coin that was ever paid to them. Applied after the ledger. */
export class DevnetWallets {
  /** As after Core's `walletlock`: the registry's wallet signs nothing. Not stored, as Core does not store it. */
  isLocked = false;
  private readonly keysByScript = new Map<string, OwnedKey>();
  private readonly coinsByKey = new Map<string, OwnedCoin>();
  /** Transactions that pay or spend a registry key, in the order of arrival. */
  private readonly registryTxids = new Set<string>();
  /** Who has ever spent a coin; two of them are in conflict. */
  private readonly spenders = new Map<string, string[]>();

  constructor(private readonly ledger: DevnetLedger) {}

  apply(records: Pick<DevnetRecords, 'keys' | 'transactions'>): void {
    for (const row of records.keys) {
      const owned = { ...row, key: new CoinKey(new Uint8Array(Buffer.from(row.privateKeyHex, 'hex'))) };
      if (owned.key.address !== row.address) throw new Error('devnet key does not belong to its address');
      this.keysByScript.set(scriptKey(owned.key.script), owned);
    }
    for (const { txid } of records.transactions) this.addTransaction(txid, this.ledger.transaction(txid)!);
  }

  /** The key that each wallet was begun with. */
  firstKeyOf(owner: DevnetOwner): OwnedKey {
    for (const key of this.keysByScript.values()) if (key.owner === owner) return key;
    throw new Error('the devnet has not begun');
  }

  /** Whose the output is: it pays a key, or bare keys every one of which belongs to one wallet, as in Core's IsMine. */
  ownerOf(script: Uint8Array): OwnedKey | null {
    const paid = this.keysByScript.get(scriptKey(script));
    if (paid) return paid;
    const owners = bareKeys(script).map((key) => this.keysByScript.get(scriptKey(keyScript(key))));
    const [first] = owners;
    return first && owners.every((owner) => owner?.owner === first.owner) ? first : null;
  }

  coin(outpoint: { txid: string; vout: number }): OwnedCoin | null {
    return this.coinsByKey.get(outpointKey(outpoint)) ?? null;
  }

  coins(owner: DevnetOwner): OwnedCoin[] {
    return [...this.coinsByKey.values()].filter((coin) => coin.owner.owner === owner);
  }

  isRegistryTransaction(txid: string): boolean {
    return this.registryTxids.has(txid);
  }

  get registryTransactions(): string[] {
    return [...this.registryTxids];
  }

  /** Registry transactions other than `txid` that spend one of its coins. */
  conflicts(txid: string): string[] {
    const { inputs } = this.ledger.transaction(txid)!;
    const spenders = new Set(inputs.flatMap((input) => this.spenders.get(outpointKey(input)) ?? []));
    return [...spenders].filter((other) => other !== txid && this.registryTxids.has(other));
  }

  /** As Core's wallet counts: a foreign payment is trusted from its first confirmation, our own change at once. */
  state(coin: OwnedCoin): CoinState {
    if (this.ledger.spenderOf(coin) !== null || this.isSpentInWallet(coin)) return 'gone';
    const confirmations = this.ledger.confirmations(coin.txid);
    if (confirmations > 0) return coin.coinbase && confirmations <= COINBASE_MATURITY ? 'immature' : 'trusted';
    if (!this.ledger.isInMempool(coin.txid)) return 'gone';
    const { inputs } = this.ledger.transaction(coin.txid)!;
    return inputs.every((input) => this.coin(input)?.owner.owner === coin.owner.owner) ? 'trusted' : 'unconfirmed';
  }

  /** Core's wallet lets go of a coin that it has spent only when that spend is in conflict with a block, or abandoned. */
  private isSpentInWallet(coin: OwnedCoin): boolean {
    return (this.spenders.get(outpointKey(coin)) ?? []).some(
      (txid) => this.ledger.confirmations(txid) === 0 && this.ledger.standing(txid) !== 'abandoned',
    );
  }

  private addTransaction(txid: string, transaction: CoinTransaction): void {
    const coinbase = isCoinbase(transaction);
    for (const [vout, { amountUnits, script }] of transaction.outputs.entries()) {
      const owner = this.ownerOf(script);
      if (!owner) continue;
      this.coinsByKey.set(outpointKey({ txid, vout }), {
        ...{ txid, vout, amountUnits, owner, coinbase },
        spendable: this.keysByScript.has(scriptKey(script)),
      });
      if (owner.owner === 'registry') this.registryTxids.add(txid);
    }
    if (coinbase) return;
    for (const input of transaction.inputs) {
      const key = outpointKey(input);
      const spenders = this.spenders.get(key) ?? [];
      if (!spenders.includes(txid)) this.spenders.set(key, [...spenders, txid]);
    }
    if (transaction.inputs.some((input) => this.coin(input)?.owner.owner === 'registry')) this.registryTxids.add(txid);
  }
}

function scriptKey(script: Uint8Array): string {
  return Buffer.from(script).toString('hex');
}
