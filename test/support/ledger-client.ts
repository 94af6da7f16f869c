import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from './contract.js';

export interface Exchange {
  method: string;
  /** Below /api/v1, with the query. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body of a JSON answer, else undefined. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  json: any;
}

export interface Wallet {
  address: string;
  private_key: string;
}

export interface BlockSummary {
  index: number;
  timestamp: number;
  hash: string;
  prev_hash: string;
  tx_count: number;
}

export interface BlockHeader {
  height: number;
  hash: string;
  prev_hash: string;
  merkle_root: string;
  timestamp: number;
  bits: number;
  nonce: number;
  bytes: string;
}

export interface Transaction {
  ID: string;
  Vin: { Txid: string; Vout: number; Signature: string | null; PubKey: string }[];
  Vout: { Value: number; PubKeyHash: string }[];
}

export interface Block {
  Timestamp: number;
  Transactions: Transaction[];
  PrevHash: string;
  Hash: string;
  Nonce: number;
}

export interface Chain {
  height: number;
  tip: string;
  supply: number;
  issued: number;
  redeemed: number;
  unspent_count: number;
  bits: number;
  transaction_count: number;
  utxo_digest: string;
}

/** What the faucet mints. */
export const REWARD = 15_000;

const BUSY = 'the server is busy, try again\n';
const MOST_TRIES = 60;

type Sendable = string | Uint8Array | object | undefined;

/**
 * The ledger as a client sees it. Every exchange is kept, and held against the contract if there is one. The verbs that are
 * named for an effect (`fund`, `pay`, …) throw unless the answer is 200; `get` and `post` return whatever came.
 */
export class LedgerClient {
  readonly exchanges: Exchange[] = [];

  constructor(
    readonly url: string,
    private readonly contract?: Contract,
  ) {}

  /** @param body an object is sent as JSON, a text as it is */
  async exchange(method: string, path: string, body?: Sendable, headers: Record<string, string> = {}) {
    const encoded = typeof body === 'object' && !(body instanceof Uint8Array) ? JSON.stringify(body) : body;
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: encoded === undefined ? headers : { 'content-type': 'application/json', ...headers },
      ...(encoded !== undefined && { body: encoded as string }),
    });
    const text = await answer.text();
    const contentType = answer.headers.get('content-type');
    const json = text !== '' && /json/.test(contentType ?? '') ? JSON.parse(text) : undefined;
    const exchange: Exchange = { method, path, status: answer.status, headers: answer.headers, text, json };
    this.exchanges.push(exchange);
    this.contract?.check({ method, path: `/api/v1${path}`, status: answer.status, contentType, text });
    return exchange;
  }

  get(path: string, headers?: Record<string, string>): Promise<Exchange> {
    return this.exchange('GET', path, undefined, headers);
  }

  /** Comes back as often as a busy server asks it to. */
  async post(path: string, body?: Sendable, headers?: Record<string, string>): Promise<Exchange> {
    for (let tries = 1; ; tries++) {
      const exchange = await this.exchange('POST', path, body, headers);
      if (exchange.text !== BUSY || tries === MOST_TRIES) return exchange;
      await sleep(Number(exchange.headers.get('retry-after')) * 1000);
    }
  }

  async createWallet(): Promise<Wallet> {
    return succeeded(await this.post('/wallets'));
  }

  createWallets(count: number): Promise<Wallet[]> {
    return Promise.all(Array.from({ length: count }, () => this.createWallet()));
  }

  /** A wallet with 15000 units per `rewards`. */
  async fundedWallet(rewards = 1): Promise<Wallet> {
    const wallet = await this.createWallet();
    for (let reward = 0; reward < rewards; reward++) await this.fund(wallet.address);
    return wallet;
  }

  async register(name = 'Amina Khan'): Promise<Wallet & { user_id: string }> {
    const body = { full_name: name, email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`, cnic: '42101-1' };
    const user = succeeded(await this.post('/register', body));
    return { user_id: user.user_id, address: user.wallet_address, private_key: user.private_key };
  }

  async fund(address: string, amount = REWARD): Promise<{ txid: string; block_hash: string }> {
    const exchange = await this.post('/admin/fund', { address, amount });
    return { txid: exchange.headers.get('x-transaction-id')!, block_hash: succeeded(exchange).block_hash };
  }

  /** Asks for a transfer; the answer may be a refusal. */
  send(from: Wallet, to: string, amount: number | bigint): Promise<Exchange> {
    const body = `{"from":"${from.address}","to":"${to}","amount":${amount},"privKey":"${from.private_key}"}`;
    return this.post('/transactions', body);
  }

  /** Transfers, and returns the transaction's ID and its block's hash in hex. */
  async pay(from: Wallet, to: string, amount: number | bigint): Promise<{ txid: string; block_hash: string }> {
    const exchange = await this.send(from, to, amount);
    succeeded(exchange);
    return { txid: exchange.headers.get('x-transaction-id')!, block_hash: exchange.headers.get('x-block-hash')! };
  }

  async balance(address: string): Promise<number> {
    return succeeded(await this.get(`/wallets/${address}/balance`)).balance;
  }

  async chain(): Promise<Chain> {
    return succeeded(await this.get('/chain'));
  }

  async blocks(): Promise<BlockSummary[]> {
    return succeeded(await this.get('/blocks'));
  }

  async block(name: number | string): Promise<Block> {
    return succeeded(await this.get(`/blocks/${name}`));
  }

  async header(name: number | string): Promise<BlockHeader> {
    return succeeded(await this.get(`/blocks/${name}/header`));
  }

  async verify(): Promise<{ ok: boolean; fault?: unknown }> {
    return succeeded(await this.get('/chain/verify'));
  }

  /** Follows `Link` headers from `path` on; every page, as its items. */
  async pages<Item>(path: string, items: (json: never) => Item[] = (json) => json): Promise<Item[][]> {
    const pages: Item[][] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const exchange: Exchange = await this.get(next);
      pages.push(items(succeeded(exchange) as never));
      next = /^<\/api\/v1(\S+)>; rel="next"$/.exec(exchange.headers.get('link') ?? '')?.[1];
      if (pages.length > 10_000) throw new Error('the pages of a list do not end');
    }
    return pages;
  }
}

/** The JSON of an answer that must be 200. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
export function succeeded({ method, path, status, text, json }: Exchange): any {
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${text}`);
  return json;
}

/** Status and text of a refusal: what the tables of the wire format list. */
export function refusal({ status, text }: Exchange): [number, string] {
  return [status, text];
}
