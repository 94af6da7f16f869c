import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** When a watched request is cut off from its answer. */
export type Cut =
  /** The server has answered, so its work is done, and the answer is thrown away. */
  | 'before-answer'
  /** As soon as the request is passed on: it may be done or not. */
  | 'after-request';

/** What the proxy does to the connection that carries a watched request; undefined lets it pass. */
export type Choose = (request: number) => Cut | undefined;

/** The end of what a PostgreSQL server says to one request: ReadyForQuery, outside a transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** Stands between a client and a PostgreSQL server, and cuts connections when they carry what it watches for. */
export class TcpProxy {
  /** How many connections were cut, by kind. */
  readonly cuts: Record<Cut, number> = { 'before-answer': 0, 'after-request': 0 };
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private requests = 0;

  /**
   * @param targetPort where the server listens, on 127.0.0.1
   * @param watched text that marks a request; it must not be split over packets, as a statement's start never is
   * @param choose is asked for each such request, counted from 1
   */
  static async start(targetPort: number, watched: string, choose: Choose): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort, watched, choose);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  private constructor(targetPort: number, watched: string, choose: Choose) {
    this.server = createServer((client) => {
      const server = connect(targetPort, '127.0.0.1');
      let cut: Cut | undefined;
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
      client.on('data', (chunk) => {
        if (chunk.includes(watched)) cut = choose(++this.requests);
        server.write(chunk, () => {
          if (cut !== 'after-request') return;
          this.cuts[cut]++;
          end();
        });
      });
      server.on('data', (chunk) => {
        if (cut === undefined) return void client.write(chunk);
        if (cut !== 'before-answer' || !chunk.includes(READY)) return;
        this.cuts[cut]++;
        end();
      });
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
}
