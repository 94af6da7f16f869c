import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Contract } from '../../support/contract.js';
import { EventReader } from '../../support/event-reader.js';
import { type Exchange, LedgerClient, succeeded } from '../../support/ledger-client.js';
import { MailServer, type ReceivedMail } from '../../support/mail-server.js';
import { fillWithMigrated } from '../../support/migrated-directory.js';
import { prepareProduction } from '../../support/production.js';
import { type RunningServer, startServer } from '../../support/server.js';

export const OWNER_IP = '198.51.100.7';

export interface Person {
  full_name: string;
  email: string;
  cnic: string;
}

export const AMINA: Person = { full_name: 'Amina Khan', email: 'Amina@example.org', cnic: '35202-1234567-1' };

/** Production servers on one store behind a proxy that says where callers are, and the mail server that they send codes by. */
export class ProductionWorld {
  readonly clients: LedgerClient[] = [];

  /** @param databases one server each; an empty text is the embedded database */
  static async open(
    databases: readonly string[],
    env: Record<string, string> = {},
    nodeArgs: string[] = [],
  ): Promise<ProductionWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'mizan-identity-'));
    if (databases.includes('')) await fillWithMigrated(dataDir);
    const mail = await MailServer.start();
    const production = prepareProduction(dataDir, {
      SERVE: 'ledger',
      SMTP_URL: mail.url,
      PUBLIC_HOSTS: '127.0.0.1',
      TRUSTED_PROXIES: '127.0.0.1',
      FAUCET_ENABLED: '1',
      RATE_LIMIT: '0',
      POW_BITS: '4',
      DOCS: '1',
      ...env,
    });
    const servers: RunningServer[] = [];
    for (const url of databases) {
      const serverEnv = { ...production.env, ...(url && { DATABASE_URL: url }) };
      servers.push(await startServer({ dataDir, env: serverEnv, nodeArgs }));
    }
    const world = new ProductionWorld(dataDir, mail, servers, production.administratorToken);
    const contract = await Contract.of(servers[0]!.ledgerUrl);
    world.clients.push(...servers.map(({ ledgerUrl }) => new LedgerClient(ledgerUrl, contract)));
    return world;
  }

  private constructor(
    private readonly dataDir: string,
    readonly mail: MailServer,
    readonly servers: readonly RunningServer[],
    readonly administratorToken: string,
  ) {}

  async close(): Promise<void> {
    for (const server of this.servers) await server.stop();
    await this.mail.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Posts as a caller at `ip`, with a session's token if they have one; to the server with that number. */
  post(path: string, body?: object, { ip = OWNER_IP, token, server = 0 }: Caller = {}): Promise<Exchange> {
    return this.clients[server]!.post(path, body, headersOf(ip, token));
  }

  get(path: string, { ip = OWNER_IP, token, server = 0 }: Caller = {}): Promise<Exchange> {
    return this.clients[server]!.get(path, headersOf(ip, token));
  }

  /** Follows what concerns a wallet. */
  hear(address: string, { ip = OWNER_IP, token, server = 0 }: Caller = {}): Promise<EventReader> {
    const { ledgerUrl } = this.servers[server]!;
    return EventReader.open(`${ledgerUrl}/api/v1/events?address=${address}`, headersOf(ip, token));
  }

  /** Gives a wallet 15000 units. */
  async fund(address: string): Promise<void> {
    succeeded(await this.post('/admin/fund', { address, amount: 15_000 }, { token: this.administratorToken }));
  }

  async register(person: Person = AMINA, ip = registrar()): Promise<{ user_id: string; wallet_address: string }> {
    return succeeded(await this.post('/register', person, { ip }));
  }

  /** Asks for a code, and returns the mail that brings it. */
  async mailed(email = AMINA.email, purpose?: 'payment', caller: Caller = {}): Promise<ReceivedMail> {
    const arrives = this.mail.next(email);
    const { json } = await this.post('/auth/request-otp', { email, purpose }, caller);
    if (json?.email !== email || json.otp !== undefined) throw new Error(`no code was made: ${JSON.stringify(json)}`);
    return arrives;
  }

  async logIn(email = AMINA.email, caller: Caller = {}): Promise<string> {
    const { code } = await this.mailed(email, undefined, caller);
    return succeeded(await this.post('/auth/verify-otp', { email, otp: code }, caller)).token;
  }
}

export interface Caller {
  ip?: string;
  token?: string;
  server?: number;
}

function headersOf(ip: string, token: string | undefined): Record<string, string> {
  return {
    'x-forwarded-for': ip,
    'x-forwarded-proto': 'https',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

let registrars = 0;

/** A network registers twenty people an hour; each of these comes from one of its own. */
function registrar(): string {
  registrars++;
  return `10.200.${registrars >> 8}.${registrars & 255}`;
}
