import { CoinKey } from '@app/infrastructure/flopcoin/coin-key.js';
import {
  type CoinTransaction,
  outpointKey,
  parseTransaction,
  serializeTransaction,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { outputScript } from '@app/infrastructure/flopcoin/output-script.js';
import type { Clock } from '@app/kernel';
import {
  AmountBelowDust,
  type CoinOutpoint,
  chooseCrumbs,
  DUST_UNITS,
  FeeAboveCap,
  InsufficientCoreFunds,
  InvalidRecipient,
  parseFlopAddress,
  WalletLocked,
} from '@app/node-wallet';
import { makeBlock } from './devnet-block.js';
import type { DevnetLedger } from './devnet-ledger.js';
import { MAX_FEE_UNITS, NETWORK, WALLET_FEE_RATE_UNITS } from './devnet-parameters.js';
import {
  type DevnetBlockRow,
  type DevnetKeyRow,
  type DevnetOwner,
  type DevnetRecords,
  type DevnetTransactionRow,
  NO_RECORDS,
} from './devnet-store.js';
import type { DevnetWallets, OwnedCoin } from './devnet-wallets.js';
import { makeSpend, type Spend, signedSpend, signedTransaction, spendFee } from './make-spend.js';

export interface PlannedPayment {
  address: string;
  amountUnits: bigint;
  /** Coins that must not be chosen. */
  taken: readonly CoinOutpoint[];
  /** Any fee that the network takes, when left out. */
  maxFeeUnits?: bigint;
  /** Every address of the wallet, when left out. */
  payerAddresses?: readonly string[] | undefined;
}

export interface Consolidation {
  taken: readonly CoinOutpoint[];
  maxFeeUnits: bigint;
}

export interface Reorganisation {
  /** How many blocks at the end of the best chain are left behind; one more is mined instead. */
  depth: number;
  /** Transactions of those blocks (or of the mempool) whose coins are spent otherwise on the new branch. */
  doubleSpend?: readonly string[];
}

/** Works out what an act would add to the records. Changes nothing: the act is done when the records are stored. */
export class DevnetPlanner {
  constructor(
    private readonly ledger: DevnetLedger,
    private readonly wallets: DevnetWallets,
    private readonly clock: Clock,
    private readonly randomBytes: (length: number) => Uint8Array,
  ) {}

  key(owner: DevnetOwner, purpose: DevnetKeyRow['purpose'], label: string): DevnetKeyRow {
    const key = new CoinKey(this.randomBytes(32));
    return { address: key.address, privateKeyHex: Buffer.from(key.privateKey).toString('hex'), owner, purpose, label };
  }

  /** @throws AmountBelowDust, InvalidRecipient, WalletLocked, InsufficientCoreFunds, FeeAboveCap, in this order */
  payment(owner: DevnetOwner, payment: PlannedPayment): { spend: Spend; change: DevnetKeyRow } {
    const { address, amountUnits, maxFeeUnits = MAX_FEE_UNITS } = payment;
    if (amountUnits < DUST_UNITS) throw new AmountBelowDust();
    const recipient = parseFlopAddress(address);
    if (recipient?.network !== NETWORK) throw new InvalidRecipient();
    this.requireUnlocked(owner);
    const change = this.key(owner, 'change', '');
    const spend = makeSpend({
      pool: this.pool(owner, payment),
      amountUnits,
      maxFeeUnits,
      script: outputScript(recipient),
      changeScript: outputScript(parseFlopAddress(change.address)!),
    });
    if (!('refused' in spend)) return { spend, change };
    if (spend.refused === 'fee_above_cap') throw new FeeAboveCap(spend.feeUnits);
    throw new InsufficientCoreFunds();
  }

  /** Many crumbs of the registry's wallet as one coin, `undefined` when they are too few or it costs too much. @throws WalletLocked */
  consolidation({ taken, maxFeeUnits }: Consolidation): { spend: Spend; change: DevnetKeyRow } | undefined {
    this.requireUnlocked('registry');
    const confirmed = this.pool('registry', { taken }).filter(({ isConfirmed }) => isConfirmed);
    const choice = chooseCrumbs(confirmed, { rateUnits: WALLET_FEE_RATE_UNITS, maxFeeUnits });
    if (!choice) return undefined;
    const change = this.key('registry', 'change', '');
    return { spend: signedSpend(choice, [], outputScript(parseFlopAddress(change.address)!)), change };
  }

  private requireUnlocked(owner: DevnetOwner): void {
    if (owner === 'registry' && this.wallets.isLocked) throw new WalletLocked();
  }

  private pool(owner: DevnetOwner, { taken, payerAddresses }: Pick<PlannedPayment, 'taken' | 'payerAddresses'>) {
    const excluded = new Set(taken.map(outpointKey));
    const payers = payerAddresses && new Set(payerAddresses);
    return this.wallets
      .coins(owner)
      .filter((coin) => !excluded.has(outpointKey(coin)) && this.wallets.state(coin) === 'trusted' && coin.spendable)
      .map((coin) => ({
        ...coin,
        isConfirmed: this.ledger.heightOf(coin.txid) !== null,
        isPayers: payers?.has(coin.owner.address) ?? true,
      }));
  }

  /** So many blocks on the tip, at least one, the first with the whole mempool in it. */
  nextBlocks(count: number, rewardScript?: Uint8Array): DevnetRecords {
    const { mempool, tip } = this.ledger;
    const feeUnits = mempool.reduce((sum, txid) => sum + this.feeOf(txid), 0n);
    const made = [this.blockOn(tip, mempool, feeUnits, rewardScript)];
    while (made.length < count) made.push(this.blockOn(made.at(-1)!.block, [], 0n, rewardScript));
    return {
      ...NO_RECORDS,
      transactions: made.map(({ coinbase }) => coinbase),
      blocks: made.map(({ block }) => block),
      tipHash: made.at(-1)!.block.hash,
    };
  }

  /**
   * One block with these transactions alone, whatever the mempool says of them: a miner is free to choose, but not to leave
   * out what they are built on. What waits for the same coins is forgotten, also when the block is left again.
   * @throws RangeError for a coin that the chain does not have
   */
  blockOf(hexes: readonly string[]): DevnetRecords {
    const parsed = hexes.map(parseTransaction);
    const transactions = parsed.map(transactionRow);
    const txids = transactions.map(({ txid }) => txid);
    const parents = parsed.flatMap(({ inputs }) => inputs.map(({ txid }) => txid));
    if (parents.some((txid) => this.ledger.heightOf(txid) === null && !txids.includes(txid)))
      throw new RangeError('a coin is in no block');
    const feeUnits = parsed.reduce((sum, transaction) => sum + this.feeIn(transaction), 0n);
    const { block, coinbase } = this.blockOn(this.ledger.tip, txids, feeUnits);
    return {
      ...NO_RECORDS,
      transactions: [...transactions, coinbase],
      standings: this.rivalsOf(parsed, txids).map((txid) => ({ txid, standing: 'dropped' })),
      blocks: [block],
      tipHash: block.hash,
    };
  }

  /** What waits for coins of these transactions, with all that is built on it. */
  private rivalsOf(transactions: readonly CoinTransaction[], txids: readonly string[]): string[] {
    const spenders = transactions.flatMap(({ inputs }) => inputs.map((input) => this.ledger.spenderOf(input)));
    const rivals = spenders.filter((txid) => txid !== null && !txids.includes(txid)) as string[];
    const all = new Set(rivals.flatMap((txid) => this.ledger.withDescendants(txid)));
    return [...all].filter((txid) => this.ledger.isInMempool(txid));
  }

  /** Spends coins of one wallet to any outputs, as a raw transaction does; what is left over is the fee. @throws RangeError, WalletLocked */
  raw(inputs: readonly CoinOutpoint[], outputs: CoinTransaction['outputs']): DevnetTransactionRow {
    const coins = inputs.map((input) => this.wallets.coin(input));
    if (!coins.every((coin) => coin?.spendable))
      throw new RangeError('not a coin that a wallet of the devnet can spend');
    if (outputs.some(({ amountUnits }) => amountUnits < 0n)) throw new RangeError('an output of less than nothing');
    for (const coin of coins) this.requireUnlocked(coin!.owner.owner);
    return transactionRow(signedTransaction(coins as OwnedCoin[], outputs));
  }

  /** @throws RangeError when there are not so many blocks, or a coin of `doubleSpend` is not ours or younger than the fork */
  branch({ depth, doubleSpend = [] }: Reorganisation): DevnetRecords {
    const base = this.ledger.blockAt(this.ledger.tip.height - depth);
    if (!base || depth < 1) throw new RangeError('a reorganisation replaces at least one block and not block 0');
    const replacements = doubleSpend.map((txid) => this.replacement(txid, base.height));
    const transactions = replacements.map(({ row }) => row);
    const feeUnits = replacements.reduce((sum, replacement) => sum + replacement.feeUnits, 0n);
    const first = this.blockOn(
      base,
      transactions.map(({ txid }) => txid),
      feeUnits,
    );
    const made = [first];
    while (made.length <= depth) made.push(this.blockOn(made.at(-1)!.block, [], 0n));
    return {
      ...NO_RECORDS,
      transactions: [...transactions, ...made.map(({ coinbase }) => coinbase)],
      blocks: made.map(({ block }) => block),
      tipHash: made.at(-1)!.block.hash,
    };
  }

  private blockOn(
    previous: DevnetBlockRow,
    transactionIds: readonly string[],
    feeUnits: bigint,
    rewardScript?: Uint8Array,
  ) {
    return makeBlock({
      height: previous.height + 1,
      previousHash: previous.hash,
      timeSeconds: Math.max(Math.floor(this.clock.nowMs() / 1000), previous.timeSeconds),
      extraNonce: this.randomBytes(8),
      rewardScript: rewardScript ?? this.wallets.firstKeyOf('outside').key.script,
      feeUnits,
      transactionIds,
    });
  }

  /** Another spend of the same coins, back to the one who owns them. */
  private replacement(txid: string, baseHeight: number): { row: DevnetTransactionRow; feeUnits: bigint } {
    const inputs = this.ledger.transaction(txid)?.inputs ?? [];
    const coins = inputs
      .map((input) => this.wallets.coin(input))
      .filter((coin): coin is OwnedCoin => {
        const height = coin && this.ledger.heightOf(coin.txid);
        return height !== null && height <= baseHeight;
      });
    if (coins.length === 0 || coins.length !== inputs.length)
      throw new RangeError('its coins are not ours, or younger than the fork');
    const feeUnits = 2n * spendFee(coins.length, 1);
    const amountUnits = coins.reduce((sum, coin) => sum + coin.amountUnits, 0n) - feeUnits;
    const { script } = this.wallets.firstKeyOf(coins[0]!.owner.owner).key;
    return { row: transactionRow(signedTransaction(coins, [{ amountUnits, script }])), feeUnits };
  }

  private feeOf(txid: string): bigint {
    return this.feeIn(this.ledger.transaction(txid)!);
  }

  private feeIn({ inputs, outputs }: CoinTransaction): bigint {
    const missing = inputs.some((input) => !this.ledger.transaction(input.txid) || this.ledger.isSpentInChain(input));
    if (missing) throw new RangeError('a coin is missing');
    const spent = inputs.reduce((sum, input) => sum + this.ledger.output(input).amountUnits, 0n);
    return spent - outputs.reduce((sum, output) => sum + output.amountUnits, 0n);
  }
}

export function transactionRow(transaction: Spend['transaction']): DevnetTransactionRow {
  return { txid: transactionId(transaction), hex: serializeTransaction(transaction).toString('hex') };
}
