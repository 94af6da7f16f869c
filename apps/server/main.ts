import { endWithReason } from '@app/infrastructure/process/end-with-reason.js';
import { standDeadStreams } from './runtime-output.js';
import { endOnSignal } from './stop-on-signal.js';

// Loaded first, and little: whatever else cannot be loaded, for want of descriptors or memory, is said in words.
standDeadStreams();
endOnSignal();
process.on('uncaughtException', endWithReason);
const { runServer } = await import('./run-server.js').catch(endWithReason);
await runServer();
