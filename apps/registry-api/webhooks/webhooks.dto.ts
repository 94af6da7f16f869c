import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import {
  Field,
  formOfText,
  IsCount,
  IsOneOf,
  IsText,
  isText,
  type Kind,
} from '@app/infrastructure/http/validation/index.js';
import { DeliveryResponse, WebhookFields, webhookFields } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import { type NodeId, REGISTRY_EVENT_TYPES, type RegistryEventType } from '@app/node-registry';
import { LONGEST_DESCRIPTION, LONGEST_URL, type Webhook } from '@app/webhooks';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsMatching, IsNodeId } from '../nodes/node-fields.js';

const cursor = new LogCursor('registry');
const MAX_PAGE = 1_000;
const known = new Set<string>(REGISTRY_EVENT_TYPES);
const NOT_TYPES = {
  msg: `Input should be a list of some of: ${REGISTRY_EVENT_TYPES.join(', ')}`,
  type: 'enum',
};

const TYPES: Kind = {
  name: 'event_types',
  faults: (value) => {
    const isRight = Array.isArray(value) && value.length > 0 && value.every((type) => isText(type) && known.has(type));
    return isRight ? [] : [NOT_TYPES];
  },
  schema: { type: 'array', items: { type: 'string', enum: [...REGISTRY_EVENT_TYPES] }, minItems: 1, maxItems: 30 },
};
const URL_OF_WEBHOOK = { maxLength: LONGEST_URL, example: 'https://hooks.example.com/mizan' };
const DESCRIPTION = new RegExp(`^(?=[^]*\\S)[^\\0]{1,${LONGEST_DESCRIPTION}}$`);

function IsDescription(): PropertyDecorator {
  return IsMatching(DESCRIPTION, `Descriptions have 1 to ${LONGEST_DESCRIPTION} characters`, {
    pattern: '\\S',
    minLength: 1,
    maxLength: LONGEST_DESCRIPTION,
    example: 'the dashboard',
  });
}

export class MakeWebhookRequest {
  /** Where events are posted: https, at a public address. In a demo http to this machine will do. */
  @IsText(URL_OF_WEBHOOK)
  url!: string;

  /**
   * What is told.
   * @example ["node.online"]
   */
  @Field(TYPES)
  types!: RegistryEventType[];

  /** Only what concerns this node; a node needs it for events of wallets, payments and deposits. */
  @IsOptional()
  @IsNodeId()
  node?: NodeId;

  @IsOptional()
  @IsDescription()
  description?: string;
}

export class ChangeWebhookRequest {
  @IsOptional()
  @IsText(URL_OF_WEBHOOK)
  url?: string;

  /** @example ["node.online"] */
  @IsOptional()
  @Field(TYPES)
  types?: RegistryEventType[];

  @IsOptional()
  @IsDescription()
  description?: string;

  /** `active` resumes: what happened meanwhile is delivered, from the first event that was not acknowledged. */
  @IsOptional()
  @IsOneOf(['active', 'paused'])
  state?: 'active' | 'paused';
}

export class WebhookPageQuery {
  @IsCount({ min: 1, max: MAX_PAGE }, { default: 100 })
  limit?: number = 100;

  /** `next_cursor` of the page before */
  @IsOptional()
  @IsText()
  cursor?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WEBHOOK_ID: Kind = {
  ...formOfText(
    'webhook_id',
    (text) => UUID.test(text),
    () => ({ msg: 'Input should be a UUID', type: 'uuid' }),
  ),
  schema: { type: 'string', format: 'uuid' },
};

export class WebhookPath {
  /** @example "0c9d7a52-8a0c-4a6f-8f0a-6d0a8b1c2d3e" */
  @Field(WEBHOOK_ID)
  id!: string;
}

export class DeliveryPath extends WebhookPath {
  @IsCount({ min: 1, max: 999_999_999_999_999 })
  n!: number;
}

export class WebhookResponse extends WebhookFields {
  /**
   * The node whose events it tells; without it, those of the whole log.
   * @example "node_001"
   */
  node?: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  /**
   * What signs its requests. It is shown here and never again.
   * @example "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
   */
  secret!: string;
}

export class WebhooksResponse {
  webhooks!: WebhookResponse[];

  /** Null on the last page. */
  @ApiProperty({ type: 'string', nullable: true })
  next_cursor!: string | null;
}

export class DeliveriesResponse {
  /** The latest first. */
  deliveries!: DeliveryResponse[];

  /** Null on the last page. */
  @ApiProperty({ type: 'string', nullable: true })
  next_cursor!: string | null;
}

export function webhookJson(webhook: Webhook) {
  const { subject } = webhook;
  return { ...webhookFields(webhook, cursor), ...(subject !== undefined && { node: subject }) };
}
