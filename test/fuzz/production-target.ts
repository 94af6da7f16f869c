import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeSigner, secp256k1Signer, signed } from '../registry-api/support/node-signer.js';
import { type Answer, type Sent, send } from '../registry-api/support/registry-client.js';
import { MailServer } from '../support/mail-server.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { prepareProduction } from '../support/production.js';
import { type RunningServer, startServer } from '../support/server.js';
import type { CallerName, Credentials, FuzzTarget } from './fuzz-target.js';
import type { KnownValues } from './json-texts.js';
import { REGISTRY_WORDS } from './registry-words.js';

const DATABASE = 'fuzzed';
const NODE = 'node-rich';
const OTHER_NODE = 'node-other';
const ENVIRONMENT = {
  SERVE: 'ledger,registry',
  PUBLIC_HOSTS: '127.0.0.1',
  DOCS: '1',
  RATE_LIMIT: '0',
  POW_BITS: '1',
  FAUCET_ENABLED: '1',
  DEVNET_BLOCK_INTERVAL_MS: '0',
  WALLET_POLL_INTERVAL_MS: '200',
  WALLET_MAX_TRANSACTIONS_PER_WINDOW: '1000000',
  WALLET_MAX_ADDRESSES_PER_WINDOW: '1000000',
  NODES_PER_NETWORK_DAILY: '1000000',
  NODES_PER_NETWORK: '1000000',
  NODE_LIMIT: '1000000',
};

interface User {
  readonly id: string;
  readonly email: string;
  readonly address: string;
}

