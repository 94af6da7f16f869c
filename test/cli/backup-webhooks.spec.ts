import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LedgerClient } from '../support/ledger-client.js';
import { mizan } from '../support/mizan.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(120_000);

const APIS = ['ledger', 'registry'];

describe('webhooks in a backup', () => {
  const home = mkdtempSync(join(tmpdir(), 'mizan-webhook-backup-'));
  const origin = join(home, 'origin');
  const backup = (api: string) => join(home, `${api}.backup`);
  let postgres: PostgresServer;
  let receiver: WebhookReceiver;
  /** Whether the receiver takes what comes. */
  let takes = true;
  const secrets: Record<string, string> = {};
  const delivered: Record<string, number> = {};

  beforeAll(async () => {
    postgres = await startPostgres({ settings: { fsync: 'off' } });
    receiver = await WebhookReceiver.start({ takes: () => (takes ? 204 : 503) });
    await serving(origin, {}, async (server) => {
      const client = new LedgerClient(server.ledgerUrl);
      await make(`${server.ledgerUrl}/api/v1`, 'ledger', 'transaction.mined');
      await make(server.registryUrl, 'registry', 'node.registered');
      const act = async (name: string) => {
        await client.fund((await client.createWallet()).address);
        await register(server, name);
      };
      await act('first');
      for (const api of APIS) await receiver.until(path(api), 1);
      takes = false;
      await act('second');
      for (const api of APIS) await receiver.until(path(api), 2);
    });
    for (const api of APIS) {
      const { code, stderr } = await mizan(['backup', backup(api), '--api', api], { DATA_DIR: origin });
      expect([code, stderr]).toEqual([0, '']);
    }
    takes = true;
  });
  afterAll(async () => {
    await postgres?.stop();
    await receiver?.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  it.each(['embedded', 'postgres'])(
    'go on, restored to %s, with what was not acknowledged, signed with the secret of then',
    async (kind) => {
      const directory = join(home, kind);
      const database: Record<string, string> = kind === 'postgres' ? { DATABASE_URL: postgres.url } : {};
      const environment = { MASTER_KEY_FILE: join(origin, 'master.key'), ...database };
      for (const api of APIS) {
        delivered[api] = receiver.at(path(api)).length;
        const words = ['restore', backup(api), '--api', api];
        const restored = await mizan(words, { DATA_DIR: directory, ...environment });
        expect([restored.code, restored.stderr]).toEqual([0, '']);
      }
      await serving(directory, environment, async (server) => {
        await register(server, 'third');
        for (const [api, more] of [
          ['ledger', 1],
          ['registry', 2],
        ] as const) {
          const came = (await receiver.until(path(api), delivered[api]! + more, 40_000)).slice(delivered[api]);
          for (const one of came) verifyWith(secrets[api]!, one);
          if (api === 'registry') expect(came.map(({ event }) => event.data.node)).toEqual(['second', 'third']);
          // The one that was acknowledged before the backup is the only one before it.
          else expect(came[0]!.event.id).toBe(receiver.at(path(api))[1]!.event.id);
        }
      });
    },
  );

  const path = (api: string) => `/takes/${api}`;

  async function make(base: string, api: string, type: string): Promise<void> {
    const answer = await fetch(`${base}/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: receiver.url(path(api)), types: [type] }),
    });
    expect(answer.status).toBe(201);
    secrets[api] = ((await answer.json()) as { secret: string }).secret;
  }

  async function register(server: RunningServer, node: string): Promise<void> {
    const { code } = await mizan(['nodes', 'register', node, '10.0.0.1:9000', '--url', server.registryUrl]);
    expect(code).toBe(0);
  }

  async function serving(
    dataDir: string,
    env: Record<string, string>,
    work: (server: RunningServer) => Promise<void>,
  ): Promise<void> {
    const server = await startServer({ dataDir, env: { POW_BITS: '4', ...env } });
    try {
      await work(server);
    } finally {
      await server.stop();
    }
  }
});
