import {
  type MakeOutcome,
  type NewWebhook,
  type SealedSecret,
  type Webhook,
  type WebhookChange,
  type WebhookQuery,
  Webhooks,
} from '@app/webhooks';
import type { Statements } from '../statement.js';
import { webhookOf } from './webhook-rows.js';
import {
  CHANGE_WEBHOOK,
  FIND_WEBHOOK,
  MAKE_WEBHOOK,
  REMOVE_WEBHOOK,
  REPLACE_WEBHOOK_SECRET,
  WEBHOOKS_AFTER,
  WEBHOOKS_OF_OWNER,
} from './webhook-statements.js';

export class SqlWebhooks extends Webhooks {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async make({ key, ...webhook }: NewWebhook): Promise<MakeOutcome> {
    const [row] = await this.statements.run(MAKE_WEBHOOK, {
      id: webhook.id,
      owner: webhook.owner,
      subject: webhook.subject ?? null,
      url: webhook.url,
      types: webhook.types,
      description: webhook.description ?? null,
      place: webhook.place,
      sealed_secret: webhook.sealedSecret,
      created_at: new Date(webhook.createdAtMs),
      key_hash: key?.keyHash ?? null,
      request_hash: key?.requestHash ?? null,
      keys_from: key ? new Date(key.forgottenBeforeMs) : null,
    });
    const { outcome, id, request_hash: requestHash } = row!;
    if (outcome === 'made_before') return { kind: outcome, id: id!, requestHash: requestHash! };
    return { kind: outcome as 'made' | 'full' };
  }

  override async find(id: string): Promise<Webhook | undefined> {
    const [row] = await this.statements.run(FIND_WEBHOOK, { id });
    return row && webhookOf(row);
  }

  override async page({ owner, afterNumber = 0, limit }: WebhookQuery): Promise<Webhook[]> {
    const values = { after_number: afterNumber, row_limit: limit };
    const rows =
      owner === undefined
        ? await this.statements.run(WEBHOOKS_AFTER, values)
        : await this.statements.run(WEBHOOKS_OF_OWNER, { owner, ...values });
    return rows.map(webhookOf);
  }

  override async change({ id, revision, state: before }: Webhook, change: WebhookChange): Promise<boolean> {
    const { terms, state, reason = null, by } = change;
    const { url, types, description = null } = terms;
    const changed = { id, url, types, description, state, reason, changed_by: by };
    const [row] = await this.statements.run(CHANGE_WEBHOOK, {
      ...changed,
      from_revision: revision,
      from_state: before,
    });
    return row?.changed ?? false;
  }

  override async replaceSecret(id: string, revision: number, secret: SealedSecret, by: string): Promise<boolean> {
    const { sealed, former } = secret;
    const [row] = await this.statements.run(REPLACE_WEBHOOK_SECRET, {
      id,
      revision,
      sealed,
      former: former?.sealed ?? null,
      former_until: former ? new Date(former.untilMs) : null,
      replaced_by: by,
    });
    return row!.replaced;
  }

  override async remove(id: string, by: string): Promise<void> {
    await this.statements.run(REMOVE_WEBHOOK, { id, removed_by: by });
  }
}
