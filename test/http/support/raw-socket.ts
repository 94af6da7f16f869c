import { connect } from 'node:net';

export interface RawAnswer {
  text: string;
  /** Milliseconds until the server closed the connection, or `undefined` when the test's patience ended first. */
  closedAfterMs: number | undefined;
}

/** Sends bytes as they are and collects what comes back until the server closes or `patienceMs` are over. */
export function sendRaw(port: number, pieces: string | string[], patienceMs = 1_000, pauseMs = 20): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const startedAt = performance.now();
    let text = '';
    let pending: NodeJS.Timeout | undefined;
    const finish = (closedAfterMs: number | undefined) => {
      clearTimeout(patience);
      clearTimeout(pending);
      socket.destroy();
      resolve({ text, closedAfterMs });
    };
    const patience = setTimeout(() => finish(undefined), patienceMs);
    const queue = [pieces].flat();
    const next = () => {
      const piece = queue.shift();
      if (piece === undefined) return;
      socket.write(piece);
      if (queue.length > 0) pending = setTimeout(next, pauseMs);
    };
    socket.on('connect', next);
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => finish(performance.now() - startedAt));
  });
}
