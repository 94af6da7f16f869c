import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { isJsonObject, type JsonValue } from '@app/infrastructure/http/json-value.js';
import { UnreadableBody } from '@app/infrastructure/http/unreadable-body.js';
import { InvalidPeriod, parsePeriod, type ZakatPeriod } from '@app/zakat';
import { InvalidRequest } from '../presentation/invalid-request.js';

export class ZakatRunRequest {
  /**
   * What this run is for, such as a Hijri year: 1 to 32 letters, digits, dots, dashes and underscores. A period is charged
   * once, whatever the pool; a second call for it answers with the first run and charges nobody.
   * @example "1448"
   */
  period?: string;

  /**
   * The specification's call has no body, and one that is none of ours is ignored: `isStrict` refuses it instead.
   * @throws InvalidPeriod; when strict, UnsupportedMediaType and InvalidRequest
   */
  static read(body: unknown, isStrict: boolean): ZakatPeriod | undefined {
    const isObject = !(body instanceof UnreadableBody) && isJsonObject(body as JsonValue);
    if (body === undefined || (!isObject && !isStrict)) return undefined;
    const fields = new BodyFields(body);
    fields.orRefuse(() => new InvalidRequest('body'));
    const period = fields.string('period');
    fields.orRefuse(() => new InvalidPeriod());
    return period === undefined ? undefined : parsePeriod(period);
  }
}

export class ZakatRunResponse {
  /**
   * Wallet profiles looked at.
   * @example 2
   */
  total_wallets!: number;

  /**
   * Wallets that were charged.
   * @example 1
   */
  processed!: number;

  /**
   * Units deducted.
   * @example 375
   */
  total_zakat!: number;

  /** Hex hashes of the blocks that hold the deductions. */
  block_hashes!: string[];

  /**
   * Who got it, when the call had a `period` or an `Idempotency-Key`. A repeated call names the pool of the first one.
   */
  pool_address?: string;
}
