import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { prepareClusterFiles } from './cluster-files.js';
import { DirectoryUnusable } from './directory.errors.js';
import { resetSession } from './reset-session.js';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.js';

// PGlite computes on the thread that calls it. Here that is a thread of its own, so the event loop that answers HTTP
// goes on while a statement runs.
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');
const { directory } = workerData as WorkerStart;

function reply(message: WorkerReply): void {
  if ('bytes' in message) port?.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
  else port?.postMessage(message);
}

async function start(): Promise<PGlite | undefined> {
  try {
    const cluster = await prepareClusterFiles(directory);
    return await startPostgres(cluster);
  } catch (error) {
    const unusable = error instanceof DirectoryUnusable;
    const { code } = error as NodeJS.ErrnoException;
    reply({ kind: 'start-failed', unusable, reason: unusable ? error.reason : reasonOf(error), code });
    return undefined;
  }
}

/** @throws DirectoryUnusable with PostgreSQL's own last words when it does not come up on these files */
async function startPostgres(cluster: string): Promise<PGlite> {
  let lastWords = '';
  const onStderr = (line: string): boolean => {
    lastWords = /\b(?:FATAL|PANIC):\s+(.*)/.exec(line)?.[1] ?? lastWords;
    return false; // not to be printed
  };
  try {
    return await PGlite.create({ dataDir: cluster, onStderr });
  } catch (error) {
    throw new DirectoryUnusable(directory, lastWords || `PostgreSQL does not start on it (${reasonOf(error)})`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function answer(pglite: PGlite, request: WorkerRequest): Promise<Uint8Array> {
  if (request.kind === 'exchange') return Uint8Array.from(await pglite.execProtocolRaw(request.bytes));
  if (request.kind === 'reset') await resetSession(pglite);
  else await pglite.close();
  return new Uint8Array(0);
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
