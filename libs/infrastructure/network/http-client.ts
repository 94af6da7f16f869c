import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps, Agent as SecureAgent } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { AnswerLost, NotSent } from './http-client.errors.js';

/** As in a URL, which is one. */
export interface HttpServer {
  readonly protocol: string;
  /** IPv6 with or without brackets. */
  readonly hostname: string;
  readonly port: number | string;
}

export interface HttpClientOptions {
  readonly server: HttpServer;
  /** From the call to the last byte of the answer, waiting for a free connection included. */
  readonly timeoutMs: number;
  /** Default: as long as the call may take. */
  readonly connectTimeoutMs?: number;
  readonly maxAnswerBytes: number;
  /** A longer answer is cut off there, and no failure. */
  readonly cutsAnswers?: boolean;
  /** Connections at a time. Default: as many as there are calls. */
  readonly maxConnections?: number;
  /** Calls that wait for one of them; a caller beyond is told at once. Default: any number. */
  readonly maxWaiting?: number;
  /** How long a connection is kept when it has nothing to do. Default: each call has a connection of its own. */
  readonly idleMs?: number;
  /** Resolves the server's name. Default: the system. */
  readonly lookup?: LookupFunction;
}

export interface HttpRequest {
  readonly method: string;
  /** With the query, encoded: sent to the byte. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  /** Ends the call like a lost connection. */
  readonly cancel?: AbortSignal | undefined;
  /** When the client's own is too long. */
  readonly timeoutMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * All calls of ours to other servers. It says whether a request that failed can have been carried out, bounds what it waits
 * for and what it reads, and follows no redirection: no server of ours must send us elsewhere.
 */
export class HttpClient {
  /** Connections opened and lost so far. When it moves, another server may be at the other end of the next call. */
  connectionChanges = 0;

  private underway = 0;
  private isClosed = false;
  private readonly sockets = new WeakSet<Socket>();
  private readonly agent: Agent;
  private readonly isSecure: boolean;

  constructor(private readonly options: HttpClientOptions) {
    const { server, idleMs, maxConnections = Number.POSITIVE_INFINITY } = options;
    this.isSecure = server.protocol === 'https:';
    this.agent = new (this.isSecure ? SecureAgent : Agent)({
      keepAlive: idleMs !== undefined,
      timeout: idleMs,
      maxSockets: maxConnections,
      scheduling: 'lifo',
    });
  }

  /** @throws NotSent, AnswerLost */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    const { maxConnections = 0, maxWaiting = Number.POSITIVE_INFINITY } = this.options;
    if (this.isClosed) throw new NotSent('unreachable');
    if (this.underway >= maxConnections + maxWaiting) throw new NotSent('too_many_waiting');
    this.underway++;
    try {
      return await this.exchange(request);
    } finally {
      this.underway--;
    }
  }

  /** Ends idle connections, breaks off those in use, and opens no more. */
  close(): void {
    this.isClosed = true;
    this.agent.destroy();
  }

  private exchange({ cancel, timeoutMs = this.options.timeoutMs, ...request }: HttpRequest): Promise<HttpAnswer> {
    const { connectTimeoutMs = timeoutMs, maxAnswerBytes, cutsAnswers } = this.options;
    return new Promise<HttpAnswer>((resolve, reject) => {
      let isConnected = false;
      const outgoing = this.begin(request);
      const fail = (how: AnswerLost['how'], cause: Error) => {
        reject(isConnected ? new AnswerLost(how, { cause }) : new NotSent('unreachable', { cause }));
        outgoing.destroy();
      };
      const timedOut = (afterMs: number) => fail('timed_out', new Error(`no answer within ${afterMs / 1000} s`));
      const interrupt = () => fail('connection_lost', new Error('interrupted'));
      const deadline = setTimeout(timedOut, timeoutMs, timeoutMs);
      let connectDeadline: NodeJS.Timeout | undefined;
      cancel?.addEventListener('abort', interrupt, { once: true });
      outgoing.once('close', () => {
        clearTimeout(deadline);
        clearTimeout(connectDeadline);
        cancel?.removeEventListener('abort', interrupt);
      });
      outgoing.on('socket', (socket) => {
        this.count(socket);
        isConnected = !socket.connecting;
        if (isConnected) return;
        connectDeadline = setTimeout(timedOut, connectTimeoutMs, connectTimeoutMs);
        socket.once(this.isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true;
          clearTimeout(connectDeadline);
        });
      });
      outgoing.on('error', (error) => fail('connection_lost', error));
      const cut = (answer: HttpAnswer) => {
        resolve(answer);
        outgoing.destroy();
      };
      outgoing.on('response', (response) =>
        readAnswer(response, maxAnswerBytes, { done: resolve, fail, cut: cutsAnswers ? cut : undefined }),
      );
      outgoing.end(request.body);
    });
  }

  private begin({ method, path, headers, body }: HttpRequest) {
    const { hostname, port } = this.options.server;
    const length = body === undefined ? undefined : { 'content-length': Buffer.byteLength(body) };
    return (this.isSecure ? requestHttps : requestHttp)({
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method,
      path,
      headers: { ...length, ...headers },
      agent: this.agent,
      lookup: this.options.lookup,
    });
  }

  /** Not by `reusedSocket`: Node leaves it false when a waiting call takes over a socket that another one gives back. */
  private count(socket: Socket): void {
    if (this.sockets.has(socket)) return;
    this.sockets.add(socket);
    this.connectionChanges++;
    socket.once('close', () => this.connectionChanges++);
  }
}

interface AnswerEnds {
  done(answer: HttpAnswer): void;
  fail(how: AnswerLost['how'], cause: Error): void;
  /** Takes the beginning of an answer that is too large. */
  cut: ((answer: HttpAnswer) => void) | undefined;
}

function readAnswer(response: IncomingMessage, maxBytes: number, { done, fail, cut }: AnswerEnds): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) return;
    if (cut) cut({ ...headOf(response), body: Buffer.concat(chunks).subarray(0, maxBytes) });
    else fail('too_large', new Error(`an answer of more than ${maxBytes} bytes`));
  });
  response.on('error', (error) => fail('connection_lost', error));
  response.on('end', () => {
    if (response.complete) done({ ...headOf(response), body: Buffer.concat(chunks) });
  });
}

function headOf({ statusCode: status = 0, headers }: IncomingMessage) {
  return { status, headers };
}
