import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen, portOf, stopListening } from './loopback-server.js';

/**
 * `reset_before`: the connection is cut and the daemon never hears of it. `reset_after`: it does what was asked and the
 * connection is cut instead of the answer. `swallow`: the same, and the caller waits without end. `mute`: neither heard nor
 * answered. `delay`: answered late.
 */
export type ProxyFault = 'reset_before' | 'reset_after' | 'swallow' | 'mute' | 'delay';

export interface ProxiedCall {
  id?: unknown;
  method: string;
  params: unknown[];
}

/** Stands between the registry and a real daemon, understands which method is called, and does harm on command. */
export class FaultProxy {
  /** Decides about each call; null lets it through. */
  choose: (call: ProxiedCall) => ProxyFault | null = () => null;
  delayMs = 200;
  /** Core's number with which a call is refused, without the daemon hearing of it; null lets it through. */
  refuse: (call: ProxiedCall) => number | null = () => null;
  refused = 0;
  /** Changes the text of an answer on its way; undefined leaves it as it is. */
  rewrite: (call: ProxiedCall, answer: string) => string | undefined = () => undefined;
  rewritten = 0;
  readonly passed = new Map<string, number>();
  private readonly counts = new Map<ProxyFault, number>();

  private constructor(
    private readonly server: Server,
    private readonly targetPort: number,
  ) {}

  static async start(targetPort: number): Promise<FaultProxy> {
    const server = createServer((incoming, outgoing) => void proxy.handle(incoming, outgoing));
    const proxy = new FaultProxy(server, targetPort);
    await listen(server);
    return proxy;
  }

  get port(): number {
    return portOf(this.server);
  }

  /** How often a fault was really done. A test that injects one asserts this. */
  happened(fault: ProxyFault): number {
    return this.counts.get(fault) ?? 0;
  }

  /** Does `fault` to the next call of `method`, then lets everything through. */
  once(method: string, fault: ProxyFault): void {
    this.choose = (call) => {
      if (call.method !== method) return null;
      this.choose = () => null;
      return fault;
    };
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const call = JSON.parse(body.toString('utf8')) as ProxiedCall;
    const fault = this.choose(call);
    if (fault) this.counts.set(fault, this.happened(fault) + 1);
    if (fault === 'reset_before') return void incoming.socket.destroy();
    if (fault === 'mute') return;
    if (fault === 'delay') await sleep(this.delayMs);
    const code = this.refuse(call);
    if (code !== null) {
      this.refused++;
      const error = { code, message: 'words that nobody should rely on' };
      outgoing.writeHead(500, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ result: null, error, id: call.id }));
      return;
    }
    const answer = await this.forward(incoming, body).catch(() => null);
    this.passed.set(call.method, (this.passed.get(call.method) ?? 0) + 1);
    if (fault === 'swallow') return;
    if (fault === 'reset_after' || !answer) return void incoming.socket.destroy();
    outgoing.writeHead(answer.status, { 'content-type': answer.contentType });
    const rewritten = this.rewrite(call, answer.body.toString('utf8'));
    if (rewritten !== undefined) this.rewritten++;
    outgoing.end(rewritten ?? answer.body);
  }

  private forward(
    incoming: IncomingMessage,
    body: Buffer,
  ): Promise<{ status: number; contentType: string; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const onward = request(
        {
          host: '127.0.0.1',
          port: this.targetPort,
          method: 'POST',
          path: incoming.url,
          agent: false,
          headers: { authorization: incoming.headers.authorization, 'content-length': body.length },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 502,
              contentType: response.headers['content-type'] ?? 'application/json',
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });
  }
}
