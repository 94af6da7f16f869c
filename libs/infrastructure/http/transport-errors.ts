import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { AnswerWriter } from './answer-writer.js';
import { answerForStatus } from './error-answer.js';

interface ClientError extends Error {
  code?: string;
}

/**
 * Answers a request that never became one: bad framing, headers too large or too slow. The caller gets the app's plain
 * shape and the connection is closed, since nothing after the error can be trusted to be a request.
 */
export function answerClientError(
  answers: AnswerWriter,
  openAnswers: OpenAnswers,
  error: ClientError,
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  openAnswers.whenGiven(socket, () => {
    if (socket.writable) socket.write(rawAnswer(answers, statusOf(error)));
    socket.destroySoon();
  });
}

/** Requests of one connection that are worked on at once. The answers go out one after the other in any case. */
const AT_ONCE = 8;

/** A property of the socket: a WeakMap would be looked through at every collection of garbage. */
const OPEN = Symbol('open answers');
type Connection = Socket & { [OPEN]?: Set<ServerResponse> };

/**
 * Answers that are due on a connection. An error in a pipelined request does not overtake those before it, and a caller who
 * sends a thousand requests at once has the server work on a few of them at a time, so that others get their turn.
 */
export class OpenAnswers {
  /**
   * The answer that must be given before work on the request of this one may begin, when there is one. The caller that adds one
   * says when it is {@link given}.
   */
  add(response: ServerResponse): ServerResponse | undefined {
    const socket: Connection = response.req.socket;
    socket[OPEN] ??= new Set();
    const open = socket[OPEN];
    const before = open.size >= AT_ONCE ? [...open].at(-AT_ONCE) : undefined;
    open.add(response);
    return before;
  }

  given(response: ServerResponse): void {
    (response.req.socket as Connection)[OPEN]?.delete(response);
  }

  /** Those that are due on a connection. */
  due(socket: Socket): ServerResponse[] {
    return [...((socket as Connection)[OPEN] ?? [])];
  }

  /** Calls back when every complete request before now is answered; at once when one of them is itself the broken one. */
  whenGiven(socket: Socket, callback: () => void): void {
    const last = [...((socket as Connection)[OPEN] ?? [])].at(-1);
    if (last?.req.complete) last.once('close', callback);
    else callback();
  }
}

/** CONNECT asks for a tunnel and `Expect` for something only Node could promise; Node answers both with bare lines. */
export function answerConnectAndExpect(server: Server, answers: AnswerWriter): void {
  server.on('connect', ({ headers }, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(rawAnswer(answers, 405, { accept: headers.accept, headers: { Allow: 'GET, HEAD, POST, OPTIONS' } }));
  });
  server.on('checkExpectation', ({ headers: { accept } }, response) => {
    const { contentType, payload } = answers.render(answerForStatus(417), accept);
    const length = Buffer.byteLength(payload);
    const headers = { ...answers.headers, 'Content-Type': contentType, 'Content-Length': length, Connection: 'close' };
    response.writeHead(417, headers).end(payload);
  });
}

function statusOf(error: ClientError): number {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}

interface RawAnswerOptions {
  /** The request's `Accept`, where its headers could be read. */
  readonly accept?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

function rawAnswer(answers: AnswerWriter, status: number, { accept, headers }: RawAnswerOptions = {}): string {
  const { contentType, payload } = answers.render(answerForStatus(status), accept);
  const fields = {
    ...answers.headers,
    ...headers,
    ...(contentType && { 'Content-Type': contentType }),
    'Content-Length': String(Buffer.byteLength(payload)),
    Connection: 'close',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${payload}`;
}
