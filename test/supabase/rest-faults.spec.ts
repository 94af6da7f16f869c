import { ForkedChain } from '@app/chain';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { APPEND_BLOCK, appendValues } from '@app/infrastructure/sql/ledger/append-block-statement.js';
import { CHAIN_TIP, SqlBlockStore } from '@app/infrastructure/sql/ledger/sql-block-store.js';
import { RECORD_SYSTEM_LOGS } from '@app/infrastructure/sql/ledger/sql-system-logs.js';
import { read } from '@app/infrastructure/sql/statement.js';
import { openSupabaseProject } from '@app/infrastructure/supabase/open-supabase-project.js';
import type { SupabaseRefused } from '@app/infrastructure/supabase/supabase.errors.js';
import { SupabaseDatabase } from '@app/infrastructure/supabase/supabase-database.js';
import { RENEW_WRITER_LEASE } from '@app/infrastructure/supabase/supabase-statements.js';
import { SupabaseWriterLease } from '@app/infrastructure/supabase/supabase-writer-lease.js';
import { AppendBlock } from '@app/utxo';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PostgrestClient } from '@supabase/postgrest-js';
import fc from 'fast-check';
import { freePort } from '../support/free-port.js';
import { rewardBlock } from '../support/reward-block.js';
import type { RestFault } from '../support/supabase/postgrest.js';
import { SERVICE_KEY, SupabaseProject } from '../support/supabase/supabase-project.js';

jest.setTimeout(120_000);

let project: SupabaseProject;
let database: SupabaseDatabase;
const impatient = () => new SupabaseDatabase({ url: project.rest.url, key: SERVICE_KEY, answerTimeoutMs: 300 });

beforeAll(async () => {
  project = await SupabaseProject.start();
  database = await openSupabaseProject({ url: project.rest.url, key: SERVICE_KEY });
});
afterAll(() => project?.stop());
beforeEach(() => {
  project.rest.choose = () => null;
});

const oneLog = (message: string) => ({
  levels: ['info'],
  types: ['test'],
  messages: [message],
  ips: [''],
  timestamps: [new Date(0)],
  keep_from: new Date(0),
  keep_rows: 1000,
  sweep_limit: 10,
});
const logged = async (message: string) =>
  (await project.run('SELECT 1 FROM ledger.system_logs WHERE message = $1', [message])).length;

describe('a call whose answer does not come', () => {
  it.each<[RestFault, boolean]>([
    ['reset_before', true],
    ['reset_after', true],
    ['mute', true],
    ['gateway', true],
    ['half', true],
    ['pool', false],
  ])('is asked once when it writes, and after %s its outcome counts as unknown: %s', async (fault, ambiguous) => {
    const before = project.rest.requests.get('ledger_record_system_logs') ?? 0;
    const happened = project.rest.happened(fault);
    project.rest.once('ledger_record_system_logs', fault);
    const failure = await impatient()
      .run(RECORD_SYSTEM_LOGS, oneLog(fault))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseUnavailable);
    expect(failure).toMatchObject({ ambiguous });
    expect(project.rest.happened(fault)).toBe(happened + 1);
    expect(project.rest.requests.get('ledger_record_system_logs')).toBe(before + 1);
    expect(await logged(fault)).toBe(fault === 'reset_before' || fault === 'pool' ? 0 : 1);
  });

  it.each<RestFault>(['reset_before', 'reset_after', 'mute', 'gateway', 'half', 'pool'])(
    'is asked again when it reads, three times at most, after %s',
    async (fault) => {
      const happened = project.rest.happened(fault);
      project.rest.once('ledger_chain_tip', fault);
      await impatient().run(CHAIN_TIP, {});
      expect(project.rest.happened(fault)).toBe(happened + 1);
      project.rest.choose = ({ name }) => (name === 'ledger_chain_tip' ? fault : null);
      await expect(impatient().run(CHAIN_TIP, {})).rejects.toMatchObject({ ambiguous: false });
      expect(project.rest.happened(fault)).toBe(happened + 4);
    },
  );

  it('is not sent at all where no server listens, and that is certain', async () => {
    const nobody = new SupabaseDatabase({ url: `http://127.0.0.1:${await freePort()}`, key: SERVICE_KEY });
    const failure = nobody.run(RECORD_SYSTEM_LOGS, oneLog('nobody'));
    await expect(failure).rejects.toMatchObject({ code: 'database_unavailable', ambiguous: false });
  });

  it('is told apart from a function that the schema cache does not know', async () => {
    project.rest.forget('ledger_record_system_logs');
    const failure = database.run(RECORD_SYSTEM_LOGS, oneLog('forgotten'));
    await expect(failure).rejects.toMatchObject({
      ambiguous: false,
      advice: expect.stringMatching(/no function ledger_record_system_logs.*NOTIFY pgrst/),
    } satisfies Partial<Record<keyof SupabaseRefused, unknown>>);
    await project.rest.reloadSchema();
    await database.run(RECORD_SYSTEM_LOGS, oneLog('remembered'));
  });

  it('says of a constraint which it was, and nothing of the values', async () => {
    const row = `INSERT INTO ledger.zakat_runs (id, pool_address) VALUES (gen_random_uuid(), decode(repeat('00', 32), 'hex'))`;
    await project.run(row);
    const { BEGIN_ZAKAT_RUN } = await import('@app/infrastructure/sql/ledger/sql-zakat.js');
    const failure = await database
      .run(BEGIN_ZAKAT_RUN, {
        id: '00000000-0000-4000-8000-000000000001',
        pool_address: Buffer.alloc(32),
        period: null,
        claim: null,
      })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ constraint: 'zakat_runs_one_unfinished', sqlState: '23505' });
    expect(JSON.stringify((failure as Error).cause)).not.toMatch(/00000000-0000/);
    await project.run('DELETE FROM ledger.zakat_runs');
  });
});

