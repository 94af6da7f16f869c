import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = { status: number; body: object } | 'cut off';

/** A ledger that gives these answers, one after the other, and keeps what it was asked. */
export class ScriptedLedger {
  readonly seen: { route: string; headers: IncomingMessage['headers']; body: string }[] = [];
  answers: Answer[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));

  /** @param usual the answer when it has no other */
  constructor(private readonly usual: object) {}

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.seen.push({ route: `${request.method} ${request.url}`, headers: request.headers, body });
    const answer = this.answers.shift() ?? { status: 200, body: this.usual };
    if (answer === 'cut off') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }
}
