import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { listen, portOf, stopListening } from '../../support/loopback-server.js';

/** `cut`: the server does what was asked, and the connection is cut in place of the answer. `hold`: the answer never comes. */
type Harm = 'cut' | 'hold';

/** Stands between a client and its server, and keeps answers from the client. */
export class CuttingProxy {
  /** What was asked so far, with the idempotency key. */
  readonly requests: { method: string; path: string; key: string | undefined }[] = [];
  /** How many answers were kept back. */
  harmed = 0;
  private planned: { harm: Harm; answers: number } = { harm: 'cut', answers: 0 };

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {}

  static async start(target: string): Promise<CuttingProxy> {
    const server = createServer((incoming, outgoing) => proxy.pass(incoming, outgoing));
    const proxy = new CuttingProxy(server, new URL(target));
    await listen(server);
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.server)}`;
  }

  /** Does this to the next answers, and forgets what was asked. */
  next(harm: Harm, answers: number): void {
    this.planned = { harm, answers };
    this.requests.length = 0;
    this.harmed = 0;
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url: path = '', headers } = incoming;
    this.requests.push({ method, path, key: headers['idempotency-key'] as string | undefined });
    const { hostname, port } = this.target;
    const upstream = request({ hostname, port, method, path, headers: { ...headers, host: this.target.host } });
    upstream.on('response', (answer) => {
      if (this.planned.answers === 0) return void answer.pipe(outgoing.writeHead(answer.statusCode!, answer.headers));
      this.planned.answers--;
      this.harmed++;
      answer.resume().on('end', () => this.planned.harm === 'cut' && incoming.socket.destroy());
    });
    upstream.on('error', () => outgoing.destroy());
    incoming.pipe(upstream);
  }
}
