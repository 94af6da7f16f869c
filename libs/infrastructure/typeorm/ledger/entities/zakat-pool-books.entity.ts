import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, TEXT } from '../../entities/columns.js';

const ITEMS =
  "item IN ('collected', 'refunded', 'fuqara', 'masakin', 'amilin', 'muallafa', 'riqab', 'gharimin', 'fi_sabilillah', 'ibn_al_sabil')";

/** Sums in units, kept by triggers. */
@Entity('zakat_pool_books')
@Check('zakat_pool_books_pool_address_check', 'octet_length(pool_address) = 32')
@Check('zakat_pool_books_received_check', 'received >= 0')
@Check('zakat_pool_books_sent_check', 'sent >= 0')
@Check('zakat_pool_books_minted_check', 'minted >= 0')
@Check('zakat_pool_books_balance', '(received >= sent) AND (received >= minted)')
export class ZakatPoolBookEntity {
  @PrimaryColumn(BYTES)
  poolAddress!: Buffer;

  @Column(BIGINT)
  received!: bigint;

  @Column(BIGINT)
  sent!: bigint;

  @Column(BIGINT)
  minted!: bigint;
}

/** Sums by period, kept by triggers. */
@Entity('zakat_pool_lines')
@Index('zakat_pool_lines_period', ['period'])
@Check('zakat_pool_lines_pool_address_check', 'octet_length(pool_address) = 32')
@Check('zakat_pool_lines_item_check', ITEMS)
@Check('zakat_pool_lines_count_check', 'count > 0')
@Check('zakat_pool_lines_units_check', 'units > 0')
export class ZakatPoolLineEntity {
  @PrimaryColumn(BYTES)
  poolAddress!: Buffer;

  @PrimaryColumn(TEXT)
  period!: string;

  @PrimaryColumn(TEXT)
  item!: string;

  @Column(BIGINT)
  count!: bigint;

  @Column(BIGINT)
  units!: bigint;
}
