import { type ChainTip, type ChainVerification, type SupplyParts, toHex } from '@app/chain';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';

/** What the supply is made of. */
export class SupplyPartsResponse {
  /**
   * What block 0 minted, in units.
   * @example 15000
   */
  @ApiProperty(UNITS)
  genesis!: number;

  /**
   * What the faucet has minted. Its books record what it was asked for.
   * @example 15000
   */
  @ApiProperty(UNITS)
  faucet!: number;

  /**
   * What was issued by order of the administrators.
   * @example 250000
   */
  @ApiProperty(UNITS)
  issued!: number;

  /**
   * What was taken out of circulation by order of the administrators.
   * @example 1000
   */
  @ApiProperty(UNITS)
  redeemed!: number;
}

export class ChainResponse extends SupplyPartsResponse {
  /**
   * Height of the highest block.
   * @example 2
   */
  height!: number;

  /** Hex hash of the highest block. */
  tip!: string;

  /**
   * Units in circulation: `genesis` + `faucet` + `issued` - `redeemed`. The unspent outputs add up to exactly this.
   * @example 279000
   */
  @ApiProperty(UNITS)
  supply!: number;

  /** @example 3 */
  unspent_count!: number;

  /**
   * Leading zero bits of the highest block.
   * @example 12
   */
  bits!: number;

  /**
   * Transactions on the chain.
   * @example 3
   */
  transaction_count!: number;

  /** Hex digest of the set of unspent outputs: equal on two stores that hold the same ones. */
  utxo_digest!: string;
}

export class ChainFaultResponse {
  /** Block at which the replay stopped. */
  height!: number;

  /**
   * Stable name of the broken rule.
   * @example "merkle-root"
   */
  rule!: string;

  /** @example "the Merkle root does not match" */
  message!: string;
}

export class ChainVerificationResponse extends SupplyPartsResponse {
  /** Whether the whole chain keeps every rule and the stored unspent outputs are what it leads to. */
  ok!: boolean;

  /** @example 2 */
  height!: number;

  /** @example 3 */
  blocks!: number;

  /** @example 3 */
  transactions!: number;

  /**
   * `genesis` + `faucet` + `issued` - `redeemed`, as the blocks say.
   * @example 279000
   */
  @ApiProperty(UNITS)
  supply!: number;

  /** @example 3 */
  unspent_count!: number;

  /** Hex. */
  utxo_digest!: string;

  /** What is wrong; absent when all is well. */
  fault?: ChainFaultResponse;
}

export function chainJson(
  { header, hash, supply, unspentCount, nextTransactionKey, utxoDigest }: ChainTip,
  parts: SupplyParts,
) {
  return {
    height: header.height,
    tip: toHex(hash),
    supply,
    unspent_count: unspentCount,
    bits: header.bits,
    transaction_count: nextTransactionKey,
    utxo_digest: toHex(utxoDigest),
    ...partsJson(parts),
  };
}

export function verificationJson({ utxoDigest, unspentCount, ...verification }: ChainVerification) {
  const { ok, height, blocks, transactions, supply, fault } = verification;
  return {
    ok,
    height,
    blocks,
    transactions,
    supply,
    unspent_count: unspentCount,
    utxo_digest: toHex(utxoDigest),
    ...partsJson(verification),
    fault,
  };
}

function partsJson({ genesis, faucet, issued, redeemed }: SupplyParts) {
  return { genesis, faucet, issued, redeemed };
}
