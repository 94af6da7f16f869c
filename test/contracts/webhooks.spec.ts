import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyAudit } from '@app/infrastructure/audit/verify-audit.js';
import { openVault } from '@app/infrastructure/crypto/key-ring.js';
import { KeyRotation } from '@app/infrastructure/key-rotation/key-rotation.js';
import { ledgerSealedColumns } from '@app/infrastructure/key-rotation/ledger-sealed-columns.js';
import {
  MemoryDeliveries,
  MemoryDeliveryDuty,
  MemoryWebhookStore,
  MemoryWebhooks,
} from '@app/infrastructure/memory/memory-webhooks.js';
import { SqlKeyRings } from '@app/infrastructure/sql/sql-key-rings.js';
import { SqlDeliveries } from '@app/infrastructure/sql/webhooks/sql-deliveries.js';
import { SqlDeliveryDuty } from '@app/infrastructure/sql/webhooks/sql-delivery-duty.js';
import { SqlWebhooks } from '@app/infrastructure/sql/webhooks/sql-webhooks.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import {
  type Attempt,
  type Deliveries,
  type DeliveryDuty,
  formerSecretSeal,
  type NewWebhook,
  openSecrets,
  printSecret,
  type Webhooks,
  webhookSecretSeal,
} from '@app/webhooks';
import { jest } from '@jest/globals';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

jest.setTimeout(60_000);

interface Ports {
  webhooks: Webhooks;
  deliveries: Deliveries;
  duty: DeliveryDuty;
  database: Database | undefined;
}

const HOLDER = randomUUID();
const AT_MS = Date.parse('2026-11-27T12:00:00Z');
const newWebhook = (more: Partial<NewWebhook> = {}): NewWebhook => ({
  id: randomUUID(),
  owner: 'user:1',
  subject: undefined,
  url: 'https://hooks.example.com/secret-path?token=1',
  types: ['block.created'],
  description: undefined,
  place: 5n,
  sealedSecret: randomBytes(40),
  createdAtMs: AT_MS,
  key: undefined,
  ...more,
});
const attempt = (webhookId: string, more: Partial<Attempt> = {}): Attempt => ({
  webhookId,
  from: 5n,
  event: { id: 'block-1', type: 'block.created', place: 8n },
  isDelivered: true,
  answerStatus: 200,
  answer: 'ok',
  atMs: AT_MS,
  nextAtMs: undefined,
  stop: undefined,
  ...more,
});

