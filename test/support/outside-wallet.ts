import { randomBytes } from 'node:crypto';
import { CoinKey } from '@app/infrastructure/flopcoin/coin-key.js';
import {
  type CoinTransaction,
  parseTransaction,
  serializeTransaction,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { outputScript } from '@app/infrastructure/flopcoin/output-script.js';
import { parseFlopAddress } from '@app/node-wallet';
import type { CoreDaemon } from './core-daemon.js';

interface Coin {
  txid: string;
  vout: number;
  amountUnits: bigint;
}

/** Signals that a spend with a higher fee may take its place (BIP 125). */
const REPLACEABLE = 1;
const FEE_UNITS = 400_000n;

/** Somebody else's money on a daemon's chain: a key of the test itself, fed by mining, that pays and double-spends. */
export class OutsideWallet {
  readonly key = new CoinKey(new Uint8Array(randomBytes(32)));
  private readonly coins: Coin[] = [];

  private constructor(private readonly daemon: CoreDaemon) {}

  /** Mines until the outside wallet holds a few coins that can be spent. */
  static async funded(daemon: CoreDaemon, coins = 5): Promise<OutsideWallet> {
    const wallet = new OutsideWallet(daemon);
    const hashes = await daemon.mine(coins + daemon.flavour.coinbaseMaturity, wallet.key.address);
    for (const hash of hashes.slice(0, coins)) {
      const raw = parseTransaction(await wallet.coinbaseHex(hash));
      wallet.coins.push({ txid: transactionId(raw), vout: 0, amountUnits: raw.outputs[0]!.amountUnits });
    }
    return wallet;
  }

  /** An address that will never be spent from. Blocks mined to it are new ones even at the height of an invalidated one. */
  static freshAddress(): string {
    return new CoinKey(new Uint8Array(randomBytes(32))).address;
  }

  get address(): string {
    return this.key.address;
  }

  /** A signed transaction that pays `address` from a coin not used before, unsent. */
  prepare(address: string, amountUnits: bigint): CoinTransaction {
    return this.prepareScript(outputScript(parseFlopAddress(address)!), amountUnits);
  }

  /** The same for any script. */
  prepareScript(script: Uint8Array, amountUnits: bigint): CoinTransaction {
    const coin = this.coins.shift();
    if (!coin) throw new Error('the outside wallet is out of coins');
    return this.sign(coin, [
      { amountUnits, script },
      { amountUnits: coin.amountUnits - amountUnits - FEE_UNITS, script: this.key.script },
    ]);
  }

  /** Pays `count` times the same amount in one transaction. */
  payMany(address: string, amountUnits: bigint, count: number): Promise<string> {
    const coin = this.coins.shift();
    if (!coin) throw new Error('the outside wallet is out of coins');
    const script = outputScript(parseFlopAddress(address)!);
    const outputs = Array.from({ length: count }, () => ({ amountUnits, script }));
    const restUnits = coin.amountUnits - BigInt(count) * (amountUnits + 34_000n) - FEE_UNITS;
    return this.send(this.sign(coin, [...outputs, { amountUnits: restUnits, script: this.key.script }]));
  }

  async pay(address: string, amountUnits: bigint): Promise<{ txid: string; transaction: CoinTransaction }> {
    const transaction = this.prepare(address, amountUnits);
    return { txid: await this.send(transaction), transaction };
  }

  /** Spends the coin of `transaction` a second time, to itself, unsent. */
  conflicting(transaction: CoinTransaction): CoinTransaction {
    const spent = transaction.outputs.reduce((sum, output) => sum + output.amountUnits, 0n) + FEE_UNITS;
    const [input] = transaction.inputs;
    return this.sign({ txid: input!.txid, vout: input!.vout, amountUnits: spent }, [
      { amountUnits: spent - 2n * FEE_UNITS, script: this.key.script },
    ]);
  }

  send(transaction: CoinTransaction): Promise<string> {
    return this.daemon.rpc('sendrawtransaction', [serializeTransaction(transaction).toString('hex')]);
  }

  private sign({ txid, vout }: Coin, outputs: CoinTransaction['outputs']): CoinTransaction {
    const unsigned: CoinTransaction = {
      version: 1,
      inputs: [{ txid, vout, scriptSig: new Uint8Array(), sequence: REPLACEABLE }],
      outputs,
      lockTime: 0,
    };
    return { ...unsigned, inputs: [{ ...unsigned.inputs[0]!, scriptSig: this.key.unlock(unsigned, 0) }] };
  }

  private async coinbaseHex(blockHash: string): Promise<string> {
    const block: string = await this.daemon.rpc('getblock', [blockHash, false]);
    return firstTransactionHex(block);
  }
}

/** A raw block is its 80-byte header, the number of its transactions, and the transactions; a lone coinbase is all the rest. */
function firstTransactionHex(block: string): string {
  return block.slice(2 * 81);
}
