import { type InclusionProof, InvalidTransactionId, MAX_PARTS, toHex } from '@app/chain';
import { IsInteger, IsListOf, IsNested, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { InvalidTransaction } from '@app/utxo';
import { LONGEST_NOTE, RequestNotFound } from '@app/wallet';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsUnits } from '../presentation/fields.js';
import { invalidPayload } from '../presentation/invalid-request.js';
import { TransactionResponse } from '../presentation/transaction.dto.js';

@RefusedAs(invalidPayload)
export class TransferRequest {
  /**
   * Address that pays: 64 hex characters, or its checksummed spelling. May be left out where the session's own wallet pays.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsOptional()
  @IsAddress()
  from?: string;

  /**
   * Address that is paid.
   * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
   */
  @IsAddress()
  to = '';

  /**
   * Units: a positive integer literal; `1.0`, `1e2` and `"1"` are refused.
   * @example 100
   */
  @IsUnits()
  amount = 0n;

  /**
   * Private key of `from`, 64 hex characters. A caller who posts a key trusts this server and the connection; `prepare` and
   * `submit` do without. Left out, the key that is kept for the owner of the session signs.
   * @example "1c0ffee0000000000000000000000000000000000000000000000000000000a1"
   */
  @IsOptional()
  @IsText({ pattern: '^[0-9a-fA-F]{64}$' })
  privKey?: string;

  /**
   * One-time password made with the purpose `payment`, read as in `/auth/verify-otp`. Needed without `privKey` above
   * `STEP_UP_AMOUNT` units and beyond the limits of an hour and a day, and not looked at otherwise.
   * @example "048213"
   */
  @IsOptional()
  @IsText()
  otp?: string;

  /**
   * What the payer writes to the payee, in 1 to 140 characters (Unicode code points). It stands beside the chain, sealed, and only
   * the two are shown it.
   * @example "for the lunch"
   */
  @IsOptional()
  @IsText({ minLength: 1, maxLength: LONGEST_NOTE })
  note?: string;

  /**
   * ID of the payment request that this transfer pays for; it then has to pay the wallet of that request.
   * @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e"
   */
  @IsOptional()
  @IsRecordId(() => new RequestNotFound())
  request?: string;
}

export class TransferResponse {
  /** @example "transaction mined" */
  status!: string;
}

@RefusedAs(invalidPayload)
export class PrepareRequest {
  /**
   * Address that pays: 64 hex characters, or its checksummed spelling.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsAddress()
  from = '';

  /**
   * Address that is paid.
   * @example "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe"
   */
  @IsAddress()
  to = '';

  /**
   * Units: a positive integer literal.
   * @example 100
   */
  @IsUnits()
  amount = 0n;
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

/** An input of a transfer that its owner signed. */
export class SubmittedInput {
  /** Base64 ID of the transaction whose output is spent. */
  @IsText()
  Txid = '';

  /**
   * Index of that output.
   * @example 0
   */
  @IsInteger({ minimum: 0, maximum: 4_294_967_295 })
  Vout = -1n;

  /** Base64 ECDSA signature, 64 bytes r‖s with low S. Left out, the `signature` beside the transaction stands for it. */
  @IsOptional()
  @IsText({ nullable: true })
  Signature?: string;

  /** Base64 compressed public key, 33 bytes. Left out, the `public_key` beside the transaction stands for it. */
  @IsOptional()
  @IsText()
  PubKey?: string;
}

/** An output of a transfer that its owner signed. */
export class SubmittedOutput {
  /**
   * Units, more than 0.
   * @example 100
   */
  @IsUnits()
  Value = 0n;

  /** Base64 SHA-256 of the owner's public key, 32 bytes. */
  @IsText()
  PubKeyHash = '';
}

const LIST = { maxItems: MAX_PARTS, tooLong: () => new InvalidTransaction() };

/** A transfer that its owner signed. */
export class SubmittedTransaction {
  /** Base64 ID, 32 bytes, which is compared with the content. May be left out. */
  @IsOptional()
  @IsText()
  ID?: string;

  @IsListOf(() => SubmittedInput, LIST)
  Vin: SubmittedInput[] = [];

  @IsListOf(() => SubmittedOutput, LIST)
  Vout: SubmittedOutput[] = [];
}

@RefusedAs(invalidPayload)
export class SubmitRequest extends SubmittedTransaction {
  /** As `prepare` returned it, with or without `Signature` and `PubKey` filled in. Its members may also stand in its place. */
  @IsOptional()
  @IsNested(() => SubmittedTransaction)
  transaction?: SubmittedTransaction;

  /** Hex r‖s, 64 bytes with low S, for all inputs that have no `Signature` of their own. */
  @IsOptional()
  @IsText()
  signature?: string;

  /** Hex compressed public key, 33 bytes, for all inputs that have no `PubKey` of their own. */
  @IsOptional()
  @IsText()
  public_key?: string;

  /**
   * What the payer writes to the payee, in 1 to 140 characters (Unicode code points). It stands beside the chain, sealed, and only
   * the two are shown it.
   * @example "for the lunch"
   */
  @IsOptional()
  @IsText({ minLength: 1, maxLength: LONGEST_NOTE })
  note?: string;

  /**
   * ID of the payment request that this transfer pays for; it then has to pay the wallet of that request.
   * @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e"
   */
  @IsOptional()
  @IsRecordId(() => new RequestNotFound())
  request?: string;

  @IsListOf(() => SubmittedInput, LIST, { required: false })
  override Vin: SubmittedInput[] = [];

  @IsListOf(() => SubmittedOutput, LIST, { required: false })
  override Vout: SubmittedOutput[] = [];
}

export class TransactionPath {
  /** 64 hex characters, or the Base64 ID of a printed transaction (URL-safe or percent-encoded) */
  @IsText({}, () => new InvalidTransactionId())
  id!: string;
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

  /**
   * What the payer wrote, where there is something, and only for payer and payee.
   * @example "for the lunch"
   */
  note?: string;
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

export function proofJson({ txid, block, transactionCount, position, steps }: InclusionProof) {
  return {
    txid: toHex(txid),
    block_hash: toHex(block.hash),
    height: block.header.height,
    position,
    transaction_count: transactionCount,
    merkle_root: toHex(block.header.merkleRoot),
    steps: steps.map(({ side, hash }) => ({ side, hash: toHex(hash) })),
  };
}
