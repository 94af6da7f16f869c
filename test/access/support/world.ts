import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModeName } from '@app/kernel';
import { type NodeSigner, secp256k1Signer, signed } from '../../registry-api/support/node-signer.js';
import { type Answer, type Sent, send } from '../../registry-api/support/registry-client.js';
import type { PostgresServer } from '../../support/postgres.js';
import { prepareProduction } from '../../support/production.js';
import { type RunningServer, startServer } from '../../support/server.js';
import type { CallerName } from '../access-table.js';

export type Api = 'ledger' | 'registry';

const ACCESS = {
  SERVE: 'ledger,registry',
  RATE_LIMIT: '0',
  LOG_LEVEL: 'debug',
  DEVNET_BLOCK_INTERVAL_MS: '0',
  ZAKAT_WALLET_ADDRESS: 'a'.repeat(64),
};

/** A server with two users, two nodes and an administrator, each with what proves who they are. */
export class AccessWorld {
  readonly nodeId = 'node_a';
  address = '';
  private userId = '';
  private keys = 0;
  private readonly nodes: Record<'node A' | 'node B', NodeSigner> = {
    'node A': secp256k1Signer(),
    'node B': secp256k1Signer(),
  };
  private readonly tokens = new Map<CallerName, string>();

  static async open(mode: ModeName, postgres: PostgresServer): Promise<AccessWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-access-'));
    const url = await postgres.createDatabase(`access_${mode}`);
    const { env, administratorToken } = prepareProduction(dataDir, {
      ...ACCESS,
      FAUCET_ENABLED: '1',
      DATABASE_URL: url,
    });
    const server = await startServer({ dataDir, env: mode === 'production' ? env : { ...env, APP_MODE: 'demo' } });
    const world = new AccessWorld(server, dataDir, postgres, `access_${mode}`);
    world.tokens.set('administrator', administratorToken);
    await world.registerUsers(postgres, `access_${mode}`);
    for (const name of ['node A', 'node B'] as const) await world.registerNode(name);
    return world;
  }

  private constructor(
    private readonly server: RunningServer,
    private readonly dataDir: string,
    private readonly postgres: PostgresServer,
    private readonly database: string,
  ) {}

  /** Every route that an API says it has, such as `GET /api/v1/health`. */
  routesOf(api: Api): string[] {
    for (const line of this.server.stdout().split('\n')) {
      if (line.includes(`the routes of the ${api}`)) return JSON.parse(line).routes;
    }
    throw new Error(`the ${api} has not told its routes`);
  }

  /** Sends a request with what `caller` has to prove who it is. */
  ask(api: Api, caller: CallerName, request: Sent): Promise<Answer> {
    const port = Number(new URL(api === 'ledger' ? this.server.ledgerUrl : this.server.registryUrl).port);
    if (caller === 'node A' || caller === 'node B') return send(port, signed(this.nodes[caller], request));
    const token = this.tokens.get(caller);
    return send(port, token === undefined ? request : { ...request, headers: { Authorization: `Bearer ${token}` } });
  }

  /** Has a caller's key made in the store: in production a user's would need a mailed code. */
  async makeKey(holder: 'user A' | 'administrator', scopes: readonly string[]): Promise<string> {
    const key = `mizan_key_${randomBytes(32).toString('base64url')}`;
    const userId = holder === 'user A' ? this.userId : null;
    await this.postgres.run(
      `INSERT INTO ledger.api_keys (id, key_hash, name, holder, user_id, place, scopes, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, now())`,
      [
        ...[randomUUID(), createHash('sha256').update(key).digest(), `key ${++this.keys}`],
        ...[userId === null ? 'administrator:administrator-1' : `user:${userId}`, userId, this.keys, scopes],
      ],
      this.database,
    );
    return key;
  }

  askWith(token: string, request: Sent): Promise<Answer> {
    const port = Number(new URL(this.server.ledgerUrl).port);
    return send(port, { ...request, headers: { Authorization: `Bearer ${token}` } });
  }

  /** Brings node A back into service. */
  async reviveNode(): Promise<void> {
    const body = JSON.stringify({ node_id: this.nodeId, address: '10.0.0.7:9000', capabilities: [] });
    const { status } = await this.ask('registry', 'administrator', { method: 'POST', path: '/nodes/register', body });
    if (status !== 200) throw new Error(`node A could not be revived: ${status}`);
  }

  async close(): Promise<void> {
    await this.server.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async registerUsers(postgres: PostgresServer, database: string): Promise<void> {
    const [asha, omar] = [await this.register('asha', '1'), await this.register('omar', '2')];
    this.address = asha.wallet_address;
    this.userId = asha.user_id;
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
    const session = async (caller: CallerName, userId: string, from: Date, until: Date) => {
      const token = `mizan_session_${randomBytes(32).toString('base64url')}`;
      const hash = createHash('sha256').update(token).digest();
      this.tokens.set(caller, token);
      await postgres.run(
        'INSERT INTO ledger.sessions (token_hash, user_id, created_at, idle_until, expires_at) VALUES ($1, $2, $3, $4, $4)',
        [hash, userId, from, until],
        database,
      );
      return hash;
    };
    await session('user A', asha.user_id, hours(0), hours(1));
    await session('user B', omar.user_id, hours(0), hours(1));
    await session('expired session', asha.user_id, hours(-2), hours(-1));
    const revoked = await session('revoked session', asha.user_id, hours(0), hours(1));
    await postgres.run('DELETE FROM ledger.sessions WHERE token_hash = $1', [revoked], database);
  }

  private async register(name: string, digit: string): Promise<{ user_id: string; wallet_address: string }> {
    const body = JSON.stringify({
      full_name: name,
      email: `${name}@example.com`,
      cnic: `35202-${digit.repeat(7)}-${digit}`,
    });
    const answer = await this.ask('ledger', 'nobody', { method: 'POST', path: '/api/v1/register', body });
    if (answer.status !== 200) throw new Error(`${name} could not be registered: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  private async registerNode(name: 'node A' | 'node B'): Promise<void> {
    const node_id = name === 'node A' ? this.nodeId : 'node_b';
    const fields = { node_id, address: '10.0.0.7:9000', capabilities: [], public_key: this.nodes[name].keyId };
    const { status, text } = await this.ask('registry', name, {
      method: 'POST',
      path: '/nodes/register',
      body: JSON.stringify(fields),
    });
    if (status !== 200) throw new Error(`${name} could not be registered: ${status} ${text}`);
  }
}
