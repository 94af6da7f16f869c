import { randomUUID } from 'node:crypto';
import { Clock, IDEMPOTENCY_KEY_LIFETIME_MS, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import type { Webhook, WebhookTerms } from '../model/webhook.js';
import { makeSecret, printSecret, webhookSecretSeal } from '../model/webhook-secret.js';
import { EventSource } from '../ports/event-source.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { type RequestKey, Webhooks } from '../ports/webhooks.js';
import { LaneBell } from '../services/lane-bell.js';
import { TooManyWebhooks } from '../webhooks.errors.js';

export interface WebhookRequest extends WebhookTerms {
  /** As in the audit trail. */
  readonly owner: string;
  readonly subject: string | undefined;
  readonly idempotency: { readonly key: string; readonly caller: string } | undefined;
}

export interface MadeWebhook {
  readonly webhook: Webhook;
  /** `whsec_…`; nothing but a repetition of the request shows it again. */
  readonly secret: string;
  readonly isReplay: boolean;
}

/** Subscribes a URL to what happens from now on. */
export class MakeWebhook {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly source: EventSource,
    private readonly sender: WebhookSender,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly bell: LaneBell,
  ) {}

  /** @throws InvalidWebhookUrl · ForbiddenWebhookAddress · IdempotencyKeyReused · TooManyWebhooks */
  async execute({ idempotency, ...given }: WebhookRequest): Promise<MadeWebhook> {
    const request = { ...given, url: await this.sender.accept(given.url) };
    const id = randomUUID();
    const secret = makeSecret();
    const createdAtMs = this.clock.nowMs();
    const key = idempotency && this.keyOf(request, idempotency, createdAtMs);
    const outcome = await this.webhooks.make({
      ...request,
      id,
      place: await this.source.log.end(),
      sealedSecret: await this.vault.seal(secret, webhookSecretSeal(id)),
      createdAtMs,
      key,
    });
    if (outcome.kind === 'full') throw new TooManyWebhooks();
    if (outcome.kind === 'made_before') {
      if (!key?.requestHash.equals(outcome.requestHash)) throw new IdempotencyKeyReused();
      return this.madeBefore(outcome.id);
    }
    this.bell.ring();
    return { webhook: (await this.webhooks.find(id))!, secret: printSecret(secret), isReplay: false };
  }

  /** The first answer may have been lost, and with it the only sight of the secret. */
  private async madeBefore(id: string): Promise<MadeWebhook> {
    const webhook = await this.webhooks.find(id);
    if (!webhook) throw new IdempotencyKeyReused();
    const secret = await this.vault.open(webhook.secret.sealed, webhookSecretSeal(id));
    return { webhook, secret: printSecret(secret), isReplay: true };
  }

  private keyOf(
    { url, types, subject, description, owner }: Omit<WebhookRequest, 'idempotency'>,
    { key, caller }: { key: string; caller: string },
    nowMs: number,
  ): RequestKey {
    const meaning = [owner, url, [...types].sort(), subject ?? null, description ?? null];
    return {
      keyHash: this.vault.keyedHash('idempotency key', JSON.stringify(['webhooks', caller, key])),
      requestHash: this.vault.keyedHash('idempotent request', JSON.stringify(meaning)),
      forgottenBeforeMs: nowMs - IDEMPOTENCY_KEY_LIFETIME_MS,
    };
  }
}
