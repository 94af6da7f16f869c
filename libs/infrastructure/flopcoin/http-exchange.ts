import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { lookupPeer } from '@app/infrastructure/network/lookup-peer.js';
import type { CoreOutage } from '@app/node-wallet';

/** Core's default work queue holds 16 calls on 4 threads: with four sockets the registry alone can never fill it. */
const MAX_SOCKETS = 4;
/** Calls waiting for one of them. Beyond that a caller is better told at once. */
const MAX_WAITING = 64;
/** Core drops a connection that idles for 30 s; letting go earlier avoids writing into one that is just closing. */
const IDLE_MS = 20_000;

export interface ExchangeLimits {
  /** From the call to the last byte of the answer, waiting for a free socket included. */
  timeoutMs: number;
  connectTimeoutMs: number;
  maxAnswerBytes: number;
}

export interface HttpAnswer {
  status: number;
  body: string;
}

/** Not a byte reached the daemon. */
export class NotSent extends Error {
  override readonly name = 'NotSent';

  constructor(
    readonly reason: CoreOutage,
    options?: ErrorOptions,
  ) {
    super('not sent', options);
  }
}

/** Bytes went out and no complete answer came back. */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';

  constructor(
    readonly how: 'timed_out' | 'connection_lost' | 'too_large',
    options?: ErrorOptions,
  ) {
    super(how, options);
  }
}

/**
 * One POST and its answer over a small pool of kept-alive connections; knows HTTP and nothing of JSON-RPC. It follows no
 * redirect: whoever answers for Core must not send us elsewhere.
 */
export class HttpExchange {
  /** Connections opened and lost so far. When it moves, another daemon may be at the other end of the next call. */
  connectionChanges = 0;

  #waiting = 0;
  #closed = false;
  readonly #sockets = new WeakSet<Socket>();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: 'lifo', timeout: IDLE_MS });

  constructor(
    private readonly endpoint: { host: string; port: number },
    private readonly limits: ExchangeLimits,
  ) {}

  /** @throws NotSent, AnswerLost */
  async post(body: string, authorization: string): Promise<HttpAnswer> {
    if (this.#closed) throw new NotSent('down');
    if (this.#waiting >= MAX_SOCKETS + MAX_WAITING) throw new NotSent('queue_full');
    this.#waiting++;
    try {
      return await this.#post(body, authorization);
    } finally {
      this.#waiting--;
    }
  }

  /** Ends idle connections, breaks off those in use, and opens no more. */
  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }

  #post(body: string, authorization: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let connected = false;
      const fail = (how: AnswerLost['how'], cause?: Error) => {
        clearTimeout(deadline);
        clearTimeout(connectDeadline);
        reject(connected ? new AnswerLost(how, { cause }) : new NotSent('down', { cause }));
        outgoing.destroy();
      };
      const outgoing = request({
        ...this.endpoint,
        lookup: lookupPeer,
        agent: this.#agent,
        method: 'POST',
        path: '/',
        headers: { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      });
      const deadline = setTimeout(() => fail('timed_out'), this.limits.timeoutMs);
      let connectDeadline: NodeJS.Timeout | undefined;
      outgoing.on('socket', (socket) => {
        // Not `reusedSocket`: Node leaves it false when a waiting call takes over a socket that another one gives back.
        if (!this.#sockets.has(socket)) {
          this.#sockets.add(socket);
          this.connectionChanges++;
          socket.once('close', () => this.connectionChanges++);
        }
        connected = !socket.connecting;
        if (connected) return;
        connectDeadline = setTimeout(() => fail('timed_out'), this.limits.connectTimeoutMs);
        socket.once('connect', () => {
          connected = true;
          clearTimeout(connectDeadline);
        });
      });
      outgoing.on('error', (error) => fail('connection_lost', error));
      outgoing.on('response', (response) =>
        collect(response, this.limits.maxAnswerBytes, fail, (text) => {
          clearTimeout(deadline);
          resolve({ status: response.statusCode ?? 0, body: text });
        }),
      );
      outgoing.end(body);
    });
  }
}

function collect(
  response: IncomingMessage,
  maxBytes: number,
  fail: (how: AnswerLost['how'], cause?: Error) => void,
  done: (text: string) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) fail('too_large');
    else chunks.push(chunk);
  });
  response.on('error', (error) => fail('connection_lost', error));
  response.on('close', () => {
    if (!response.complete) fail('connection_lost');
  });
  response.on('end', () => {
    if (response.complete) done(Buffer.concat(chunks).toString('utf8'));
  });
}
