import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { prepareClusterFiles } from './cluster-files.js';
import { DirectoryUnusable } from './directory.errors.js';
import { resetSession } from './reset-session.js';
// PGlite computes on the thread that calls it. Here that is a thread of its own, so the event loop that answers HTTP
// goes on while a statement runs.
const port = parentPort;
if (!port)
    throw new Error('this file runs as a worker thread');
const { directory } = workerData;
function reply(message) {
    if ('bytes' in message)
        port?.postMessage(message, [message.bytes.buffer]);
    else
        port?.postMessage(message);
}
let started = false;
/**
 * After FATAL at its start, or PANIC at any time (a full disk under its log, say), PostgreSQL's process would end. Here
 * the call that we are in would loop for ever instead, so the thread ends.
 */
function onStderr(line) {
    const [, level, words = ''] = /\b(FATAL|PANIC):\s+(.*)/.exec(line) ?? [];
    if (level && !started)
        reply({ kind: 'start-failed', unusable: true, reason: words, code: undefined });
    if (level === 'PANIC' || (level && !started))
        process.exit(1);
    return false; // not to be printed
}
async function start() {
    try {
        const cluster = await prepareClusterFiles(directory);
        const pglite = await startPostgres(cluster);
        started = true;
        return pglite;
    }
    catch (error) {
        const unusable = error instanceof DirectoryUnusable;
        const { code } = error;
        reply({ kind: 'start-failed', unusable, reason: unusable ? error.reason : reasonOf(error), code });
        return undefined;
    }
}
/** @throws DirectoryUnusable when PostgreSQL does not come up on these files and does not say why */
async function startPostgres(cluster) {
    try {
        return await PGlite.create({ dataDir: cluster, onStderr });
    }
    catch (error) {
        throw new DirectoryUnusable(directory, `PostgreSQL does not start on it (${reasonOf(error)})`);
    }
}
function reasonOf(error) {
    return error instanceof Error ? error.message : String(error);
}
async function answer(pglite, request) {
    if (request.kind === 'exchange')
        return Uint8Array.from(await pglite.execProtocolRaw(request.bytes));
    if (request.kind === 'reset')
        await resetSession(pglite);
    else
        await pglite.close();
    return new Uint8Array(0);
}
const pglite = await start();
if (pglite) {
    let last = Promise.resolve();
    port.on('message', (request) => {
        last = last.then(async () => {
            try {
                reply({ id: request.id, kind: 'answer', bytes: await answer(pglite, request) });
            }
            catch (error) {
                reply({ id: request.id, kind: 'failure', reason: reasonOf(error) });
            }
            if (request.kind === 'close')
                port.close();
        });
    });
    reply({ kind: 'ready' });
}
//# sourceMappingURL=pglite-worker.js.map