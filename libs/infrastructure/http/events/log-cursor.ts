import { BEFORE_ALL_EVENTS, DomainError } from '@app/kernel';

/** The text is no cursor that this log has given out. */
export class InvalidLogCursor extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_cursor';
  override readonly field = 'after';
}

const VERSION = 1;
const PLACE = /^(?:0|[1-9][0-9]{0,18})$/;
const MAX_PLACE = 2n ** 63n - 1n;
const MAX_LENGTH = 100;

/**
 * A place in a log of events as callers keep it: opaque, and good for any filter, so that a consumer can change theirs without
 * losing its place. It says of which log it is; it is no signature.
 */
export class LogCursor {
  constructor(private readonly log: 'ledger' | 'registry') {}

  encode(place: bigint): string {
    return Buffer.from(`${VERSION}~${this.log}~${place}`).toString('base64url');
  }

  /**
   * The place behind which to go on; without a cursor the one before all events.
   * @throws InvalidLogCursor unless `encode` gives exactly this text
   */
  decode(text: string | undefined): bigint {
    if (text === undefined) return BEFORE_ALL_EVENTS;
    if (text.length > MAX_LENGTH) throw new InvalidLogCursor('invalid cursor');
    const [version, log, place = ''] = Buffer.from(text, 'base64url').toString('latin1').split('~');
    if (!PLACE.test(place) || BigInt(place) > MAX_PLACE) throw new InvalidLogCursor('invalid cursor');
    if (version === String(VERSION) && log !== this.log && (log === 'ledger' || log === 'registry')) {
      throw new InvalidLogCursor(`the cursor is of the ${log}`);
    }
    if (this.encode(BigInt(place)) !== text) throw new InvalidLogCursor('invalid cursor');
    return BigInt(place);
  }
}
