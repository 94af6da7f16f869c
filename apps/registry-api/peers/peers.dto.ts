import { IsText } from '@app/infrastructure/http/validation/index.js';
import { conditionOf, lagMs, PEER_CONDITIONS, type Peer } from '@app/peers';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { isoTime } from '../nodes/node.dto.js';
import { IsMatching } from '../nodes/node-fields.js';

const URL_OF_PEER = { maxLength: 500, example: 'https://registry.example' };
const HEX_64 = { pattern: '^[0-9a-f]{64}$' } as const;

export class PeerQuery {
  /** As `GET /peers` lists it */
  @IsText(URL_OF_PEER)
  url!: string;
}

export class AddPeerRequest {
  /** Where the registry is reached: https, without credentials and query. In a demo http to this machine will do. */
  @IsText(URL_OF_PEER)
  url!: string;

  /** The key that its log must be signed with. Without it, the one that it shows first. */
  @IsOptional()
  @IsMatching(/^[0-9a-f]{64}$/, 'Public keys of registries are 64 lower-case hexadecimal digits', {})
  public_key?: string;
}

export class PeerResponse {
  /** @example "https://registry.example" */
  url!: string;

  /** `configured`: PEERS names it. `added`: an administrator did. */
  @ApiProperty({ enum: ['configured', 'added'] })
  source!: string;

  /**
   * `new`: it was not reached so far. `failing`: the last look at it failed, and others follow. `refused`: it said what cannot be true, as `last_error` tells, and nothing more is taken from it until it is added again.
   */
  @ApiProperty({ enum: PEER_CONDITIONS })
  state!: string;

  /** Null until it was reached. */
  @ApiProperty({ type: 'string', nullable: true, pattern: '^[0-9a-f]{32}$' })
  registry_id!: string | null;

  @ApiProperty({ type: 'string', nullable: true, ...HEX_64 })
  public_key!: string | null;

  /** What it calls itself. */
  @ApiProperty({ type: 'string', nullable: true })
  name!: string | null;

  /** Up to where its log was read and verified; 0 before its first event. */
  @ApiProperty({ type: 'integer', format: 'int64', minimum: 0 })
  place!: number;

  /** Where the next page of its log begins, in its own words; null before the first. */
  @ApiProperty({ type: 'string', nullable: true, maxLength: 400 })
  cursor!: string | null;

  /** Time of the last event of it that was taken. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  as_of!: string | null;

  /** Seconds since the end of its log was reached; null when it never was. */
  @ApiProperty({ type: 'number', nullable: true, minimum: 0 })
  lag_seconds!: number | null;

  /** When it gave an answer last that could be taken; null when it never did. */
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  last_seen!: string | null;

  /** Why the last look at it failed, or why it is refused. */
  @ApiProperty({ type: 'string', nullable: true })
  last_error!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  last_error_at!: string | null;

  @ApiProperty({ format: 'date-time' })
  added_at!: string;
}

export class PeersResponse {
  peers!: PeerResponse[];
}

export class PeerRemovedResponse {
  success!: boolean;

  url!: string;
}

export function peerJson(peer: Peer, nowMs: number): PeerResponse {
  const { url, isConfigured, registryId = null, publicKey = null, name = null, position, cursor = null } = peer;
  const { lastEventAtMs, reachedEndAtMs, lastSeenAtMs, lastError = null, lastErrorAtMs, addedAtMs } = peer;
  return {
    url,
    source: isConfigured ? 'configured' : 'added',
    state: conditionOf(peer),
    registry_id: registryId,
    public_key: publicKey,
    name,
    place: position?.place ?? 0,
    cursor,
    as_of: lastEventAtMs === undefined ? null : isoTime(lastEventAtMs),
    lag_seconds: reachedEndAtMs === undefined ? null : lagMs(peer, nowMs) / 1_000,
    last_seen: lastSeenAtMs === undefined ? null : isoTime(lastSeenAtMs),
    last_error: lastError,
    last_error_at: lastErrorAtMs === undefined ? null : isoTime(lastErrorAtMs),
    added_at: isoTime(addedAtMs),
  };
}
