import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Conversation {
  bytes: Buffer;
  /** Milliseconds until the server closed, or `undefined` when patience ended first. */
  closedAfterMs: number | undefined;
}

/** Sends pieces one after the other, with a pause between them, and collects what comes until the server closes. */
export async function converse(
  port: number,
  pieces: Iterable<string | Buffer>,
  { pauseMs = 0, patienceMs = 20_000 }: { pauseMs?: number; patienceMs?: number } = {},
): Promise<Conversation> {
  const socket = connect(port, '127.0.0.1');
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {}); // a server that hangs up while we write is an outcome, and shows as closed
  const closed = new Promise<number | undefined>((resolve) => {
    const patience = setTimeout(() => resolve(undefined), patienceMs);
    socket.on('close', () => {
      clearTimeout(patience);
      resolve(performance.now() - startedAt);
    });
  });
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    if (pauseMs > 0) await delay(pauseMs);
  }
  const closedAfterMs = await closed;
  socket.destroy();
  return { bytes: Buffer.concat(chunks), closedAfterMs };
}
