import { DomainError } from '@app/kernel';
import { LONGEST_URL, MOST_WEBHOOKS } from './model/webhook.js';

export class InvalidWebhookUrl extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'invalid_webhook_url';
  override readonly field = 'url';

  constructor() {
    super(
      `a webhook has an https URL of at most ${LONGEST_URL} characters, without credentials; in a demo http to this machine`,
    );
  }
}

/** What it names cannot be reached by everybody: this machine, its network, a range that is reserved. */
export class ForbiddenWebhookAddress extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'forbidden_webhook_address';
  override readonly field = 'url';

  constructor() {
    super('the URL of a webhook must lead to a public address');
  }
}

export class TooManyWebhooks extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'too_many_webhooks';

  constructor() {
    super(`there are ${MOST_WEBHOOKS} webhooks, which is the most; delete one first`);
  }
}

/** There is none, or it is somebody else's. */
export class WebhookNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'webhook_not_found';

  constructor() {
    super('webhook not found');
  }
}

export class DeliveryNotFound extends DomainError {
  readonly kind = 'missing';
  readonly code = 'delivery_not_found';

  constructor() {
    super('delivery not found');
  }
}

/** Its receiver said that it is gone, and nothing is sent there any more. */
export class WebhookEnded extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'webhook_ended';

  constructor() {
    super('the webhook has ended');
  }
}

export class TooManyExtras extends DomainError {
  readonly kind = 'throttled';
  readonly code = 'too_many_waiting';

  constructor() {
    super('too many tests and redeliveries of this webhook are waiting', { retryAfterSeconds: 10 });
  }
}
