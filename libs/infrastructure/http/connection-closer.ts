import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { OpenAnswers } from './transport-errors.js';

/** How long a connection is left open once the server stops, in ms, by what it is waiting for. */
const GRACE = {
  /** The caller says nothing, or has not said all of its headers. */
  noRequest: 250,
  /** The body has not come to its end, so nothing of the request was begun. */
  unfinishedRequest: 750,
  /** The answer is being sent, and since then the caller has taken none of it. */
  unreadAnswer: 2_000,
  /** Work on the request. What it has stored stays stored. */
  work: 7_000,
};
const LOOK_EVERY_MS = 50;

interface Watched {
  readonly socket: Socket;
  takenBytes: number;
  takenAt: number;
}

/**
 * Ends the connections of a server that stops. Node closes those that are idle between two requests, and then waits for all
 * others without a limit; a caller who is silent must not hold the process.
 */
export class ConnectionCloser {
  private readonly sockets = new Set<Socket>();

  constructor(
    server: Server,
    private readonly openAnswers: OpenAnswers,
  ) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Returns at once; the last connection is closed after 7 s at most. */
  begin(): void {
    const startedAt = performance.now();
    const watched = new Map<Socket, Watched>();
    const look = () => {
      for (const socket of this.sockets) {
        const state = watched.get(socket) ?? { socket, takenBytes: -1, takenAt: startedAt };
        watched.set(socket, state);
        if (performance.now() > this.deadline(state, startedAt)) socket.destroy();
      }
    };
    setInterval(look, LOOK_EVERY_MS).unref();
    look();
  }

  private deadline(state: Watched, startedAt: number): number {
    const { socket } = state;
    const taken = socket.bytesWritten - socket.writableLength;
    if (taken !== state.takenBytes) Object.assign(state, { takenBytes: taken, takenAt: performance.now() });
    const due = this.openAnswers.due(socket);
    if (due.some((answer) => isAtWork(answer, socket))) return startedAt + GRACE.work;
    if (socket.writableLength > 0) return Math.min(state.takenAt + GRACE.unreadAnswer, startedAt + GRACE.work);
    return startedAt + (due.length > 0 ? GRACE.unfinishedRequest : GRACE.noRequest);
  }
}

/** The request has come in whole, and its answer is not under way to a caller who takes none of it. */
function isAtWork(answer: ServerResponse, socket: Socket): boolean {
  return answer.req.complete && !answer.writableEnded && !(answer.headersSent && socket.writableLength > 0);
}
