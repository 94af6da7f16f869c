import { BodyMayBeEmpty, IsOneOf, IsText, Must, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { EXEMPTION_KINDS, type ExemptionKind, ExemptionNotFound, type FiledExemption, printDay } from '@app/zakat';
import { IsOptional } from 'class-validator';
import { IsAddress, IsRecordId, IsShortText } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { dayOf } from './debts.dto.js';

const isSha256 = (text: string) => /^[0-9a-fA-F]{64}$/.test(text);

@RefusedAs(invalidBody)
export class MyExemptionRequest {
  /**
   * `cz50` is the sworn declaration of the Zakat and Ushr Ordinance 1980, s.1(3): it needs `fiqh` and `sworn_on`, and counts for
   * valuation dates at least 30 days after it was filed. `not_sahib_e_nisab`: all in all the owner holds less than nisab.
   * @example "cz50"
   */
  @IsOneOf(EXEMPTION_KINDS)
  kind!: ExemptionKind;

  /**
   * The school of law that does not oblige its followers to pay so, in 1 to 100 characters.
   * @example "Fiqh-e-Jafria"
   */
  @IsOptional()
  @IsShortText(100)
  fiqh?: string;

  /**
   * The day of the oath.
   * @example "2026-11-01"
   */
  @IsOptional()
  @IsText({ format: 'date' })
  sworn_on?: string;

  /**
   * SHA-256 of the declaration as a file, 64 hex characters.
   * @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
   */
  @IsOptional()
  @IsText({ pattern: '^[0-9a-fA-F]{64}$' })
  @Must(isSha256, invalidBody)
  document_sha256?: string;

  /**
   * In 1 to 500 characters. The middle of a national identity number in it is hidden.
   * @example "handed in at the branch"
   */
  @IsOptional()
  @IsShortText(500)
  note?: string;
}

@RefusedAs(invalidBody)
export class ExemptionRequest extends MyExemptionRequest {
  /**
   * Wallet of the person who is exempt.
   * @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f"
   */
  @IsAddress()
  wallet_address!: string;

  /**
   * The day on which it came in, not in the future. Left out: today, in the time zone of the policy.
   * @example "2026-11-02"
   */
  @IsOptional()
  @IsText({ format: 'date' })
  filed_on?: string;
}

@RefusedAs(invalidBody)
@BodyMayBeEmpty()
export class EndRequest {
  /**
   * The first day on which it does not count. Left out: today, in the time zone of the policy.
   * @example "2026-12-01"
   */
  @IsOptional()
  @IsText({ format: 'date' })
  ended_on?: string;
}

export class ExemptionPath {
  /** UUID */
  @IsRecordId(() => new ExemptionNotFound())
  id = '';
}

export class ExemptionResponse {
  /** @example "0c9d7a52-8a0c-4a6f-8f0a-6d0a8b1c2d3e" */
  id!: string;

  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  wallet_address!: string;

  kind!: 'non_muslim' | 'non_citizen' | 'cz50' | 'not_sahib_e_nisab';

  /** It counts once it is accepted, from the day on which it was filed. */
  state!: 'filed' | 'accepted' | 'ended';

  /** @example "Fiqh-e-Jafria" */
  fiqh?: string;

  /** @example "2026-11-01" */
  sworn_on?: string;

  /** @example "2026-11-02" */
  filed_on!: string;

  /** @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  document_sha256?: string;

  /** @example "handed in at the branch" */
  note?: string;

  /**
   * When an administrator accepted it.
   * @example "2026-11-05"
   */
  accepted_on?: string;

  /**
   * The first day on which it does not count.
   * @example "2026-12-01"
   */
  ended_on?: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  filed_at!: string;
}

/** @throws InvalidDay */
export function filingOf({ kind, fiqh, sworn_on, document_sha256, note }: MyExemptionRequest) {
  return { kind, fiqh, swornOn: dayOf(sworn_on), documentSha256: document_sha256?.toLowerCase(), note };
}

export function exemptionJson(exemption: FiledExemption) {
  const { fiqh, swornOn, documentSha256, note, acceptedOn, endedOn } = exemption;
  return {
    id: exemption.id,
    wallet_address: exemption.walletAddress,
    kind: exemption.kind,
    state: endedOn !== undefined ? 'ended' : acceptedOn !== undefined ? 'accepted' : 'filed',
    ...(fiqh !== undefined && { fiqh }),
    ...(swornOn !== undefined && { sworn_on: printDay(swornOn) }),
    filed_on: printDay(exemption.filedOn),
    ...(documentSha256 !== undefined && { document_sha256: documentSha256 }),
    ...(note !== undefined && { note }),
    ...(acceptedOn !== undefined && { accepted_on: printDay(acceptedOn) }),
    ...(endedOn !== undefined && { ended_on: printDay(endedOn) }),
    filed_at: new Date(exemption.filedAtMs).toISOString(),
  };
}