describe.each(['memory', ...STORAGE_KINDS])('webhooks as they are kept, %s', (kind) => {
  let source: StorageSource | undefined;
  const opened: Database[] = [];

  beforeAll(async () => {
    if (kind !== 'memory') source = await startStorage(kind as (typeof STORAGE_KINDS)[number]);
  });
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await source?.stop();
  });

  async function open(api: 'ledger' | 'registry' = 'ledger'): Promise<Ports> {
    if (!source) {
      const store = new MemoryWebhookStore();
      const deliveries = new MemoryDeliveries(store);
      const duty = new MemoryDeliveryDuty(store);
      return { webhooks: new MemoryWebhooks(store), deliveries, duty, database: undefined };
    }
    const options = { applicationName: 'test', log: { warn: () => {} } };
    const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };
    const database = await openers[api](await source.fresh(), options);
    opened.push(database);
    const duty = new SqlDeliveryDuty(database, 'postgres');
    return { webhooks: new SqlWebhooks(database), deliveries: new SqlDeliveries(database), duty, database };
  }

  it('an attempt is written down once, from the place where it began', async () => {
    const { webhooks, deliveries, duty } = await open();
    const webhook = newWebhook();
    await webhooks.make(webhook);
    expect(await duty.hold(HOLDER, 60_000)).toBe(true);
    const failed = attempt(webhook.id, { isDelivered: false, answerStatus: 500, nextAtMs: AT_MS + 5_000 });
    expect(await duty.record(HOLDER, failed)).toBe(true);
    expect(await webhooks.find(webhook.id)).toMatchObject({ place: 5n, failures: 1, dueAtMs: AT_MS + 5_000 });
    expect(await duty.record(HOLDER, attempt(webhook.id))).toBe(true);
    expect(await webhooks.find(webhook.id)).toMatchObject({ place: 8n, failures: 0, dueAtMs: undefined });
    expect(await duty.record(HOLDER, attempt(webhook.id))).toBe(false);
    const next = { from: 8n, event: { id: 'block-2', type: 'block.created', place: 9n } };
    expect(await duty.record(HOLDER, attempt(webhook.id, next))).toBe(true);
    const { rows } = await deliveries.page(webhook.id, undefined, 10);
    expect(rows.map(({ n, status, attempts, event }) => [n, status, attempts, event.id])).toEqual([
      [2, 'delivered', 1, 'block-2'],
      [1, 'delivered', 2, 'block-1'],
    ]);
    await webhooks.remove(webhook.id, 'user:1');
    expect(await duty.record(HOLDER, attempt(webhook.id, { from: 9n }))).toBe(false);
  });

  it('a secret is replaced only by who saw the one before', async () => {
    const { webhooks } = await open();
    const webhook = newWebhook();
    await webhooks.make(webhook);
    const secret = { sealed: randomBytes(40), former: { sealed: randomBytes(40), untilMs: AT_MS } };
    const tries = [1, 1].map((revision) => webhooks.replaceSecret(webhook.id, revision, secret, 'user:1'));
    expect((await Promise.all(tries)).sort()).toEqual([false, true]);
    expect((await webhooks.find(webhook.id))!.secret).toEqual(secret);
  });

  it('so many tests wait and no more, and an attempt of one is its last', async () => {
    const { webhooks, deliveries, duty } = await open();
    const webhook = newWebhook();
    await webhooks.make(webhook);
    await duty.hold(HOLDER, 60_000);
    const extra = { kind: 'test' as const, event: { id: 't', type: 'webhook.test', place: undefined }, atMs: AT_MS };
    const queued = await Promise.all(Array.from({ length: 25 }, () => deliveries.queue(webhook.id, extra)));
    expect(queued.filter((one) => one === undefined)).toHaveLength(5);
    expect((await webhooks.find(webhook.id))!.hasExtras).toBe(true);
    const [first] = await duty.extras(webhook.id);
    const outcome = { isDelivered: false, answerStatus: undefined, answer: 'ECONNREFUSED', atMs: AT_MS };
    await duty.recordExtra(HOLDER, webhook.id, first!.n, outcome);
    expect(await deliveries.find(webhook.id, first!.n)).toMatchObject({ status: 'failed', answer: 'ECONNREFUSED' });
    expect(await duty.extras(webhook.id)).toHaveLength(19);
  });

  if (kind === 'memory') return;

  it.each(['ledger', 'registry'] as const)(
    'the audit trail of the %s names who did what, without paths of URLs',
    async (api) => {
      const { webhooks, database } = await open(api);
      const webhook = newWebhook({ owner: 'administrator:amina' });
      await webhooks.make(webhook);
      const terms = { url: webhook.url, types: webhook.types, description: undefined };
      await webhooks.change((await webhooks.find(webhook.id))!, {
        terms,
        state: 'paused',
        reason: 'why',
        by: 'administrator:bilal',
      });
      const secret = { sealed: randomBytes(40), former: undefined };
      await webhooks.replaceSecret(webhook.id, 2, secret, 'administrator:chand');
      await webhooks.remove(webhook.id, 'administrator:dua');
      const rows = await database!.query<{ actor: string; action: string; subject: string; details: string }>(
        'SELECT actor, action, subject, details::text FROM audit_log ORDER BY number',
      );
      expect(rows.map(({ actor, action }) => [actor, action])).toEqual([
        ['administrator:amina', 'webhook_made'],
        ['administrator:bilal', 'webhook_changed'],
        ['administrator:chand', 'webhook_secret_rotated'],
        ['administrator:dua', 'webhook_deleted'],
      ]);
      expect(rows[0]!.details).toContain('https://hooks.example.com');
      expect(JSON.stringify(rows)).not.toContain('secret-path');
      expect((await verifyAudit(database!)).fault).toBeUndefined();
    },
  );

  it('a rotation of the master key moves secrets, those included that were replaced', async () => {
    const { webhooks, database } = await open();
    const home = mkdtempSync(join(tmpdir(), 'mizan-webhook-keys-'));
    const keyFile = (name: string) => ({ kind: 'file', path: join(home, name), createWhenMissing: true }) as const;
    const [from, to] = [keyFile('old.key'), keyFile('new.key')];
    const rings = new SqlKeyRings(database!, 'ledger');
    const vault = await openVault(rings, from);
    const [plain, replaced] = [randomUUID(), randomUUID()];
    for (const id of [plain, replaced]) {
      await webhooks.make(newWebhook({ id, sealedSecret: await vault.seal(Buffer.from(id), webhookSecretSeal(id)) }));
    }
    const former = { sealed: await vault.seal(Buffer.from('before'), formerSecretSeal(replaced)), untilMs: AT_MS + 1 };
    const { secret } = (await webhooks.find(replaced))!;
    await webhooks.replaceSecret(replaced, 1, { ...secret, former }, 'user:1');
    const rotation = new KeyRotation(database!, ledgerSealedColumns);
    expect(await rotation.prepare(from, to)).toBe(true);
    await rotation.begin();
    expect(await rotation.rewrap()).toBe(3);
    await rotation.finish();
    const opened = async (id: string) =>
      openSecrets(id, (await webhooks.find(id))!.secret, await openVault(rings, to), AT_MS);
    expect(await opened(plain)).toEqual([printSecret(Buffer.from(plain))]);
    expect(await opened(replaced)).toEqual([replaced, 'before'].map((text) => printSecret(Buffer.from(text))));
    rmSync(home, { recursive: true });
  });

  it('the duty is one process’s until it is released or ends, and only that one writes', async () => {
    const { webhooks, duty } = await open();
    const webhook = newWebhook();
    await webhooks.make(webhook);
    const other = randomUUID();
    expect(await duty.hold(HOLDER, 60_000)).toBe(true);
    expect(await duty.hold(other, 60_000)).toBe(false);
    expect(await duty.record(other, attempt(webhook.id))).toBe(false);
    await duty.release(HOLDER);
    expect(await duty.hold(other, 1)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await duty.hold(HOLDER, 60_000)).toBe(true);
    expect(await duty.record(other, attempt(webhook.id))).toBe(false);
    expect(await duty.record(HOLDER, attempt(webhook.id))).toBe(true);
  });
});
