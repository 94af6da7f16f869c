import type { Socket } from 'node:net';
import { Relay } from './relay.js';

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

/** Cuts connections to a PostgreSQL server when they carry what it watches for. */
export class TcpProxy extends Relay {
  /** How many connections were cut, by kind. */
  readonly cuts: Record<Cut, number> = { 'before-answer': 0, 'after-request': 0 };
  private requests = 0;

  /**
   * @param targetPort where the server listens, on 127.0.0.1
   * @param watched text that marks a request; it must not be split over packets, as a statement's start never is
   * @param choose is asked for each such request, counted from 1
   */
  static start(targetPort: number, watched: string, choose: Choose): Promise<TcpProxy> {
    return new TcpProxy(targetPort, watched, choose).listen();
  }

  private constructor(
    targetPort: number,
    private readonly watched: string,
    private readonly choose: Choose,
  ) {
    super(targetPort);
  }

  protected override relay(client: Socket, server: Socket, end: () => void): void {
    let cut: Cut | undefined;
    client.on('data', (chunk) => {
      if (chunk.includes(this.watched)) cut = this.choose(++this.requests);
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
  }
}
