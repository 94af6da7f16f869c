import { endWithReason } from '@app/infrastructure/process/end-with-reason.js';

process.on('uncaughtException', endWithReason);
await import('./command-line.js').catch(endWithReason);
