import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';
import { roleOfToken } from './api-keys.js';
import { answerOfFailure, HttpFailure, noSuchFunction, noSuchTable } from './postgrest-failures.js';
import { OPERATORS, parseTableQuery, type TableQuery } from './query-grammar.js';

/**
 * `reset_before`: the connection is cut and PostgREST never hears of it. `reset_after`: it does what was asked, and the
 * connection is cut instead of the answer. `mute`: it does what was asked and never answers. `gateway`: 502 with a page of
 * HTML although it did what was asked. `pool`: 504, no connection to the database was free. `half`: half of the answer.
 */
export type RestFault = 'reset_before' | 'reset_after' | 'mute' | 'gateway' | 'pool' | 'half';

export interface RestCall {
  /** Name of the function, or of the table. */
  readonly name: string;
  readonly role: string;
  readonly method: string;
  readonly body: string;
}

/** Rows that Supabase returns at most, unless the project says otherwise. */
const MAX_ROWS = 1000;

interface Callable {
  readonly parameters: Map<string, string>;
  readonly isStable: boolean;
  readonly isSet: boolean;
}

/**
 * A stand-in for PostgREST behind Supabase's gateway, over a real PostgreSQL: the parts of its interface that postgrest-js
 * uses for calling functions and reading tables, its errors, its schema cache, and faults on command. Every request is one
 * transaction under the role that its key stands for.
 */
export class Postgrest {
  /** Decides about each call; null lets it through. */
  choose: (call: RestCall) => RestFault | null = () => null;
  /** Every answer is this late. */
  latencyMs = 0;
  /** Requests so far, by the name of what was asked for. */
  readonly requests = new Map<string, number>();
  readonly bytes = { received: 0, sent: 0 };
  private readonly counts = new Map<RestFault, number>();
  private readonly pool: Pool;
  private readonly server: Server;
  private functions = new Map<string, Callable>();

