import { Clock, KeyVault, type Slice, sliceOf } from '@app/kernel';
import { isInScope, type Webhook, type WebhookScope, type WebhookState, type WebhookTerms } from '../model/webhook.js';
import {
  FORMER_SECRET_MS,
  formerSecretSeal,
  makeSecret,
  printSecret,
  webhookSecretSeal,
} from '../model/webhook-secret.js';
import { WebhookSender } from '../ports/webhook-sender.js';
import { Webhooks } from '../ports/webhooks.js';
import { LaneBell } from '../services/lane-bell.js';
import { WebhookEnded, WebhookNotFound } from '../webhooks.errors.js';

/** What stays as it is when undefined. */
export interface ChangedTerms extends Partial<WebhookTerms> {
  readonly state?: Exclude<WebhookState, 'ended'> | undefined;
}

/** What owners do about their webhooks. A webhook outside the scope is told from none by nothing. */
export class ManageWebhooks {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly sender: WebhookSender,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly bell: LaneBell,
  ) {}

  async page(scope: WebhookScope, afterNumber: number | undefined, limit: number): Promise<Slice<Webhook>> {
    const owner = scope === 'all' ? undefined : scope.owner;
    return sliceOf(await this.webhooks.page({ owner, afterNumber, limit: limit + 1 }), limit);
  }

  /** @throws WebhookNotFound */
  async show(scope: WebhookScope, id: string): Promise<Webhook> {
    const webhook = await this.webhooks.find(id);
    if (!webhook || !isInScope(webhook, scope)) throw new WebhookNotFound();
    return webhook;
  }

  /** @throws WebhookNotFound · InvalidWebhookUrl · ForbiddenWebhookAddress · WebhookEnded */
  async change(scope: WebhookScope, id: string, changed: ChangedTerms, by: string): Promise<Webhook> {
    for (;;) {
      const webhook = await this.show(scope, id);
      const url = changed.url === undefined ? webhook.url : await this.sender.accept(changed.url);
      if (webhook.state === 'ended') throw new WebhookEnded();
      const { types = webhook.types, description = webhook.description } = changed;
      const state = changed.state ?? webhook.state;
      const reason = state === webhook.state ? webhook.reason : state === 'paused' ? 'paused by its owner' : undefined;
      const change = { terms: { url, types, description }, state, reason, by };
      // Another request, or the delivery, was faster: what it did must not be undone by what was read before.
      if (!(await this.webhooks.change(webhook, change))) continue;
      this.bell.ring();
      return this.show(scope, id);
    }
  }

  /** @throws WebhookNotFound */
  async remove(scope: WebhookScope, id: string, by: string): Promise<void> {
    await this.show(scope, id);
    await this.webhooks.remove(id, by);
    this.bell.ring();
  }

  /** The one before signs too for 24 hours. @throws WebhookNotFound */
  async rotateSecret(scope: WebhookScope, id: string, by: string): Promise<{ webhook: Webhook; secret: string }> {
    for (;;) {
      const webhook = await this.show(scope, id);
      const secret = makeSecret();
      const old = await this.vault.open(webhook.secret.sealed, webhookSecretSeal(id));
      const replacement = {
        sealed: await this.vault.seal(secret, webhookSecretSeal(id)),
        former: {
          sealed: await this.vault.seal(old, formerSecretSeal(id)),
          untilMs: this.clock.nowMs() + FORMER_SECRET_MS,
        },
      };
      // Another request was faster: what it replaced is not the former one any more.
      if (!(await this.webhooks.replaceSecret(id, webhook.revision, replacement, by))) continue;
      this.bell.ring();
      return { webhook: await this.show(scope, id), secret: printSecret(secret) };
    }
  }
}
