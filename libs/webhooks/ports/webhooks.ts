import type { SealedSecret, Webhook, WebhookState, WebhookTerms } from '../model/webhook.js';

export interface NewWebhook extends WebhookTerms {
  readonly id: string;
  readonly owner: string;
  readonly subject: string | undefined;
  /** Events behind it are told. */
  readonly place: bigint;
  readonly sealedSecret: Buffer;
  readonly createdAtMs: number;
  readonly key: RequestKey | undefined;
}

/** The `Idempotency-Key` of the request that makes it, hashed. */
export interface RequestKey {
  readonly keyHash: Buffer;
  readonly requestHash: Buffer;
  /** A use before that is forgotten. */
  readonly forgottenBeforeMs: number;
}

export type MakeOutcome =
  | { readonly kind: 'made' | 'full' }
  /** An earlier request with the key made this one. */
  | { readonly kind: 'made_before'; readonly id: string; readonly requestHash: Buffer };

export interface WebhookChange {
  readonly terms: WebhookTerms;
  /** A webhook that becomes active begins its schedule anew. */
  readonly state: WebhookState;
  readonly reason: string | undefined;
  /** As in the audit trail. */
  readonly by: string;
}

export interface WebhookQuery {
  /** Of everybody when undefined. */
  readonly owner: string | undefined;
  readonly afterNumber: number | undefined;
  readonly limit: number;
}

/** Webhooks as their owners know them. Each act is in the audit trail, in the same transaction. */
export abstract class Webhooks {
  /** Stores it unless its owner has as many as they may have, or the key was used. */
  abstract make(webhook: NewWebhook): Promise<MakeOutcome>;

  abstract find(id: string): Promise<Webhook | undefined>;

  /** In the order in which they were made. */
  abstract page(query: WebhookQuery): Promise<Webhook[]>;

  /** @returns false when it is not as it was read: changed or stopped meanwhile, or deleted */
  abstract change(read: Webhook, change: WebhookChange): Promise<boolean>;

  /** @returns false when its revision is not that one any more */
  abstract replaceSecret(id: string, revision: number, secret: SealedSecret, by: string): Promise<boolean>;

  /** With its deliveries. */
  abstract remove(id: string, by: string): Promise<void>;
}
