import { hashTag, taggedHash } from './bytes.js';
import { COINBASE_VOUT, type TransactionInput, type TransactionOutput } from './transaction.js';
import { MalformedTransaction } from './transaction-codec.js';

const ID_TAG = hashTag('mizan/txid/1');
const HEAD_BYTES = 4;
const OUTPOINT_BYTES = 36;
const OUTPUT_BYTES = 40;
const PUBLIC_KEY_BYTES = 33;
const WITNESS_BYTES = PUBLIC_KEY_BYTES + 64;

/**
 * A stored transaction (see encodeTransaction) of which single inputs and outputs are decoded when they are asked for: one of
 * thousands is printed part by part.
 */
export class EncodedTransaction {
  readonly inputCount: number;
  readonly outputCount: number;
  private readonly isCoinbase: boolean;
  private readonly outputsAt: number;
  private readonly witnessesAt: number;

  /** @throws MalformedTransaction when the bytes do not have the length that they announce */
  constructor(private readonly bytes: Buffer) {
    if (bytes.length < HEAD_BYTES + 2) throw new MalformedTransaction('bytes are missing');
    if (bytes[0] !== 1) throw new MalformedTransaction('unknown version');
    if (bytes[1]! > 1) throw new MalformedTransaction('unknown kind');
    this.isCoinbase = bytes[1] === 0;
    const count = bytes.readUInt16BE(2);
    this.inputCount = this.isCoinbase ? 1 : count;
    this.outputsAt = HEAD_BYTES + (this.isCoinbase ? count : count * OUTPOINT_BYTES) + 2;
    if (bytes.length < this.outputsAt) throw new MalformedTransaction('bytes are missing');
    this.outputCount = bytes.readUInt16BE(this.outputsAt - 2);
    this.witnessesAt = this.outputsAt + this.outputCount * OUTPUT_BYTES;
    const witnesses = this.isCoinbase ? 0 : this.inputCount * WITNESS_BYTES;
    if (bytes.length !== this.witnessesAt + witnesses) throw new MalformedTransaction('the length is wrong');
  }

  /** Computed, never read. */
  get id(): Buffer {
    return taggedHash(ID_TAG, this.bytes.subarray(0, this.witnessesAt));
  }

  *inputs(): Generator<TransactionInput> {
    const { bytes } = this;
    if (this.isCoinbase) {
      const publicKey = bytes.subarray(HEAD_BYTES, this.outputsAt - 2);
      yield { txid: new Uint8Array(0), vout: COINBASE_VOUT, publicKey, signature: null };
      return;
    }
    for (let at = 0; at < this.inputCount; at++) {
      const outpoint = HEAD_BYTES + at * OUTPOINT_BYTES;
      const witness = this.witnessesAt + at * WITNESS_BYTES;
      yield {
        txid: bytes.subarray(outpoint, outpoint + 32),
        vout: bytes.readUInt32BE(outpoint + 32),
        publicKey: bytes.subarray(witness, witness + PUBLIC_KEY_BYTES),
        signature: bytes.subarray(witness + PUBLIC_KEY_BYTES, witness + WITNESS_BYTES),
      };
    }
  }

  *outputs(): Generator<TransactionOutput> {
    for (let at = this.outputsAt; at < this.witnessesAt; at += OUTPUT_BYTES) {
      const { bytes } = this;
      yield { value: bytes.readBigUInt64BE(at), pubKeyHash: bytes.subarray(at + 8, at + OUTPUT_BYTES) };
    }
  }
}
