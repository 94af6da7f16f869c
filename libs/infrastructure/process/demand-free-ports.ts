import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Listens on all of these ports for a moment, before a store is opened for a server that could not be reached. 0 is any.
 *
 * @throws what `listen` throws: EADDRINUSE, EACCES, EADDRNOTAVAIL
 */
export async function demandFreePorts(host: string, ports: readonly number[]): Promise<void> {
  const held: Server[] = [];
  try {
    for (const port of ports) {
      if (port === 0) continue;
      const server = createServer().listen({ host, port, exclusive: true });
      await once(server, 'listening');
      held.push(server);
    }
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}
