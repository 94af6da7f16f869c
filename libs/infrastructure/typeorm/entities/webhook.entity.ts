import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { BIGINT, BOOLEAN, BYTES, IDENTITY, INTEGER, MOMENT, optional, SMALL_BIGINT, TEXT, UUID } from './columns.js';

@Entity('webhooks')
@Index('webhooks_owner', ['owner', 'number'])
@Index('webhooks_changed', ['changedAtMs'])
@Unique(['owner', 'slot'])
@Check('webhooks_owner_check', "owner <> ''")
@Check('webhooks_slot_check', 'slot >= 1 AND slot <= 20')
@Check('webhooks_url_check', 'octet_length(url) <= 2000')
@Check('webhooks_types_check', 'cardinality(types) > 0')
@Check('webhooks_state_check', "state IN ('active', 'paused', 'ended')")
@Check('webhooks_failures_check', 'failures >= 0')
@Check('webhooks_stopped', "(state = 'active') = (reason IS NULL)")
@Check('webhooks_former', '(sealed_former_secret IS NULL) = (former_until IS NULL)')
@Check('webhooks_key', '(key_hash IS NULL) = (request_hash IS NULL)')
export class WebhookEntity {
  @Column({ ...IDENTITY, unique: true })
  number!: bigint;

  @PrimaryColumn(UUID)
  id!: string;

  @Column(TEXT)
  owner!: string;

  @Column(INTEGER)
  slot!: number;

  @Column(optional(TEXT))
  subject?: string;

  @Column(TEXT)
  url!: string;

  @Column({ ...TEXT, array: true })
  types!: string[];

  @Column(optional(TEXT))
  description?: string;

  @Column({ ...TEXT, default: 'active' })
  state!: string;

  @Column(optional(TEXT))
  reason?: string;

  @Column(BIGINT)
  place!: bigint;

  @Column({ ...INTEGER, default: 0 })
  failures!: number;

  @Column(optional(MOMENT))
  dueAtMs?: number;

  @Column(optional(SMALL_BIGINT))
  waiting?: number;

  @Column({ ...SMALL_BIGINT, default: 0 })
  lastDelivery!: number;

  @Column(BYTES)
  sealedSecret!: Buffer;

  @Column(optional(BYTES))
  sealedFormerSecret?: Buffer;

  @Column({ ...optional(MOMENT), name: 'former_until' })
  formerUntilMs?: number;

  @Column({ ...optional(BYTES), unique: true })
  keyHash?: Buffer;

  @Column(optional(BYTES))
  requestHash?: Buffer;

  @Column({ ...SMALL_BIGINT, default: 1 })
  revision!: number;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column({ ...MOMENT, default: () => 'clock_timestamp()' })
  changedAtMs!: number;
}

@Entity('webhook_deliveries')
@Index('webhook_deliveries_extras', ['webhookId', 'n'], {
  where: "status = 'waiting' AND kind <> 'event'",
})
@Check('webhook_deliveries_n_check', 'n > 0')
@Check('webhook_deliveries_kind_check', "kind IN ('event', 'redelivery', 'test')")
@Check('webhook_deliveries_status_check', "status IN ('waiting', 'delivered', 'failed')")
@Check('webhook_deliveries_attempts_check', 'attempts >= 0')
@Check('webhook_deliveries_place', "(event_place IS NULL) = (kind = 'test' OR event_type = 'webhook.test')")
@Check('webhook_deliveries_over', "(status = 'waiting') = (next_at IS NOT NULL)")
export class WebhookDeliveryEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => WebhookEntity, { onDelete: 'CASCADE' })
  webhookId!: string;

  @PrimaryColumn(SMALL_BIGINT)
  n!: number;

  @Column(TEXT)
  kind!: string;

  @Column(TEXT)
  eventId!: string;

  @Column(TEXT)
  eventType!: string;

  @Column(optional(BIGINT))
  eventPlace?: bigint;

  @Column(TEXT)
  status!: string;

  @Column({ ...INTEGER, default: 0 })
  attempts!: number;

  @Column(optional(INTEGER))
  answerStatus?: number;

  @Column(optional(TEXT))
  answer?: string;

  @Column(MOMENT)
  createdAtMs!: number;

  @Column(optional(MOMENT))
  attemptedAtMs?: number;

  @Column(optional(MOMENT))
  nextAtMs?: number;
}

/** Which process delivers. */
@Entity('webhook_duty')
@Check('webhook_duty_single_check', 'single')
export class WebhookDutyEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  single!: boolean;

  @Column(UUID)
  holder!: string;

  @Column({ ...MOMENT, name: 'until' })
  untilMs!: number;
}
