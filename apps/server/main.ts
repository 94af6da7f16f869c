import { endWithReason } from '@app/infrastructure/process/end-with-reason.js';
import { standDeadStreams } from './runtime-output.js';
import { endOnSignal } from './stop-on-signal.js';

// Loaded first, and small: when anything else cannot be loaded because descriptors or memory are used up, it can still say so.
standDeadStreams();
endOnSignal();
process.on('uncaughtException', endWithReason);
const { runServer } = await import('./run-server.js').catch(endWithReason);
await runServer();
