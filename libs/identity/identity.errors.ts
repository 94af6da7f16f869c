import { DomainError } from '@app/kernel';

export class FieldsRequired extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'fields_required';
}

/** A user could not be stored. The specification answers it with 500; nothing was written. */
export class UserNotCreated extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'user_not_created';
  /** The specification's status for it. */
}

/** Another user has confirmed the e-mail, or the national ID with it. It does not say which, or whose. */
export class AlreadyRegistered extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'already_registered';

  constructor(options: { cause?: unknown } = {}) {
    super('already registered', options);
  }
}

export class CnicNotClaimed extends DomainError {
  readonly kind = 'missing';
  readonly code = 'cnic_not_claimed';

  constructor() {
    super('no user has this cnic');
  }
}

/** Several people registered with one e-mail, none has confirmed it, and it is not clear whose registration this is. */
export class SeveralRegistrations extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'several_registrations';

  constructor() {
    super('several registrations wait for this e-mail: send the user_id of yours');
  }
}

/** The code is wrong, used, expired, or was never made: one answer for all, so that it tells nothing. */
export class InvalidOneTimePassword extends DomainError {
  readonly kind = 'denied';
  readonly code = 'invalid_otp';

  constructor() {
    super('invalid or expired otp');
  }
}

export class TooManyRequests extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'too_many_requests';

  constructor(retryAfterSeconds: number) {
    super('too many requests', { retryAfterSeconds });
  }
}

/** Mail cannot be sent at the moment, to anybody. No code was made, and earlier ones still work. */
export class CodesNotDeliverable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'codes_not_deliverable';

  constructor() {
    super('one-time passwords cannot be sent at the moment, try again', { retryAfterSeconds: 30 });
  }
}

/** The request has no credentials where the caller must be known. */
export class SessionRequired extends DomainError {
  readonly kind = 'denied';
  readonly code = 'authentication_required';

  constructor() {
    super('authentication required');
  }
}

/** The wallet belongs to another user than the caller. */
export class NotYourWallet extends DomainError {
  readonly kind = 'denied';
  readonly code = 'not_your_wallet';

  constructor() {
    super('not your wallet');
  }
}

/** The amount wants a fresh code made for payments, in the field `otp`. */
export class StepUpRequired extends DomainError {
  readonly kind = 'denied';
  readonly code = 'step_up_required';

  constructor() {
    super('step-up required: this amount needs a fresh one-time password for payments');
  }
}

/** What the user has sent without a code, with this payment, would pass what may be sent so in an hour or on a day. */
export class SendLimitReached extends DomainError {
  readonly kind = 'denied';
  readonly code = 'send_limit_reached';

  constructor() {
    super('send limit reached: this payment needs a fresh one-time password for payments');
  }
}

/** The code that came with a payment is wrong, used, expired, or was made for something else. */
export class StepUpFailed extends DomainError {
  readonly kind = 'denied';
  readonly code = 'step_up_failed';

  constructor() {
    super('invalid or expired otp for this payment');
  }
}

/** No user has yet shown that they read the mailbox that this wallet was registered with. */
export class EmailNotConfirmed extends DomainError {
  readonly kind = 'denied';
  readonly code = 'email_not_confirmed';

  constructor() {
    super('the e-mail of this wallet is not confirmed');
  }
}

/** A private key in the body is not taken: for this wallet, or by this server. */
export class RawKeyRefused extends DomainError {
  readonly kind = 'denied';
  readonly code = 'raw_key_refused';

  constructor() {
    super('a private key is not accepted for this wallet');
  }
}

/** A key cannot be made on these terms. */
export class InvalidKeyTerms extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_key_terms';
}

export class ApiKeyExists extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'api_key_exists';

  constructor(options: { cause?: unknown } = {}) {
    super('a key with this name exists', options);
  }
}

export class TooManyApiKeys extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_api_keys';

  constructor() {
    super('too many keys: revoke one first');
  }
}

export class ApiKeyNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'api_key_not_found';

  constructor() {
    super('key not found');
  }
}

/** A key outlives the session that made it, so the thief of a session must not make one. */
export class KeyNeedsCode extends DomainError {
  readonly kind = 'denied';
  readonly code = 'key_needs_code';

  constructor() {
    super('a key needs a fresh one-time password for payments');
  }
}

/** Its holder bound the key to other receivers. */
export class ReceiverNotAllowed extends DomainError {
  readonly kind = 'denied';
  readonly code = 'receiver_not_allowed';

  constructor() {
    super('this key may not pay to this address');
  }
}

/** What went out by the key on this day, with this payment, would pass the limit that its holder gave it. */
export class KeyLimitReached extends DomainError {
  readonly kind = 'denied';
  readonly code = 'key_limit_reached';

  constructor() {
    super('the limit of this key for a day is reached');
  }
}
