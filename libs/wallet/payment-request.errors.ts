import { DomainError } from '@app/kernel';
import type { RequestState } from './model/payment-request.js';

export class RequestNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'request_not_found';

  constructor() {
    super('payment request not found');
  }
}

export class InvalidReference extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_reference';
  override readonly field = 'reference';

  constructor() {
    super('reference must be a text of 1 to 64 characters');
  }
}

export class InvalidExpiry extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_expiry';
  override readonly field = 'expires_in';

  constructor() {
    super('expires_in must be 1 to 31536000 seconds');
  }
}

/** The transfer goes to another wallet than the one that asked, or comes from that one. */
export class RequestMismatch extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'request_mismatch';
  override readonly field = 'request';

  constructor() {
    super('the transfer does not pay the wallet of this payment request');
  }
}

/** It was paid, has expired or was cancelled: nothing more is paid for it. */
export class RequestClosed extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request_closed';

  constructor(state: RequestState) {
    super(closedText(state));
  }
}

export const CLOSED_TEXTS = [
  'the payment request has been paid',
  'the payment request has expired',
  'the payment request was cancelled',
] as const;

function closedText(state: RequestState): string {
  return CLOSED_TEXTS[state === 'expired' ? 1 : state === 'cancelled' ? 2 : 0];
}

/** Another transfer for the same request is on its way into a block. */
export class RequestInHand extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'request_in_hand';

  constructor() {
    super('another payment for this request is being processed');
  }
}

export class TooManyRequestsOpen extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_open_requests';

  constructor() {
    super('too many open payment requests');
  }
}
