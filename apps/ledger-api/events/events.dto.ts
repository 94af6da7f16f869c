import { InvalidLogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import { IsText } from '@app/infrastructure/http/validation/index.js';
import { LEDGER_EVENTS, type LedgerEventType } from '@app/reporting';
import { InvalidAddress } from '@app/wallet';
import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsAddress } from '../presentation/fields.js';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { IsLimit } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

const unknownType = () => new InvalidParameter('unknown event type', { field: 'types' });

export class EventsQuery {
  /** Begin behind this cursor, or with what happens from now on: `latest`. Without it, at the beginning */
  @IsOptional()
  @IsText({}, () => new InvalidLogCursor('invalid cursor'))
  after?: string;

  /** Most events of a page. It may have fewer although others follow: `has_more` tells */
  @IsOptional()
  @IsLimit({ default: 100 })
  limit?: number;

  /** Only events of these types, separated by commas. Without it, all that the caller may have */
  @IsOptional()
  @IsText({ example: 'block.created,transaction.mined' }, unknownType)
  types?: string;

  /**
   * Only what concerns this wallet: its transactions, the zakat that it paid and was paid, and `wallet.credited` and
   * `wallet.debited`, which are told for a wallet alone
   */
  @IsOptional()
  @IsAddress({}, () => new InvalidAddress())
  address?: string;
}

/** @throws InvalidParameter */
export function readEventTypes(text: string | undefined): LedgerEventType[] | undefined {
  return text?.split(',').map((name) => {
    const type = LEDGER_EVENTS.find((known) => known === name);
    if (type === undefined) throw unknownType();
    return type;
  });
}

export class BlockCreatedData {
  /** @example 1 */
  height!: number;

  /** Hex. */
  hash!: string;

  /** @example 1 */
  tx_count!: number;

  /**
   * Unix seconds.
   * @example 1795219200
   */
  time!: number;
}

export class TransactionMinedData {
  /** Hex. */
  txid!: string;

  /** @example 1 */
  height!: number;

  /**
   * Index in the block.
   * @example 0
   */
  position!: number;

  type!: 'reward' | 'send' | 'zakat_deduction';

  /** Address; null for a reward. */
  sender!: string | null;

  /** Address. */
  receiver!: string;

  @ApiProperty(UNITS)
  amount!: number;
}

export class WalletChangedData {
  address!: string;

  /** What came or went, change given back left out. */
  @ApiProperty(UNITS)
  units!: number;

  /** What the wallet holds after the transaction. */
  @ApiProperty(UNITS)
  balance!: number;

  /** Hex. */
  txid!: string;
}

export class ZakatDeductedData {
  /** Null where the run has none. */
  period!: string | null;

  /** ID of the run. */
  run!: string;

  /** The wallet that was charged. */
  address!: string;

  @ApiProperty(UNITS)
  units!: number;

  /** Number of the receipt. */
  receipt!: string | null;

  /** Hex. */
  txid!: string;
}

export class ZakatVoucherPaidData {
  period!: string;

  /** ID of the voucher. */
  voucher!: string;

  /** The wallet that was paid. */
  address!: string;

  @ApiProperty(UNITS)
  units!: number;

  /** Of a refund: the number of the receipt that it gives back. */
  receipt!: string | null;

  /** Hex. */
  txid!: string;
}

export class ZakatRunCompletedData {
  /** Null where the run has none. */
  period!: string | null;

  /** ID of the run. */
  run!: string;

  /** What it has charged so far. One that is resumed is completed again. */
  @ApiProperty({ ...UNITS, minimum: 0 })
  units!: number;
}

export class RequestPaidData {
  /** ID of the payment request. */
  request!: string;

  /** The wallet that asked. */
  address!: string;

  /** What was asked for. */
  @ApiProperty(UNITS)
  amount!: number;

  /** What all transfers for it have paid. */
  @ApiProperty(UNITS)
  paid!: number;

  /** As its owner named it; null where they did not. */
  reference!: string | null;

  /** Hex; of the transfer that reached the amount. */
  txid!: string;
}

export class TreasuryOrderMinedData {
  /** ID of the order. */
  order!: string;

  kind!: 'issue' | 'redemption';

  /** The wallet that was paid, or that of the treasury, out of which was burnt. */
  address!: string;

  @ApiProperty(UNITS)
  amount!: number;

  /** As who proposed it named it. */
  reference!: string;

  /** Hex. */
  txid!: string;
}

export const EVENT_DATA = [
  BlockCreatedData,
  TransactionMinedData,
  WalletChangedData,
  ZakatDeductedData,
  ZakatVoucherPaidData,
  ZakatRunCompletedData,
  RequestPaidData,
  TreasuryOrderMinedData,
] as const;

export class LedgerEventResponse {
  /**
   * The same whenever the event is told.
   * @example "block-000f3c6b7f8d4d1cb2d7a4b0a1f6e0a5c9d2b3e4f5a6978899aabbccddeeff00"
   */
  id!: string;

  @ApiProperty({ enum: LEDGER_EVENTS })
  type!: LedgerEventType;

  /**
   * Of its block, or of the run's completion.
   * @example "2026-11-21T20:15:00.000Z"
   */
  time!: string;

  /** Its place in the log; opaque. Good for any filter */
  cursor!: string;

  /** By the type */
  @ApiProperty({ anyOf: EVENT_DATA.map((data) => ({ $ref: getSchemaPath(data) })) })
  data!: object;
}

export class EventsPageResponse {
  events!: LedgerEventResponse[];

  /** Go on behind it, now or whenever there may be more */
  next_cursor!: string;

  /** Whether the log went on when this was read, with events that were asked for or with others */
  has_more!: boolean;
}