/** Production on PostgreSQL with a real mailbox: two users, two nodes with wallets, and an administrator. */
export class ProductionTarget implements FuzzTarget {
  readonly mode = 'production';
  readonly callers = ['nobody', 'user', 'node', 'administrator'] as const;
  readonly known: FuzzTarget['known'] = { ledger: {}, registry: {} };
  readonly secrets: string[] = [];
  server!: RunningServer;
  private signer: NodeSigner = secp256k1Signer();
  private administrator!: string;
  private session!: string;
  private leaver!: User;
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'mizan-fuzz-'));
  private readonly mail: MailServer;
  private readonly postgres: PostgresServer;

  static async start(): Promise<ProductionTarget> {
    const target = new ProductionTarget(await MailServer.start(), await startPostgres());
    try {
      await target.populate();
      return target;
    } catch (error) {
      await target.stop();
      throw error;
    }
  }

  private constructor(mail: MailServer, postgres: PostgresServer) {
    this.mail = mail;
    this.postgres = postgres;
  }

  async credentials(caller: CallerName, { method, target: path, body }: Parameters<FuzzTarget['credentials']>[1]) {
    if (caller === 'administrator') return bearer(this.administrator);
    if (caller === 'node') return signed(this.signer, { method, path, ...(body !== undefined && { body }) }).headers!;
    if (caller === 'nobody') return {};
    return bearer(path.startsWith('/api/v1/auth/logout') ? await this.newSession(this.leaver) : this.session);
  }

  async stop(): Promise<void> {
    await this.server?.stop();
    await this.mail.stop();
    await this.postgres.stop();
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 3 });
  }

  private async populate(): Promise<void> {
    const { env, administratorToken } = prepareProduction(this.dataDir, {
      ...ENVIRONMENT,
      DATABASE_URL: await this.postgres.createDatabase(DATABASE),
      SMTP_URL: this.mail.url,
      ZAKAT_WALLET_ADDRESS: 'ab'.repeat(32),
    });
    this.administrator = administratorToken;
    this.server = await startServer({ dataDir: this.dataDir, env });
    Object.assign(this.known, { ledger: await this.populateLedger(), registry: await this.populateRegistry() });
    this.secrets.push(this.administrator, this.session);
  }

  private async populateLedger(): Promise<KnownValues> {
    const amina = await this.register('Amina Khan', '42101-1234567-1');
    this.leaver = await this.register('Omar Aziz', '42101-7654321-2');
    this.session = await this.logIn(amina);
    const fund = () =>
      this.ask('ledger', 'administrator', 'POST', '/api/v1/admin/fund', { address: amina.address, amount: 1 });
    const { body, headers } = await fund();
    const txid = String(headers['x-transaction-id']);
    for (let times = 0; times < 20; times++) await fund();
    const payment = { from: amina.address, to: this.leaver.address, amount: 5 };
    const { transaction } = (await this.ask('ledger', 'nobody', 'POST', '/api/v1/transactions/prepare', payment)).body;
    const addresses = [amina.address, this.leaver.address, amina.address.toUpperCase(), 'ab'.repeat(32)];
    return {
      address: addresses,
      from: [amina.address, amina.address, this.leaver.address],
      to: addresses,
      privKey: ['', '11'.repeat(32)],
      id: [txid, txid.toUpperCase()],
      index: ['0', '1', 'tip', body.block_hash],
      email: [amina.email, this.leaver.email, 'Amina.Khan@Example.org'],
      user_id: [amina.id, this.leaver.id],
      full_name: ['Amina Khan'],
      cnic: ['42101-1234567-1', '42101-7654321-2'],
      otp: ['123456', '000000'],
      Txid: [transaction.Vin[0].Txid, ''],
      ID: [transaction.ID],
      PubKeyHash: [Buffer.from(this.leaver.address, 'hex').toString('base64')],
      PubKey: [''],
      Signature: [''],
      signature: ['00'.repeat(64), 'ab'.repeat(64)],
      public_key: ['0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'],
    };
  }

  private async populateRegistry(): Promise<KnownValues> {
    const other = secp256k1Signer();
    const addresses = [await this.open(NODE, this.signer), await this.open(OTHER_NODE, other)];
    await this.ask('registry', 'administrator', 'POST', '/devnet/faucet', { address: addresses[0], amount: 100 });
    await this.ask('registry', 'administrator', 'POST', '/devnet/mine', { blocks: 7 });
    const recipients = [...addresses, 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'];
    return {
      ...REGISTRY_WORDS,
      address: [...recipients, '10.0.0.7:9000'],
      recipient_address: recipients,
      node_id: [NODE, NODE, OTHER_NODE, 'nobody'],
      public_key: [this.signer.keyId, other.keyId],
    };
  }

  private async register(full_name: string, cnic: string): Promise<User> {
    const email = `${full_name.toLowerCase().replace(' ', '.')}@example.org`;
    const { body } = await this.ask('ledger', 'nobody', 'POST', '/api/v1/register', { full_name, email, cnic });
    return { id: body.user_id, email, address: body.wallet_address };
  }

  private async logIn({ id, email }: User): Promise<string> {
    const mail = this.mail.next(email);
    await this.ask('ledger', 'nobody', 'POST', '/api/v1/auth/request-otp', { email });
    const code = { email, otp: (await mail).code, user_id: id };
    return (await this.ask('ledger', 'nobody', 'POST', '/api/v1/auth/verify-otp', code)).body.token;
  }

  /** Written into the database, since a mailbox gets only so many codes. */
  private async newSession({ id }: User): Promise<string> {
    const token = `mizan_session_${randomBytes(32).toString('base64url')}`;
    await this.postgres.run(
      `INSERT INTO ledger.sessions (token_hash, user_id, created_at, idle_until, expires_at)
       VALUES ($1, $2, now(), now() + interval '1 h', now() + interval '1 h')`,
      [createHash('sha256').update(token).digest(), id],
      DATABASE,
    );
    return token;
  }

  /** Registers the node with its key and opens its wallet, whose address it returns. */
  private async open(node_id: string, signer: NodeSigner): Promise<string> {
    const registration = { node_id, address: '10.0.0.7:9000', capabilities: ['gpu'], public_key: signer.keyId };
    const ask = async (path: string, body: object) =>
      succeeded(await this.send('registry', signed(signer, { method: 'POST', path, body: JSON.stringify(body) })));
    await ask('/nodes/register', registration);
    return (await ask('/wallet/create', { node_id, wallet_name: 'my wallet' })).body.wallet.address;
  }

  private async ask(api: 'ledger' | 'registry', caller: CallerName, method: string, path: string, content: object) {
    const body = JSON.stringify(content);
    const headers = await this.credentials(caller, { method, target: path, body });
    return succeeded(await this.send(api, { method, path, body, headers: { ...headers } }));
  }

  private send(api: 'ledger' | 'registry', sent: Sent): Promise<Answer> {
    return send(Number(new URL(api === 'ledger' ? this.server.ledgerUrl : this.server.registryUrl).port), sent);
  }
}

function bearer(token: string): Credentials {
  return { Authorization: `Bearer ${token}` };
}

function succeeded(answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw new Error(`the world to fuzz could not be made: ${answer.status} ${answer.text}`);
}