describe('a value', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\0'));
  const syntax = fc.constantFrom(
    'eq.x',
    'a,b',
    '(or=(x.eq.1))',
    '"',
    '\\',
    '*',
    '%',
    '&select=*',
    '#',
    "'; --",
    'not.is.null',
    '{a}',
  );
  const hostile = fc.oneof(
    text,
    fc.tuple(syntax, text, syntax).map((parts) => parts.join('')),
  );

  it('reaches a filter as a value, whatever it is', async () => {
    const service = new PostgrestClient(`${project.rest.url}/rest/v1`, {
      headers: { apikey: SERVICE_KEY, Authorization: `Bearer ${SERVICE_KEY}` },
    });
    await fc.assert(
      fc.asyncProperty(hostile, async (value) => {
        await project.run('DELETE FROM ledger.system_logs');
        await database.run(RECORD_SYSTEM_LOGS, { ...oneLog(value), types: ['property'] });
        await database.run(RECORD_SYSTEM_LOGS, { ...oneLog(`${value}!`), types: ['property'] });
        const found = await service.from('system_logs').select('message').eq('message', value);
        const others = await service.from('system_logs').select('message').neq('message', value);
        expect([found.error, others.error]).toEqual([null, null]);
        expect([found.data, others.data]).toEqual([[{ message: value }], [{ message: `${value}!` }]]);
      }),
      { numRuns: 200 },
    );
  });

  it('crosses as what it was, whole numbers past 2^53 and every byte included', async () => {
    const echo = read('chain_tip', { parameters: {}, columns: { value: 'bigint' }, sql: '' });
    await project.run(`CREATE FUNCTION public.ledger_echo(p_number bigint, p_bytes bytea, p_numbers bigint[], p_list bytea[])
      RETURNS json LANGUAGE sql STABLE AS $$ SELECT json_build_array(json_build_array(p_number::text, p_bytes::text, p_list::text[], p_numbers::text[])) $$;
      REVOKE ALL ON FUNCTION public.ledger_echo FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.ledger_echo TO service_role`);
    await project.rest.reloadSchema();
    const statement = read('echo', {
      parameters: { number: 'bigint', bytes: 'bytea', numbers: 'bigint[]', list: 'bytea[]' },
      columns: { number: 'bigint', bytes: 'bytea', list: 'bytea[]', numbers: 'text[]' },
      sql: echo.sql,
    });
    const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(whole, bytes, fc.array(whole), fc.array(bytes), async (number, blob, numbers, list) => {
        const [row] = await database.run(statement, { number, bytes: blob, numbers, list });
        expect(row).toEqual({ number: `${number}`, bytes: blob, numbers: numbers.map(String), list });
      }),
      { numRuns: 100, examples: [[2n ** 63n - 1n, Buffer.alloc(0), [2n ** 53n + 1n], []]] },
    );
  });
});

