import { Field, formOfText, IsCount, IsText, ofText } from '@app/infrastructure/http/validation/index.js';
import {
  type EventChainLink,
  type NodeId,
  REGISTRY_EVENT_TYPES,
  type RegistryEventType,
  type RegistryIdentity,
} from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsMatching, IsNodeId } from '../nodes/node-fields.js';

export const MAX_EVENTS = 1_000;
const DEFAULT_EVENTS = 100;

const HEX_64 = { pattern: '^[0-9a-f]{64}$' } as const;
const HEX_128 = { pattern: '^[0-9a-f]{128}$' } as const;

const known = new Set<string>(REGISTRY_EVENT_TYPES);
const UNKNOWN_TYPE = { msg: `Input should be some of: ${REGISTRY_EVENT_TYPES.join(', ')}`, type: 'enum' };
const EVENT_TYPES = formOfText(
  'event_types',
  (text) => text.split(',').every((type) => known.has(type)),
  () => UNKNOWN_TYPE,
);

export class EventChainQuery {
  @IsCount({ min: 1, max: MAX_EVENTS }, { default: DEFAULT_EVENTS })
  limit?: number = DEFAULT_EVENTS;

  /**
   * `next_cursor` of the page before, or the `cursor` of an event. Without it the log is read from its beginning. `GET /events` takes
   * `latest` too, for what happens from now on.
   */
  @IsOptional()
  @IsText()
  after?: string;
}

export class EventsQuery extends EventChainQuery {
  /**
   * Only these, separated by commas; else all that the caller may read.
   * @example "node.online,node.offline"
   */
  @IsOptional()
  @Field(ofText(EVENT_TYPES))
  types?: string;

  /** Only what concerns this node. */
  @IsOptional()
  @IsNodeId()
  node?: NodeId;
}

export function typesOf({ types }: EventsQuery): readonly RegistryEventType[] | undefined {
  return types?.split(',') as RegistryEventType[] | undefined;
}

export class EventProofResponse {
  /**
   * Counts from 1, without a gap.
   * @example 42
   */
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 1 })
  place!: bigint;

  /** The `hash` of the event before. */
  @ApiProperty(HEX_64)
  prev_hash!: string;

  @ApiProperty(HEX_64)
  hash!: string;

  /** Of the registry's key over the hash. */
  @ApiProperty(HEX_128)
  signature!: string;
}

export class RegistryEventResponse {
  /** A UUID. It never changes, and no other event has it. */
  id!: string;

  @ApiProperty({ enum: REGISTRY_EVENT_TYPES })
  type!: string;

  /** When it was told. */
  @ApiProperty({ format: 'date-time' })
  time!: string;

  /** Resume behind this event with `after`. */
  cursor!: string;

  /** What happened; docs/events.md lists the members for each type. Money is text, in units of 10^-8 FLOP. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: Record<string, unknown>;

  proof!: EventProofResponse;
}

export class RegistryEventsResponse {
  @ApiProperty({ type: [RegistryEventResponse] })
  events!: RegistryEventResponse[];

  /** Goes on behind this page, now or later. `null` while nothing was ever told. */
  @ApiProperty({ type: 'string', nullable: true })
  next_cursor!: string | null;

  /** Whether the log already goes on. A page may have few events, or none, and more follow. */
  has_more!: boolean;
}

export class EventLinkResponse extends EventProofResponse {
  /** The hash of what the event says: its id, type, time and data. */
  @ApiProperty(HEX_64)
  content_hash!: string;

  @ApiProperty({ enum: REGISTRY_EVENT_TYPES })
  type!: string;

  /** Of the registry's key over the hash and the type: one who may not read an event knows what they do not read. */
  @ApiProperty(HEX_128)
  type_signature!: string;
}

export class EventChainResponse {
  @ApiProperty({ type: [EventLinkResponse] })
  links!: EventLinkResponse[];

  /** Goes on behind this page, now or later. */
  @ApiProperty({ type: 'string', nullable: true })
  next_cursor!: string | null;
}

export class IdentityQuery {
  /** 32 random bytes in hex, which the registry signs. */
  @IsOptional()
  @IsMatching(/^[0-9a-f]{64}$/, 'Challenges are 64 lower-case hexadecimal digits')
  challenge?: string;
}

export class RegistryIdentityResponse {
  /** The first 32 hex digits of the SHA-256 of the public key. */
  @ApiProperty({ pattern: '^[0-9a-f]{32}$' })
  registry_id!: string;

  /** Ed25519, which signs the log. It is never replaced. */
  @ApiProperty(HEX_64)
  public_key!: string;

  /** REGISTRY_NAME. */
  name!: string;

  /** REGISTRY_URL; `null` when it is not set. */
  @ApiProperty({ type: 'string', nullable: true })
  url!: string | null;

  /**
   * Of the key over the lines `mizan registry identity`, `registry_id`, `url` (empty when it is null) and the challenge. `null` without
   * a challenge.
   */
  @ApiProperty({ type: 'string', nullable: true, ...HEX_128 })
  signature!: string | null;
}

export function linkJson(
  { place, prevHash, contentHash, hash, signature, type, typeSignature }: EventChainLink,
  identity: RegistryIdentity,
): EventLinkResponse {
  const link = { place, prev_hash: prevHash, content_hash: contentHash, hash, signature, type };
  return { ...link, type_signature: typeSignature ?? identity.signType(hash, type) };
}
