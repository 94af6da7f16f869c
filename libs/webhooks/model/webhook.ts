export const WEBHOOK_STATES = ['active', 'paused', 'ended'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Webhooks of one owner at most. */
export const MOST_WEBHOOKS = 20;
export const LONGEST_URL = 2_000;
export const LONGEST_DESCRIPTION = 200;

/** What its owner chooses. */
export interface WebhookTerms {
  readonly url: string;
  /** At least one. */
  readonly types: readonly string[];
  readonly description: string | undefined;
}

/** A subscription: events of a log that are posted to a URL, in the order of the log. */
export interface Webhook extends WebhookTerms {
  readonly number: number;
  readonly id: string;
  /** Who made it, as in the audit trail: what counts for {@link MOST_WEBHOOKS}. */
  readonly owner: string;
  /** The wallet or node whose events it tells; undefined for the whole log. */
  readonly subject: string | undefined;
  readonly state: WebhookState;
  /** Why it is paused or ended. */
  readonly reason: string | undefined;
  /** Up to there in the log the receiver has acknowledged all that is wanted. */
  readonly place: bigint;
  /** Failed attempts of the event that is next. */
  readonly failures: number;
  /** When it is tried again; undefined when it did not fail. */
  readonly dueAtMs: number | undefined;
  /** Whether tests or redeliveries wait. */
  readonly hasExtras: boolean;
  readonly secret: SealedSecret;
  readonly createdAtMs: number;
  /** It grows with each act of its owner. */
  readonly revision: number;
}

export interface SealedSecret {
  readonly sealed: Buffer;
  /** The one before, which signs too until then. */
  readonly former: { readonly sealed: Buffer; readonly untilMs: number } | undefined;
}

/** Whose webhooks a caller may see and change. */
export type WebhookScope = { readonly owner: string } | 'all';

export function isInScope({ owner }: Webhook, scope: WebhookScope): boolean {
  return scope === 'all' || scope.owner === owner;
}
