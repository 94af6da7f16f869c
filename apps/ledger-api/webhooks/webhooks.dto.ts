import { LogCursor } from '@app/infrastructure/http/events/log-cursor.js';
import {
  type Fault,
  Field,
  IsOneOf,
  IsText,
  isText,
  type Kind,
  NO_FAULT,
  RefusedAs,
} from '@app/infrastructure/http/validation/index.js';
import { WebhookFields, webhookFields } from '@app/infrastructure/http/webhooks/webhook.dto.js';
import { LEDGER_EVENTS, type LedgerEventType } from '@app/reporting';
import { InvalidAddress } from '@app/wallet';
import {
  DeliveryNotFound,
  InvalidWebhookUrl,
  LONGEST_DESCRIPTION,
  LONGEST_URL,
  type Webhook,
  WebhookNotFound,
} from '@app/webhooks';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsShortText } from '../presentation/fields.js';
import { InvalidParameter, invalidBody } from '../presentation/invalid-request.js';

const cursor = new LogCursor('ledger');
/** In one list, however often each is named. */
const MOST_TYPES = 30;
const NOT_TYPES: readonly Fault[] = [{ msg: 'Input should be a list of event types', type: 'list_type' }];
const unknownType = () => new InvalidParameter('unknown event type', { field: 'types' });
const isCount = (count: number) => count >= 1 && count <= MOST_TYPES;

const TYPES: Kind = {
  name: 'event types',
  faults: (value) => (Array.isArray(value) && isCount(value.length) && value.every(isText) ? NO_FAULT : NOT_TYPES),
  schema: { type: 'array', items: { type: 'string', enum: [...LEDGER_EVENTS] }, minItems: 1, maxItems: MOST_TYPES },
};
const URL_OF_WEBHOOK = { maxLength: LONGEST_URL, example: 'https://hooks.example.com/mizan' };
const invalidUrl = () => new InvalidWebhookUrl();

@RefusedAs(invalidBody)
export class MakeWebhookRequest {
  /** Where events are posted: https, at a public address. In a demo http to this machine will do. */
  @IsText(URL_OF_WEBHOOK, invalidUrl)
  url!: string;

  /**
   * What is told.
   * @example ["block.created"]
   */
  @Field(TYPES)
  types!: string[];

  /** Only what concerns this wallet; `wallet.credited` and `wallet.debited` need it. */
  @IsOptional()
  @IsAddress({}, () => new InvalidAddress())
  address?: string;

  /** @example "the shop" */
  @IsOptional()
  @IsShortText(LONGEST_DESCRIPTION)
  description?: string;
}

@RefusedAs(invalidBody)
export class ChangeWebhookRequest {
  @IsOptional()
  @IsText(URL_OF_WEBHOOK, invalidUrl)
  url?: string;

  /** @example ["block.created"] */
  @IsOptional()
  @Field(TYPES)
  types?: string[];

  /** @example "the shop" */
  @IsOptional()
  @IsShortText(LONGEST_DESCRIPTION)
  description?: string;

  /** `active` resumes: what happened meanwhile is delivered, from the first event that was not acknowledged. */
  @IsOptional()
  @IsOneOf(['active', 'paused'])
  state?: 'active' | 'paused';
}

export class WebhookPath {
  /** UUID */
  @IsRecordId(() => new WebhookNotFound())
  id = '';
}

const NUMBER = /^[1-9][0-9]{0,14}$/;
const DELIVERY_NUMBER: Kind = {
  name: 'delivery number',
  convert: (value) => (typeof value === 'string' && NUMBER.test(value) ? Number(value) : value),
  faults: (value) => (typeof value === 'number' ? NO_FAULT : [{ msg: 'Input should be a number', type: 'int' }]),
  schema: { type: 'integer', minimum: 1 },
};

export class DeliveryPath extends WebhookPath {
  @Field(DELIVERY_NUMBER, {}, () => new DeliveryNotFound())
  n = 0;
}

export class WebhookResponse extends WebhookFields {
  /** The wallet whose events it tells; without it, those of the whole ledger. */
  address?: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  /**
   * What signs its requests. It is shown here and never again.
   * @example "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
   */
  secret!: string;
}

/** Each once. @throws InvalidParameter */
export function eventTypesOf(types: readonly string[]): LedgerEventType[] {
  const known = types.map((type) => {
    const found = LEDGER_EVENTS.find((name) => name === type);
    if (found === undefined) throw unknownType();
    return found;
  });
  return [...new Set(known)];
}

export function webhookJson(webhook: Webhook) {
  const { subject } = webhook;
  return { ...webhookFields(webhook, cursor), ...(subject !== undefined && { address: subject }) };
}
