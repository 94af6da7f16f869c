import { ApiKeyNotFound, type KeyHolder, type ListedApiKey } from '@app/identity';
import { IsInteger, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { Principal } from '../access/principal.js';
import { IsAddressList } from '../presentation/address-list.js';
import { IsRecordId, IsShortText, IsUnits } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';
import { IsTextList } from './text-list.js';

@RefusedAs(invalidBody)
export class AdminKeyRequest {
  /**
   * To tell it by, in 1 to 100 characters. Of the holder's keys that are not revoked no other has it.
   * @example "the shop's till"
   */
  @IsShortText(100)
  name!: string;

  /**
   * What it may be used for.
   * @example ["read"]
   */
  @IsTextList({ minItems: 1, maxItems: 7 })
  scopes!: string[];

  /**
   * Seconds until it expires, 60 to 315360000. Left out: it does not.
   * @example 2592000
   */
  @IsOptional()
  @IsInteger({ type: 'integer', format: 'int64', minimum: 60, maximum: 315_360_000 })
  expires_in?: bigint;

  /**
   * Units that may go out on a day (UTC) by its scopes `send` and `issue`.
   * @example 5000
   */
  @IsOptional()
  @IsUnits()
  limit_per_day?: bigint;

  /** The only addresses that units may go to by its scopes `send` and `issue`. Left out: any. */
  @IsOptional()
  @IsAddressList(100)
  addresses?: string[];

  /**
   * The only networks that it may be used from. Left out: any.
   * @example ["203.0.113.0/24"]
   */
  @IsOptional()
  @IsTextList({ maxItems: 16 })
  networks?: string[];
}

@RefusedAs(invalidBody)
export class KeyRequest extends AdminKeyRequest {
  /**
   * One-time password made with the purpose `payment`. Needed in production.
   * @example "048213"
   */
  @IsOptional()
  @IsText()
  otp?: string;
}

export class KeyPath {
  /** UUID */
  @IsRecordId(() => new ApiKeyNotFound())
  id = '';
}

export class KeyResponse {
  /** @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e" */
  id!: string;

  /** @example "the shop's till" */
  name!: string;

  /**
   * The user or administrator that it acts for.
   * @example "administrator:amina"
   */
  holder!: string;

  /** @example ["read"] */
  scopes!: string[];

  /**
   * Units.
   * @example 5000
   */
  @ApiProperty(UNITS)
  limit_per_day?: number;

  addresses?: string[];

  /** @example ["203.0.113.0/24"] */
  networks?: string[];

  state!: 'live' | 'expired' | 'revoked';

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at!: string;

  /** @example "2026-12-21T18:00:00.000Z" */
  expires_at?: string;

  /**
   * Noted once an hour.
   * @example "2026-11-22T08:00:00.000Z"
   */
  last_used_at?: string;

  /** @example "2026-11-23T08:00:00.000Z" */
  revoked_at?: string;
}

export class MadeKeyResponse extends KeyResponse {
  /**
   * The key, shown this once.
   * @example "mizan_key_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"
   */
  key!: string;
}

export function keyJson(key: ListedApiKey) {
  const time = (name: string, ms: number | undefined) => ms !== undefined && { [name]: new Date(ms).toISOString() };
  return {
    id: key.id,
    name: key.name,
    holder: key.holder,
    scopes: key.scopes,
    ...(key.limitPerDay !== undefined && { limit_per_day: key.limitPerDay }),
    ...(key.addresses && { addresses: key.addresses }),
    ...(key.networks && { networks: key.networks }),
    state: stateOf(key),
    created_at: new Date(key.createdAtMs).toISOString(),
    ...time('expires_at', key.expiresAtMs),
    ...time('last_used_at', key.lastUsedAtMs),
    ...time('revoked_at', key.revokedAtMs),
  };
}

function stateOf({ revokedAtMs, expiresAtMs }: ListedApiKey): KeyResponse['state'] {
  if (revokedAtMs !== undefined) return 'revoked';
  return (expiresAtMs ?? Number.POSITIVE_INFINITY) <= Date.now() ? 'expired' : 'live';
}

/** The user or administrator who calls: the guard lets no one else to keys. */
export function holderOf(principal: Principal): KeyHolder {
  if (principal.kind === 'anonymous') throw new Error('keys are for users and administrators');
  return principal;
}

export function orderOf(request: KeyRequest, ip: string) {
  const { name, scopes, expires_in, limit_per_day, addresses, networks, otp: code = '' } = request;
  const terms = { name, scopes, limitPerDay: limit_per_day, addresses, networks };
  return { ...terms, expiresInSeconds: expires_in, code, ip };
}