  static async start(databaseUrl: string): Promise<Postgrest> {
    const standIn = new Postgrest(databaseUrl);
    await standIn.reloadSchema();
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  private constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 10, options: '-c statement_timeout=8000' });
    this.pool.on('error', () => {});
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  /** What a project's `SUPABASE_URL` would be. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How often a fault was really done. A test that injects one asserts this. */
  happened(fault: RestFault): number {
    return this.counts.get(fault) ?? 0;
  }

  /** Does `fault` to the next call of `name`, then lets everything through. */
  once(name: string, fault: RestFault): void {
    this.choose = (call) => {
      if (call.name !== name) return null;
      this.choose = () => null;
      return fault;
    };
  }

  /** As on `NOTIFY pgrst, 'reload schema'`. */
  async reloadSchema(): Promise<void> {
    const { rows } = await this.pool.query(
      `SELECT p.proname AS name, p.provolatile <> 'v' AS "isStable", p.proretset AS "isSet",
         coalesce((SELECT json_agg(json_build_array(p.proargnames[k.place], format_type(k.type, NULL)) ORDER BY k.place)
                   FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS k (type, place)), '[]') AS parameters
       FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace`,
    );
    this.functions = new Map(rows.map((row) => [row.name, { ...row, parameters: new Map(row.parameters) }]));
  }

  /** Its schema cache has not heard of this function yet: PGRST202. */
  forget(name: string): void {
    this.functions.delete(name);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await this.pool.end();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      this.bytes.received += body.length;
      await this.answer(request, response, body.toString('utf8'));
    } catch {
      request.socket.destroy(); // the caller hung up
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const url = new URL(request.url!, 'http://stand.in');
    const [, name = '', isCall] = callName(url.pathname);
    this.requests.set(name, (this.requests.get(name) ?? 0) + 1);
    let answer: { status: number; headers: Record<string, string>; text: string };
    let fault: RestFault | null = null;
    try {
      const role = roleOfToken(request.headers);
      fault = this.choose({ name, role, method: request.method!, body });
      if (fault) this.counts.set(fault, this.happened(fault) + 1);
      if (fault === 'reset_before') return void request.socket.destroy();
      if (fault === 'pool')
        throw new HttpFailure(504, 'PGRST003', 'Timed out acquiring connection from connection pool.');
      answer = isCall
        ? await this.call(name, role, url, request.method!, body)
        : await this.read(name, role, url, request);
    } catch (error) {
      answer = answerOfFailure(error);
    }
    if (this.latencyMs > 0) await sleep(this.latencyMs);
    if (fault === 'mute') return;
    if (fault === 'reset_after') return void request.socket.destroy();
    if (fault === 'gateway')
      answer = { status: 502, headers: { 'content-type': 'text/html' }, text: '<html>502</html>' };
    const bytes = Buffer.from(answer.text);
    this.bytes.sent += bytes.length;
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      ...answer.headers,
      'content-length': bytes.length,
    });
    if (fault === 'half') {
      response.write(bytes.subarray(0, bytes.length >> 1), () => request.socket.destroy());
      return;
    }
    response.end(bytes);
  }

  private async call(name: string, role: string, url: URL, method: string, body: string) {
    const args = method === 'GET' ? Object.fromEntries(url.searchParams) : JSON.parse(body || '{}');
    const known = this.functions.get(name);
    const names = Object.keys(args);
    if (!known || names.length !== known.parameters.size || !names.every((arg) => known.parameters.has(arg))) {
      throw noSuchFunction(name, names);
    }
    const quotedNames = names.map((arg) => `"${arg.replaceAll('"', '""')}"`);
    const fields = names.map((arg, at) => `${quotedNames[at]} ${known.parameters.get(arg)}`);
    const call = `public."${name}"(${quotedNames.map((arg) => `${arg} := _.${arg}`).join(', ')})`;
    const from = names.length === 0 ? '' : `FROM json_to_record($1::json) AS _(${fields.join(', ')})`;
    const sql = known.isSet
      ? `SELECT coalesce(json_agg(r), '[]')::text AS answer FROM (SELECT (${call}).* ${from} LIMIT ${MAX_ROWS}) AS r`
      : `SELECT to_json(${call})::text AS answer ${from}`;
    const text = await this.transact(role, known.isStable, async (client) => {
      const { rows } = await client.query(sql, names.length === 0 ? [] : [JSON.stringify(args)]);
      return rows[0].answer ?? 'null';
    });
    return { status: 200, headers: {}, text };
  }

  private async read(name: string, role: string, url: URL, { headers }: IncomingMessage) {
    const query = parseTableQuery(url.searchParams);
    const { rows: known } = await this.pool.query(
      `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') AND relname = $1`,
      [name],
    );
    if (known.length === 0) throw noSuchTable(name);
    const wantsCount = /count=exact/.test(String(headers.prefer ?? ''));
    const { sql, values } = selectSql(name, query);
    const { text, rows, total } = await this.transact(role, true, async (client) => {
      const answer = await client.query(
        `SELECT coalesce(json_agg(r), '[]')::text AS text, count(*)::int AS rows FROM (${sql} LIMIT ${Math.min(query.limit ?? MAX_ROWS, MAX_ROWS)} OFFSET ${query.offset}) AS r`,
        values,
      );
      const count = wantsCount
        ? await client.query(`SELECT count(*)::int AS total FROM (${sql}) AS r`, values)
        : undefined;
      return { ...answer.rows[0], total: count?.rows[0].total ?? '*' };
    });
    const range = rows === 0 ? `*/${total}` : `${query.offset}-${query.offset + rows - 1}/${total}`;
    return { status: total !== '*' && rows < total ? 206 : 200, headers: { 'content-range': range }, text };
  }

  /** One transaction a request, under the caller's role. */
  private async transact<T>(role: string, isReadOnly: boolean, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED ${isReadOnly ? 'READ ONLY' : ''}`);
      await client.query(`SET LOCAL ROLE "${role}"`);
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => client.release(),
        () => client.release(true),
      );
      throw error;
    }
  }
}

function callName(path: string): [string, string?, boolean?] {
  const [, call, table] = /^\/rest\/v1\/(?:rpc\/([^/]+)|([^/]+))$/.exec(path) ?? [];
  if (call !== undefined) return [path, decodeURIComponent(call), true];
  return [path, decodeURIComponent(table ?? ''), false];
}

function selectSql(table: string, { select, filters, order }: TableQuery): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions = filters.map(({ column, negated, operator, values: given }) => {
    const condition =
      operator === 'is'
        ? `"${column}" IS ${{ null: 'NULL', true: 'TRUE', false: 'FALSE' }[given[0]!] ?? 'UNKNOWN'}`
        : operator === 'in'
          ? `"${column}"::text = ANY ($${values.push(given)}::text[])`
          : `"${column}" ${OPERATORS[operator]} $${values.push(given[0])}`;
    return negated ? `NOT (${condition})` : condition;
  });
  const columns = select.map((name) => (name === '*' ? '*' : `"${name}"`)).join(', ');
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const by = order.map(
    ({ column, descending, nulls }) => `"${column}"${descending ? ' DESC' : ''}${nulls ? ` NULLS ${nulls}` : ''}`,
  );
  return {
    sql: `SELECT ${columns} FROM public."${table}" ${where} ${by.length > 0 ? `ORDER BY ${by.join(', ')}` : ''}`,
    values,
  };
}
