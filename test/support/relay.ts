import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between clients and a server, on a port of its own. What it does to what passes is said by those that extend it. */
export abstract class Relay {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /** @param targetPort where the server listens, on 127.0.0.1 */
  protected constructor(targetPort: number) {
    this.server = createServer((client) => {
      const server = connect(targetPort, '127.0.0.1');
      const end = () => {
        client.destroy();
        server.destroy();
      };
      for (const socket of [client, server]) {
        this.sockets.add(socket);
        socket.setNoDelay(true);
        socket.on('error', end);
        socket.on('close', () => {
          this.sockets.delete(socket);
          end();
        });
      }
      this.relay(client, server, end);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  protected async listen(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  /** Once for each pair of connections; `end` ends both. */
  protected abstract relay(client: Socket, server: Socket, end: () => void): void;
}
