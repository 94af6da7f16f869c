import { createServer, type Server } from 'node:http';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import { PasswordCredentials } from '@app/infrastructure/flopcoin/core-credentials.js';
import { RpcObserver } from '@app/infrastructure/flopcoin/rpc-observer.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FakeCore } from '../support/fake-core.js';
import { runServerToExit } from '../support/server.js';

const SECRET = 'hunter2-very-secret';
const LOGIN = { FLOPCOIN_RPC_USER: 'mizan', FLOPCOIN_RPC_PASSWORD: SECRET };

/** What a careless or malicious operator may write, by variable. Each row is one start, since a start tells all its faults. */
const STARTS = [
  {
    FLOPCOIN_RPC_HOST: 'file:///etc/passwd',
    DATABASE_URL: `file:///etc/passwd?${SECRET}`,
    SUPABASE_URL: 'file:///etc',
  },
  {
    FLOPCOIN_RPC_HOST: `http://u:${SECRET}@127.0.0.1`,
    DATABASE_URL: `localhost/${SECRET}`,
    SUPABASE_URL: 'db.example',
  },
  {
    FLOPCOIN_RPC_HOST: '127.0.0.1:32553',
    DATABASE_URL: `postgres://mizan:${SECRET}@169.254.169.254/mizan`,
    SUPABASE_URL: `https://user:${SECRET}@db.example`,
  },
  {
    FLOPCOIN_RPC_HOST: '[::ffff:169.254.169.254]',
    DATABASE_URL: `postgres://mizan:${SECRET}@[::ffff:a9fe:a9fe]/mizan`,
    SUPABASE_URL: 'http://169.254.169.254/latest',
  },
  {
    FLOPCOIN_RPC_HOST: 'metadata.google.internal',
    DATABASE_URL: `postgres://mizan:${SECRET}@0xa9fea9fe/mizan`,
    SUPABASE_URL: 'http://[::ffff:a9fe:a9fe]',
  },
];

describe('a start that is told to connect to', () => {
  it.each(STARTS)('$FLOPCOIN_RPC_HOST, $DATABASE_URL and $SUPABASE_URL is refused for each of them', async (env) => {
    const { code, output } = await runServerToExit({ env: { ...env, ...LOGIN, SUPABASE_KEY: SECRET } });
    const named = [...output.matchAll(/^(\w+): must /gm)].map(([, variable]) => variable);
    expect({ code, named }).toEqual({ code: 78, named: expect.arrayContaining(Object.keys(env)) });
    expect(output).not.toContain(SECRET);
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe('an answer of Core that points elsewhere', () => {
  let elsewhere: Server;
  let visits = 0;
  beforeAll(async () => {
    elsewhere = createServer((_request, response) => {
      visits++;
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void elsewhere.close());

  it.each([301, 302, 303, 307, 308])('with %i is no answer, and is not followed', async (status) => {
    const { port } = elsewhere.address() as { port: number };
    const headers = { Location: `http://127.0.0.1:${port}/` };
    const core = await FakeCore.start(() => ({ status, headers, body: '' }));
    const credentials = new PasswordCredentials('user', SECRET);
    const observer = new (class extends RpcObserver {
      override observe(): void {}
    })();
    const backend = connectToCore({ host: '127.0.0.1', port: core.port, credentials, timeoutMs: 2_000, observer });
    await expect(backend.wallet.validateAddress('mpVznpx4dY885T9smTxppWj5LFSAmAZonU')).rejects.toThrow();
    expect(core.calls.length).toBeGreaterThan(0);
    expect(visits).toBe(0);
    await backend.close();
    await core.stop();
  });
});
