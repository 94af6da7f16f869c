import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The event as it came; units of tests are small. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came
  readonly event: any;
  /** The status that it was answered with; 0 when it was left without an answer. */
  readonly status: number;
}

/** What a receiver makes of a request: a status, or an answer of its own. */
export type Behaviour = (response: ServerResponse, count: number) => number;

export const BEHAVIOURS = {
  ok: () => 204,
  gone: () => 410,
  failing: () => 500,
  /** Takes the event and never answers. */
  hanging: () => 0,
  redirecting: (response: ServerResponse) => {
    response.setHeader('location', '/ok');
    return 307;
  },
  /** Says yes, at a length of megabytes. */
  talkative: (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end('x'.repeat(4 * 2 ** 20));
    return 200;
  },
} satisfies Record<string, Behaviour>;

/** A real receiver of webhooks on loopback, which behaves by the first part of the path: `/ok/shop`. */
export class WebhookReceiver {
  readonly received: Received[] = [];

  static async start(more: Record<string, Behaviour> = {}): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver({ ...BEHAVIOURS, ...more });
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  private readonly server: Server;

  private constructor(private readonly behaviours: Record<string, Behaviour>) {
    this.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (text) => {
        body += text;
      });
      request.on('end', () => this.answer(request.url!, request.headers, body, response));
    });
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** What came to a path, in its order. */
  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  /** Waits until so many came. */
  async until(path: string, count: number, withinMs = 15_000): Promise<Received[]> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(20)) {
      if (this.at(path).length >= count) return this.at(path);
    }
    throw new Error(`${this.at(path).length} of ${count} requests came to ${path}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(path: string, headers: IncomingHttpHeaders, body: string, response: ServerResponse): void {
    const behave = this.behaviours[path.split('/')[1]!]!;
    const status = behave(response, this.at(path).length);
    this.received.push({ path, headers, body, event: JSON.parse(body), status });
    if (status !== 0 && !response.headersSent) response.writeHead(status).end();
  }
}

/** Checks a request as every consumer does, with the public library. @throws WebhookVerificationError */
export function verifyWith(secret: string, { headers, body }: Received): void {
  new Webhook(secret).verify(body, headers as Record<string, string>);
}
