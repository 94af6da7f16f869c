import {
  type Block,
  type BlockEffects,
  type ChainBooks,
  COINBASE_VOUT,
  coinbaseTransaction,
  fromHex,
  isBurnt,
  MAX_SUPPLY,
  type Transaction,
  type TransactionEffects,
  type TransactionOutput,
  type TransactionTemplate,
  transactionId,
  UtxoDigest,
} from '@app/chain';
import type { UtxoIndex } from '../services/utxo-index.js';
import { SupplyExhausted } from '../utxo.errors.js';
import type { BlockIntent, PlannedTransaction, SpendableCoins } from './block-intent.js';
import { IndexDraft } from './index-draft.js';
import { selectCoins, sum } from './select-coins.js';

const NOBODY: Uint8Array = new Uint8Array(0);

/**
 * Puts one block together: plans intents one after the other against the index, staging each result so that the next can
 * spend it, and keeps the books (effects, supply, digest) beside. The block below need not be sealed yet: what it leaves
 * behind is known before its hash is.
 */
export class BlockAssembly implements SpendableCoins {
  readonly draft: IndexDraft;
  private readonly templates: TransactionTemplate[] = [];
  private readonly effects: TransactionEffects[] = [];
  private readonly digest: UtxoDigest;
  private nextOutputKey: number;
  private unspentCount: number;
  supply: bigint;

  constructor(
    private readonly index: UtxoIndex,
    private readonly below: ChainBooks,
  ) {
    this.draft = new IndexDraft(index);
    this.digest = new UtxoDigest(below.utxoDigest);
    this.nextOutputKey = below.nextOutputKey;
    this.unspentCount = below.unspentCount;
    this.supply = below.supply;
  }

  get size(): number {
    return this.templates.length;
  }

  /** The transactions from the `start`-th on. */
  templatesFrom(start: number): TransactionTemplate[] {
    return this.templates.slice(start);
  }

  /** What the block leaves behind if it is cut now. */
  books(): ChainBooks {
    return {
      supply: this.supply,
      unspentCount: this.unspentCount,
      utxoDigest: this.digest.bytes(),
      nextTransactionKey: this.below.nextTransactionKey + this.templates.length,
      nextOutputKey: this.nextOutputKey,
    };
  }

  /** Adds the transaction that `intent` plans; throws its refusal and leaves the assembly as it was. */
  add(intent: BlockIntent): Transaction {
    const plan = intent.plan(this);
    const transaction = unsigned(plan);
    if (plan.coinbaseText !== undefined) {
      const minted = total(transaction);
      if (this.supply + minted > MAX_SUPPLY) throw new SupplyExhausted();
      this.supply += minted;
    }
    const spends = spentOutputs(plan);
    this.templates.push({
      transaction,
      spends,
      ...(plan.signer && { signer: plan.signer }),
    });
    this.draft.spend(plan.inputs);
    for (const [at, coin] of plan.inputs.entries()) this.digest.remove(coin, spends[at]!);
    const burntKeys = this.create(transaction);
    this.effects.push({
      record: plan.record,
      spentKeys: [...plan.inputs.map(({ key }) => key), ...burntKeys],
      payers: [...new Set(plan.owners)],
      companions: plan.companions ?? [],
    });
    this.unspentCount += transaction.outputs.length - burntKeys.length - plan.inputs.length;
    return transaction;
  }

  /** Adds the outputs of `transaction` to what can be spent. @returns the keys of those that are burnt, which are not */
  private create({ id: txid, outputs }: Transaction): number[] {
    const burntKeys: number[] = [];
    for (const [vout, output] of outputs.entries()) {
      const key = this.nextOutputKey++;
      if (isBurnt(output)) {
        this.supply -= output.value;
        burntKeys.push(key);
        continue;
      }
      this.draft.create({ txid, vout }, key, output);
      this.digest.add({ txid, vout }, output);
    }
    return burntKeys;
  }

  select(address: string, amount: bigint) {
    return selectCoins(this.index, address, amount);
  }

  balance(address: string): bigint {
    return this.index.available(address);
  }

  find(...args: Parameters<UtxoIndex['find']>) {
    return this.index.find(...args);
  }

  effectsOf(block: Block): BlockEffects {
    return { transactions: this.effects, tip: { header: block.header, hash: block.hash, ...this.books() } };
  }
}

/** The owners of one transaction's inputs are mostly one and the same. */
function spentOutputs({ inputs, owners }: PlannedTransaction): TransactionOutput[] {
  let pubKeyHash = NOBODY;
  return inputs.map(({ value }, at) => {
    if (at === 0 || owners[at] !== owners[at - 1]) pubKeyHash = fromHex(owners[at]!, 32)!;
    return { value, pubKeyHash };
  });
}

function unsigned(plan: PlannedTransaction): Transaction {
  if (plan.coinbaseText !== undefined) {
    const { value, pubKeyHash } = plan.outputs[0]!;
    return coinbaseTransaction(pubKeyHash, plan.coinbaseText, value);
  }
  const inputs = plan.inputs.map(({ txid, vout }, at) => ({
    txid,
    vout,
    signature: plan.witnesses?.[at]?.signature ?? null,
    publicKey: plan.witnesses?.[at]?.publicKey ?? new Uint8Array(0),
  }));
  if (inputs.some(({ vout }) => vout === COINBASE_VOUT) || sum(plan.inputs) !== total(plan)) {
    throw new Error('an intent planned a transaction whose inputs and outputs differ');
  }
  return { id: transactionId(inputs, plan.outputs), inputs, outputs: plan.outputs };
}

function total({ outputs }: Pick<Transaction, 'outputs'>): bigint {
  return outputs.reduce((paid, { value }) => paid + value, 0n);
}
