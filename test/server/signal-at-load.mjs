import { setTimeout as sleep } from 'node:timers/promises';

/* A loader that has its process sent SIGTERM just before the server itself is loaded. */
export async function resolve(specifier, context, next) {
  if (specifier.endsWith('/run-server.js')) {
    process.kill(process.pid, 'SIGTERM');
    await sleep(1_000);
  }
  return next(specifier, context);
}
