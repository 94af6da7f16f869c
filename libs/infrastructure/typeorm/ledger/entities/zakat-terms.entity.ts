import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  BIGINT,
  BYTES,
  DAY,
  DECIMAL,
  IDENTITY,
  INTEGER,
  MOMENT,
  optional,
  SMALLINT,
  TEXT,
  UUID,
} from '../../entities/columns.js';

@Entity('zakat_policies')
@Check('zakat_policies_version_check', 'version > 0')
@Check('zakat_policies_rate_check', "rate IN ('lunar', 'solar')")
@Check('zakat_policies_hawl_check', "hawl IN ('both_ends', 'continuous', 'per_lot', 'none')")
@Check('zakat_policies_nisab_standard_check', "nisab_standard IN ('silver', 'gold', 'fixed')")
@Check('zakat_policies_debts_check', "debts IN ('none', 'next_instalment', 'twelve_months', 'all')")
@Check('zakat_policies_time_zone_check', "time_zone <> ''")
@Check('zakat_policies_minimum_deduction_check', 'minimum_deduction >= 0')
@Check('zakat_policies_amilin_denominator_check', 'amilin_denominator > 0')
@Check('zakat_policies_amilin_cap', 'amilin_numerator BETWEEN 0 AND amilin_denominator')
@Check('zakat_policies_approvals_check', 'approvals > 0')
@Check('zakat_policies_author_check', "author <> ''")
export class ZakatPolicyEntity {
  @PrimaryColumn(INTEGER)
  version!: number;

  @Column(TEXT)
  rate!: string;

  @Column(TEXT)
  hawl!: string;

  @Column(TEXT)
  nisabStandard!: string;

  @Column(TEXT)
  debts!: string;

  @Column(TEXT)
  timeZone!: string;

  @Column({ ...BYTES, array: true })
  excluded!: Buffer[];

  @Column(BIGINT)
  minimumDeduction!: bigint;

  @Column(BIGINT)
  amilinNumerator!: bigint;

  @Column(BIGINT)
  amilinDenominator!: bigint;

  @Column(SMALLINT)
  approvals!: number;

  @Column(TEXT)
  author!: string;

  @Column(MOMENT)
  createdAtMs!: number;
}

@Entity('zakat_nisab')
@Index('zakat_nisab_in_force', ['standard', 'asOf', 'number'])
@Check('zakat_nisab_standard_check', "standard IN ('silver', 'gold', 'fixed')")
@Check('zakat_nisab_grams_check', 'grams > 0')
@Check('zakat_nisab_price_check', 'price > 0')
@Check('zakat_nisab_units_check', 'units > 0')
@Check('zakat_nisab_source_check', "source <> ''")
@Check('zakat_nisab_author_check', "author <> ''")
@Check('zakat_nisab_of_metal', "num_nonnulls(grams, price) = CASE standard WHEN 'fixed' THEN 0 ELSE 2 END")
@Check('zakat_nisab_exact', 'units = ceil(grams * price)')
export class ZakatNisabEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(UUID)
  id!: string;

  @Column(TEXT)
  standard!: string;

  @Column(optional(DECIMAL))
  grams?: string;

  @Column(optional(DECIMAL))
  price?: string;

  @Column(BIGINT)
  units!: bigint;

  @Column(TEXT)
  source!: string;

  @Column(DAY)
  asOf!: string;

  @Column(TEXT)
  author!: string;

  @Column(MOMENT)
  createdAtMs!: number;
}

@Entity('zakat_calendars')
@Check('zakat_calendars_version_check', 'version > 0')
@Check('zakat_calendars_overrides_check', "jsonb_typeof(overrides) = 'array'")
@Check('zakat_calendars_author_check', "author <> ''")
export class ZakatCalendarEntity {
  @PrimaryColumn(INTEGER)
  version!: number;

  @Column({ type: 'jsonb' })
  overrides!: unknown;

  @Column(TEXT)
  author!: string;

  @Column(MOMENT)
  createdAtMs!: number;
}
