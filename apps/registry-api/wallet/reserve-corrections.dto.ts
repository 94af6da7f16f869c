import { IN_UNITS } from '@app/infrastructure/http/openapi/money.js';
import type { Adoption, DriftFinding } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsMatching } from '../nodes/node-fields.js';
import { IsReason } from './wallet-fields.js';

const FINDING = /^(?:[0-9a-f]{16}|[0-9a-f]{64})$/;
const UNITS = { description: 'Units of 10⁻⁸ FLOP', example: '-226000', ...IN_UNITS };

export class FoundTransactionResponse {
  txid!: string;

  @ApiProperty({ type: 'integer' })
  confirmations!: number;

  /** What Core's totals have gained by it; negative when they have lost. */
  @ApiProperty(UNITS)
  core_units!: string;

  /** What the books say of it. */
  @ApiProperty(UNITS)
  booked_units!: string;
}

export class ReservesExplanationResponse {
  /** Names the finding, to adopt it; null when the books and Core agree. */
  @ApiProperty({ type: String, nullable: true, example: '0f3a5c7e9b1d2468' })
  finding!: string | null;

  /** Core's total less the books. */
  @ApiProperty(UNITS)
  drift_units!: string;

  /** Transactions of Core's wallet that the books have no account of, at most 500. */
  transactions!: FoundTransactionResponse[];

  /** What none of these explains. */
  @ApiProperty(UNITS)
  rest_units!: string;
}

export class AdoptReservesRequest {
  /** As the explanation names it: all of it, or the txid of one of its transactions for that one alone. */
  @IsMatching(FINDING, 'Finding is 16 hexadecimal digits, or the txid of a transaction that it lists', {
    example: '0f3a5c7e9b1d2468',
  })
  finding!: string;

  /** Why, for the audit trail. */
  @IsReason({ example: 'coins moved by hand before the upgrade' })
  reason!: string;
}

export class ReservesAdoptedResponse {
  success!: boolean;

  finding!: string;

  /** What the house got; negative when it paid. */
  @ApiProperty(UNITS)
  drift_units!: string;

  transactions!: string[];

  reason!: string;

  /** @example "administrator:amina" */
  adopted_by!: string;

  @ApiProperty({ format: 'date-time' })
  adopted_at!: string;
}

export function explanationJson(finding: DriftFinding | undefined) {
  return {
    finding: finding?.id ?? null,
    drift_units: String(finding?.driftUnits ?? 0n),
    transactions: (finding?.transactions ?? []).map(({ txid, confirmations, coreUnits, bookedUnits }) => ({
      txid,
      confirmations,
      core_units: String(coreUnits),
      booked_units: String(bookedUnits),
    })),
    rest_units: String(finding?.restUnits ?? 0n),
  };
}

export function adoptedJson({ finding, driftUnits, txids, reason, actor, atMs }: Adoption) {
  return {
    success: true,
    finding,
    drift_units: String(driftUnits),
    transactions: txids,
    reason,
    adopted_by: actor,
    adopted_at: new Date(atMs).toISOString(),
  };
}
