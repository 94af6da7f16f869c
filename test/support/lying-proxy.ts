import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen, portOf, stopListening } from './loopback-server.js';

export interface SeenRequest {
  readonly method: string;
  /** Path with query. */
  readonly target: string;
  readonly body: string;
}

/** Changes the parsed answer to a request, a refusal too; undefined leaves it as it came. */
// biome-ignore lint/suspicious/noExplicitAny: it changes whatever came
export type Lie = (request: SeenRequest, answer: any) => unknown;

/** Stands before a server, notes what it is asked, and changes answers on their way. */
export class LyingProxy {
  /** What a client sent since the last {@link tell}. */
  readonly seen: SeenRequest[] = [];
  /** How many answers were changed. A test that has one changed asserts this. */
  lies = 0;
  private lie: Lie = () => undefined;

  private constructor(
    private readonly server: Server,
    private target: string,
  ) {}

  /** @param target such as `http://127.0.0.1:8080` */
  static async start(target: string): Promise<LyingProxy> {
    const server = createServer((incoming, outgoing) => void proxy.handle(incoming, outgoing));
    const proxy = new LyingProxy(server, target);
    await listen(server);
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.server)}`;
  }

  /** Lies like this from now on, and forgets what was seen. */
  tell(lie: Lie): void {
    this.lie = lie;
    this.lies = 0;
    this.seen.length = 0;
  }

  /** Stands before another server from now on. */
  leadTo(target: string): void {
    this.target = target;
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url: target = '' } = incoming;
    const body = Buffer.concat(chunks).toString();
    const request = { method, target, body };
    this.seen.push(request);
    const { host: _, connection: __, 'content-length': ___, ...headers } = incoming.headers as Record<string, string>;
    // The server refuses what pages of other origins send.
    if (headers.origin !== undefined) headers.origin = this.target;
    const answer = await fetch(this.target + target, { method, headers, body: body || undefined }).catch(
      () => undefined,
    );
    // The server is gone, and so is its proxy.
    if (!answer) return void outgoing.destroy();
    const text = await answer.text();
    const changed = this.lie(request, readJson(text));
    if (changed !== undefined) this.lies++;
    const passed = Object.fromEntries(
      [...answer.headers].filter(([name]) => name.startsWith('x-') || name.startsWith('content-type')),
    );
    if (changed === undefined) outgoing.writeHead(answer.status, passed).end(text);
    else outgoing.writeHead(200, { ...passed, 'content-type': 'application/json' }).end(JSON.stringify(changed));
  }
}

/** Of a refusal in plain text: nothing. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
