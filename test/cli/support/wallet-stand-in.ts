import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  method: string;
  /** As it was sent. */
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** What it does with a request: an answer, or something worse. */
export type Behaviour =
  | { status: number; body: string; headers?: Record<string, string> }
  | 'cut off' // the connection, once the request has arrived
  | 'say half' // an answer that ends in the middle
  | 'stay silent';

const WALLET =
  '{"id":1,"node_id":"node_001","wallet_name":"my_wallet","address":"FAddress1","wallet_type":"flopcoin",' +
  '"balance":90000000.00000014,"balance_units":"9000000000000014","is_active":true,"created_at":"2026-11-21T10:00:00.000Z","updated_at":null}';
const TRANSACTION =
  '{"id":7,"wallet_id":1,"txid":"tx7","recipient_address":"FOther","amount":10.50000000,"transaction_type":"send","status":"pending",' +
  '"fee":0.00022600,"block_height":null,"confirmations":0,"created_at":"2026-11-21T11:00:00.000Z","confirmed_at":null}';

/** What the wire specification says, for one node called `node_001`. Amounts have digits that no double keeps. */
export const ANSWERS: Readonly<Record<string, string>> = {
  'GET /wallet/health': '{"status":"ok","service":"wallet","version":"1.0.0"}',
  'POST /wallet/create': `{"success":true,"message":"Wallet my_wallet created successfully","wallet":${WALLET}}`,
  'GET /wallet/node_001': WALLET,
  'GET /wallet/node_001/balance':
    '{"success":true,"node_id":"node_001","wallet_name":"my_wallet","address":"FAddress1","balance":90000000.00000014,' +
    '"currency":"FLOP","message":"Balance","available":90000000.00000013,"pending":0,"reserved":0.00000001}',
  'POST /wallet/node_001/send': `{"success":true,"txid":"tx7","amount":10.50000000,"recipient":"FOther","transaction":${TRANSACTION},"message":"Sent"}`,
  'GET /wallet/node_001/transactions': `{"success":true,"node_id":"node_001","wallet_name":"my_wallet","transactions":[${TRANSACTION}],"message":"1","next_cursor":"n3xt"}`,
  'POST /wallet/node_001/new-address':
    '{"success":true,"node_id":"node_001","new_address":"FAddress2","wallet_name":"my_wallet","message":"New"}',
};

/** A registry that has wallets in its words only, and misbehaves when it is told to. */
export class WalletStandIn {
  readonly seen: Seen[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private queued: Behaviour | undefined;

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Does this with the next request, and is itself again after that. */
  next(behaviour: Behaviour): void {
    this.queued = behaviour;
  }

  /** The request that arrived last. */
  get last(): Seen {
    const last = this.seen.at(-1);
    if (!last) throw new Error('nothing has been asked');
    return last;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url: path = '', headers } = request;
    this.seen.push({ method, path, headers, body });
    const known = ANSWERS[`${method} ${path.replace(/\?.*/, '')}`];
    const usual: Behaviour = known ? { status: 200, body: known } : { status: 404, body: '{"detail":"Not Found"}' };
    const behaviour = this.queued ?? usual;
    this.queued = undefined;
    if (behaviour === 'stay silent') return;
    if (behaviour === 'cut off') return void request.socket.destroy();
    if (behaviour === 'say half') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"success":true,');
      setTimeout(() => request.socket.destroy(), 50);
      return;
    }
    response
      .writeHead(behaviour.status, { 'content-type': 'application/json', ...behaviour.headers })
      .end(behaviour.body);
  }
}
