import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen, portOf } from './loopback-server.js';

export interface FakeCall {
  method: string;
  params: unknown[];
  authorization: string | undefined;
}

/** What the fake does with a call: a whole HTTP answer, or none. `"id":"x"` in a body is replaced by the caller's own id. */
export type FakeReply =
  | { status: number; body: string; headers?: Record<string, string> }
  | 'close_without_answer'
  | 'never_answer'
  | 'cut_in_the_middle';

/** A daemon on a real socket that says what a test wants it to say, and remembers what it was asked. */
export class FakeCore {
  readonly calls: FakeCall[] = [];
  /** Connections accepted so far, and the most that were open at once. */
  connections = 0;
  mostOpen = 0;
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public reply: (call: FakeCall) => FakeReply | Promise<FakeReply>,
  ) {}

  static async start(reply: (call: FakeCall) => FakeReply | Promise<FakeReply>): Promise<FakeCore> {
    const server = createServer((request, response) => void fake.answer(request, response));
    const fake = new FakeCore(server, reply);
    server.on('connection', (socket) => fake.count(socket));
    await listen(server);
    return fake;
  }

  get port(): number {
    return portOf(this.server);
  }

  called(method: string): FakeCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Breaks every open connection, as a daemon that dies does. */
  dropConnections(): void {
    for (const socket of this.open) socket.destroy();
  }

  async stop(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { id, method, params } = JSON.parse(body);
    const call = { method, params, authorization: request.headers.authorization };
    this.calls.push(call);
    const reply = await this.reply(call);
    if (reply === 'never_answer') return;
    if (reply === 'close_without_answer') return void request.socket.destroy();
    if (reply === 'cut_in_the_middle') {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"result":');
      setTimeout(() => request.socket.destroy(), 20);
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body.replace('"id":"x"', `"id":${JSON.stringify(id)}`));
  }

  private count(socket: Socket): void {
    this.connections++;
    this.open.add(socket);
    this.mostOpen = Math.max(this.mostOpen, this.open.size);
    socket.on('close', () => this.open.delete(socket));
  }
}

/** @param json the result as Core would write it, amounts with eight decimals */
export function ok(json: string): FakeReply {
  return { status: 200, body: `{"result":${json},"error":null,"id":"x"}` };
}

export function refused(code: number): FakeReply {
  const body = `{"result":null,"error":{"code":${code},"message":"words that nobody should rely on"},"id":"x"}`;
  return { status: code === -32601 ? 404 : 500, body };
}
