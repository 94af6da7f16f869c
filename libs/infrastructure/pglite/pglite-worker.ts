import { parentPort, workerData } from 'node:worker_threads';
import { exhaustionInWords, exhaustionOf } from '@app/infrastructure/process/exhaustion.js';
import { PGlite } from '@electric-sql/pglite';
import { prepareClusterFiles } from './cluster-files.js';
import { DirectoryUnusable } from './directory.errors.js';
import { lacksRoom } from './lacks-room.js';
import { resetSession } from './reset-session.js';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.js';

// PGlite computes on the thread that calls it. Here that is a thread of its own, so the event loop that answers HTTP
// goes on while a statement runs.
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const { directory, program } = workerData as WorkerStart;

/** PostgreSQL's own 128 MB are touched whole at a start; beyond this the operating system keeps what was read. */
const SHARED_BUFFERS = '16MB';

function reply(message: WorkerReply): void {
  if ('bytes' in message) port?.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
  else port?.postMessage(message);
}

let started = false;

/**
 * After FATAL at its start, or PANIC at any time (a full disk under its log, say), PostgreSQL's process would end. Here
 * the current call would loop without end instead, so the thread ends.
 */
function onStderr(line: string): boolean {
  const [, level, words = ''] = /\b(FATAL|PANIC):\s+(.*)/.exec(line) ?? [];
  if (level && !started) replyFailure(new DirectoryUnusable(directory, words));
  if (level === 'PANIC' || (level && !started)) process.exit(1);
  return false; // not to be printed
}

async function start(): Promise<PGlite | undefined> {
  try {
    const cluster = await prepareClusterFiles(directory, program);
    const pglite = await startPostgres(cluster);
    started = true;
    return pglite;
  } catch (error) {
    replyFailure(error);
    return undefined;
  }
}

/** Only what is left when the machine is not to blame is the directory's fault. */
function replyFailure(error: unknown): void {
  const unusable = error instanceof DirectoryUnusable;
  const { code } = error as NodeJS.ErrnoException;
  const reason = unusable ? error.reason : reasonOf(error);
  const exhausted = exhaustionOf(error) ?? exhaustionInWords(reason) ?? lacksRoom(directory);
  reply({ kind: 'start-failed', ...(exhausted && { exhausted }), unusable, reason, code });
}

/** @throws DirectoryUnusable when PostgreSQL does not come up on these files and does not say why */
async function startPostgres(cluster: string): Promise<PGlite> {
  try {
    return await PGlite.create({
      dataDir: cluster,
      onStderr,
      pgliteWasmModule: program,
      startParams: [...PGlite.defaultStartParams, '-c', `shared_buffers=${SHARED_BUFFERS}`],
    });
  } catch (error) {
    throw new DirectoryUnusable(directory, `PostgreSQL does not start on it (${reasonOf(error)})`, {
      cause: error,
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function answer(pglite: PGlite, request: WorkerRequest): Promise<Uint8Array> {
  if (request.kind === 'exchange') return exchange(pglite, request.bytes);
  if (request.kind === 'reset') await resetSession(pglite);
  else await pglite.close();
  return new Uint8Array(0);
}

/** What PostgreSQL answers. `execProtocolRaw` would read all of it as results for a caller that never comes, and keep them for good. */
async function exchange(pglite: PGlite, bytes: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const onRawData = (part: Uint8Array) => {
    parts.push(part.slice()); // it is a view of PostgreSQL's memory
    length += part.length;
  };
  await pglite.execProtocolRawStream(bytes, { onRawData });
  const answer = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    answer.set(part, at);
    at += part.length;
  }
  return answer;
}

const pglite = await start();
if (pglite) {
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    last = last.then(async () => {
      try {
        reply({ id: request.id, kind: 'answer', bytes: await answer(pglite, request) });
      } catch (error) {
        reply({ id: request.id, kind: 'failure', reason: reasonOf(error) });
      }
      if (request.kind === 'close') port.close();
    });
  });
  reply({ kind: 'ready' });
}
