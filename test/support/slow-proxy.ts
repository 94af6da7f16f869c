import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stands between a client and a server, and passes on what either says a while later, in order. */
export class SlowProxy {
  private delayMs = 0;
  /** Pending while nothing passes. */
  private held: Promise<void> | undefined;
  private release: () => void = () => undefined;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /** @param targetPort where the server listens, on 127.0.0.1 */
  static async start(targetPort: number): Promise<SlowProxy> {
    const proxy = new SlowProxy(targetPort);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  private constructor(targetPort: number) {
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
      this.pass(client, server);
      this.pass(server, client);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Each way from now on; what is on its way already keeps its time. `Infinity`: nothing passes until it is set anew. */
  delay(ms: number): void {
    this.release();
    this.delayMs = Number.isFinite(ms) ? ms : 0;
    this.held = Number.isFinite(ms)
      ? undefined
      : new Promise((resolve) => {
          this.release = resolve;
        });
  }

  async stop(): Promise<void> {
    this.delay(0);
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private pass(from: Socket, to: Socket): void {
    let before: Promise<unknown> = Promise.resolve();
    from.on('data', (chunk) => {
      const due = Promise.all([this.held, sleep(this.delayMs)]);
      before = Promise.all([before, due]).then(() => to.destroyed || to.write(chunk));
    });
  }
}