describe('the writer of a project', () => {
  const first = rewardBlock(undefined, 'first');
  const times = { lastsSeconds: 3, renewEveryMs: 200 };
  const server = () => {
    const connection = new SupabaseDatabase({ url: project.rest.url, key: SERVICE_KEY, answerTimeoutMs: 2_000 });
    return { connection, lease: new SupabaseWriterLease(connection, times), store: new SqlBlockStore(connection) };
  };

  it('is one of many that ask at once, and the next one after it has given back', async () => {
    const servers = Array.from({ length: 5 }, server);
    const taken = await Promise.all(servers.map(({ lease }) => lease.acquire()));
    expect(taken.filter(Boolean)).toHaveLength(1);
    const writer = servers[taken.indexOf(true)]!;
    const other = servers[taken.indexOf(false)]!;
    await writer.lease.release();
    expect(await other.lease.acquire()).toBe(true);
    expect(writer.lease.held()).toBe(false);
    await other.lease.release();
  });

  it('stores nothing any more once another has taken over, and knows what it had stored', async () => {
    const [old, next] = [server(), server()];
    expect(await old.lease.acquire()).toBe(true);
    await old.store.append(first.block, first.effects);
    const stored = rewardBlock(first.effects.tip, 'stored');
    await old.store.append(stored.block, stored.effects);
    // As after a pause of the whole process: the database's clock has moved on, ours has not noticed.
    await project.run(`UPDATE ledger_access.writer_lease SET expires_at = clock_timestamp() - interval '1 second'`);
    expect(await next.lease.acquire()).toBe(true);
    const late = rewardBlock(stored.effects.tip, 'late');
    await expect(old.store.append(late.block, late.effects)).rejects.toBeInstanceOf(ForkedChain);
    await old.store.append(stored.block, stored.effects); // an answer that was lost is settled even now
    const block = rewardBlock(stored.effects.tip, 'next');
    await next.store.append(block.block, block.effects);
    expect((await old.store.tip())!.hash).toEqual(block.block.hash);
    await old.lease.release(); // has no owner any more, and takes nothing from the other
    const [row] = await next.connection.run(RENEW_WRITER_LEASE, { fence: next.connection.fence! });
    expect(row).toBeDefined();
    await next.lease.release();
  });

  it('cannot be replaced in the middle of an append', async () => {
    const [old, next] = [server(), server()];
    await old.lease.acquire();
    const tip = (await old.store.tip())!;
    const { block, effects } = rewardBlock(tip, 'slow');
    const holder = new (await import('pg')).Client({ connectionString: project.databaseUrl });
    await holder.connect();
    // An append that has passed the check and is not yet committed.
    await holder.query('BEGIN');
    await holder.query('SELECT ledger_access.demand_writer_lease($1)', [String(old.connection.fence)]);
    const takeover = next.lease.acquire();
    const early = await Promise.race([takeover, new Promise((resolve) => setTimeout(() => resolve('waits'), 500))]);
    expect(early === 'waits' || early === false).toBe(true);
    await holder.query('COMMIT');
    await holder.end();
    await takeover.catch(() => undefined);
    await old.store.append(block, effects);
    await Promise.all([old.lease.release(), next.lease.release()]);
  });

  it('believes in its lease no longer than the database does, and wins it back when no other came', async () => {
    const { lease } = server();
    await lease.acquire();
    project.rest.choose = ({ name }) => (name === 'ledger_renew_writer_lease' ? 'reset_before' : null);
    const before = project.rest.happened('reset_before');
    while (lease.held()) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(project.rest.happened('reset_before')).toBeGreaterThan(before);
    project.rest.choose = () => null;
    expect(await lease.acquire()).toBe(true);
    await lease.release();
  });

  it.each<RestFault>(['reset_after', 'mute', 'gateway', 'half', 'reset_before'])(
    'settles an append that was answered by %s: the block is stored once, and nothing is half',
    async (fault) => {
      const { lease, connection, store } = server();
      await lease.acquire();
      const tip = (await store.tip())!;
      const { block, effects } = rewardBlock(tip, `settled ${fault}`);
      const happened = project.rest.happened(fault);
      project.rest.once('ledger_append_block', fault);
      await new AppendBlock(store, 20_000).execute(block, effects, () => {});
      expect(project.rest.happened(fault)).toBe(happened + 1);
      expect((await store.tip())!.hash).toEqual(block.hash);
      expect(await store.hasLooseEnd()).toBe(false);
      expect(await connection.run(APPEND_BLOCK, appendValues(block, effects))).toEqual([{ appended: false }]);
      await lease.release();
    },
  );
});
