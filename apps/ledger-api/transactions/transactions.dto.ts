import { fromBase64, type Transaction, transactionId } from '@app/chain';
import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { InvalidRequest } from '../presentation/invalid-request.js';
import { TransactionResponse } from '../presentation/transaction.dto.js';
import { anyHex, hash, index, positive, readKey, readSignature, wrong } from './submitted-bytes.js';

export class TransferRequest {
  /**
   * Address that pays, 64 hex characters. May be left out where the session's own wallet pays.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  from?: string;

  /**
   * Address that is paid.
   * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
   */
  to!: string;

  /**
   * Units: a positive integer literal; `1.0`, `1e2` and `"1"` are refused.
   * @example 100
   */
  amount!: number;

  /**
   * Private key of `from`, 64 hex characters. Whoever posts a key trusts this server and the connection; `prepare` and
   * `submit` do without. Left out, the key that is kept for the owner of the session signs.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  privKey?: string;

  /**
   * One-time password made with the purpose `payment`, read as in `/auth/verify-otp`. Needed without `privKey` above
   * `STEP_UP_AMOUNT` units, and not looked at otherwise.
   * @example "048213"
   */
  otp?: string;

  static read(body: unknown) {
    const fields = new BodyFields(body);
    const { from, to, amount } = readPayment(fields);
    const request = {
      from,
      to,
      amount,
      privateKey: fields.string('privKey') ?? '',
      code: fields.string('otp') ?? '',
    };
    fields.orRefuse(() => new InvalidRequest('payload'));
    return request;
  }
}

export class TransferResponse {
  /** @example "transaction mined" */
  status!: string;
}

export class PrepareRequest {
  /**
   * Address that pays, 64 hex characters.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  from!: string;

  /**
   * Address that is paid.
   * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
   */
  to!: string;

  /**
   * Units: a positive integer literal.
   * @example 100
   */
  amount!: number;

  static read(body: unknown) {
    const fields = new BodyFields(body);
    const request = readPayment(fields);
    fields.orRefuse(() => new InvalidRequest('payload'));
    return request;
  }
}

export class PrepareResponse {
  /** Unsigned: `Signature` is null and `PubKey` empty in every input. */
  transaction!: TransactionResponse;

  /**
   * Hex, 32 bytes: sign this with ECDSA over secp256k1 (RFC 6979, low S) without hashing it again.
   * @example "0f4c8b6d2a1e3c5f7a9b8d6e4f2c1a3b5d7f9e8c6b4a2d1f3e5c7b9a8d6f4e2c"
   */
  digest!: string;
}

export class SubmitRequest {
  /** As `prepare` returned it, with or without `Signature` and `PubKey` filled in. `ID` may be left out. */
  transaction!: TransactionResponse;

  /** Hex r‖s, 64 bytes with low S, for all inputs that have no `Signature` of their own. */
  signature?: string;

  /** Hex compressed public key, 33 bytes, for all inputs that have no `PubKey` of their own. */
  public_key?: string;

  /** @throws InvalidRequest when the shape is wrong, InvalidTransaction when a byte string or the ID is */
  static read(body: unknown): Transaction {
    const fields = new BodyFields(body);
    const signature = fields.string('signature');
    const publicKey = fields.string('public_key');
    const nested = fields.object('transaction');
    const transaction = nested ?? fields;
    const root = nested ? 'transaction.' : '';
    const given = transaction.string('ID');
    const inputs = (transaction.objects('Vin') ?? []).map((input) => ({
      txid: input.string('Txid') ?? '',
      vout: input.integer('Vout') ?? -1n,
      signature: input.string('Signature') || undefined,
      publicKey: input.string('PubKey') || undefined,
    }));
    const outputs = (transaction.objects('Vout') ?? []).map((output) => ({
      value: output.integer('Value') ?? 0n,
      pubKeyHash: output.string('PubKeyHash') ?? '',
    }));
    fields.orRefuse(() => new InvalidRequest('payload'));
    const read = {
      inputs: inputs.map((input, at) => {
        const place = `${root}Vin.${at}`;
        return {
          txid: hash(input.txid, `${place}.Txid`),
          vout: index(input.vout, `${place}.Vout`),
          signature: input.signature
            ? readSignature(fromBase64(input.signature), `${place}.Signature`)
            : readSignature(anyHex(signature), 'signature'),
          publicKey: input.publicKey
            ? readKey(fromBase64(input.publicKey), `${place}.PubKey`)
            : readKey(anyHex(publicKey), 'public_key'),
        };
      }),
      outputs: outputs.map(({ value, pubKeyHash }, at) => ({
        value: positive(value, `${root}Vout.${at}.Value`),
        pubKeyHash: hash(pubKeyHash, `${root}Vout.${at}.PubKeyHash`),
      })),
    };
    const id = transactionId(read.inputs, read.outputs);
    if (given !== undefined && given !== id.toString('base64'))
      throw wrong(`${root}ID`, 'ID does not match the content');
    return { id, ...read };
  }
}

function readPayment(fields: BodyFields): { from: string; to: string; amount: bigint } {
  return {
    from: fields.string('from') ?? '',
    to: fields.string('to') ?? '',
    amount: fields.integer('amount') ?? 0n,
  };
}

export class TransactionDetailResponse {
  transaction!: TransactionResponse;

  /**
   * Hex ID.
   * @example "a795e4d725d6d66de1555bd09fc9b7545b04d26eb79b2d5f0392e9f63c9bb669"
   */
  txid!: string;

  /** Hex hash of its block. */
  block_hash!: string;

  /** @example 2 */
  height!: number;

  /**
   * Index within the block.
   * @example 0
   */
  position!: number;

  /**
   * Blocks that stand on it, its own included.
   * @example 1
   */
  confirmations!: number;
}

export class ProofStepResponse {
  /** Side of the sibling: `left` means hash(sibling, mine), `right` means hash(mine, sibling). */
  side!: 'left' | 'right';

  /** Hex hash of the sibling. */
  hash!: string;
}

export class ProofResponse {
  /** Hex ID. */
  txid!: string;

  /** Hex hash of the block. */
  block_hash!: string;

  /** @example 2 */
  height!: number;

  /** @example 0 */
  position!: number;

  /** @example 1 */
  transaction_count!: number;

  /** Hex; stands in the block's header. */
  merkle_root!: string;

  /**
   * From the leaf up. Leaf = SHA-256(tag `mizan/leaf/1` ‖ txid), node = SHA-256(tag `mizan/node/1` ‖ left ‖ right), each tag
   * zero-padded to 16 bytes; an odd node moves up alone.
   */
  steps!: ProofStepResponse[];
}
