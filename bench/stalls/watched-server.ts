import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, type Place } from '../ledger/places.js';
import { BuiltServer } from '../process/built-server.js';
import { ProcessWatch } from '../process/process-watch.js';
import type { CostlyRequest } from './costly-request.js';

/** A reader who takes nothing for so long: what the server holds for them is all that it is going to hold. */
const SLOW_READER_MS = 300;

export interface Answered {
  readonly status: number;
  readonly bytes: number;
}

/** A built server that says how long its event loop stood still, and what it kept in memory. */
export class WatchedServer {
  private constructor(
    readonly server: BuiltServer,
    private readonly watch: ProcessWatch,
  ) {}

  static async start(serve: 'ledger' | 'registry', place: Place, env: Record<string, string>): Promise<WatchedServer> {
    const watch = new ProcessWatch(place.dataDir);
    const { nodeArgs } = watch.start;
    const all = { ...environmentOf(place), ...env, ...watch.start.env };
    return new WatchedServer(await BuiltServer.start({ serve, dataDir: place.dataDir, env: all, nodeArgs }), watch);
  }

  /** The longest stall of the event loop while `costly` is answered, in milliseconds. */
  async stallMs(costly: CostlyRequest): Promise<Answered & { stallMs: number }> {
    await this.watch.ask('/stall');
    const answered = await this.send(costly, 0);
    // Some of the work of a request is done behind its answer, such as the journal's.
    await sleep(60);
    return { ...answered, stallMs: await this.watch.ask('/stall') };
  }

  /** What was in use at the end of any turn of the event loop, beyond what is in use without the request. */
  async megabytes(costly: CostlyRequest): Promise<number> {
    const before = await this.watch.ask('/sample');
    await this.send(costly, SLOW_READER_MS);
    return Math.max(0, (await this.watch.ask('/peak')) - before) / 1e6;
  }

  private async send({ method, path, body }: CostlyRequest, pauseMs: number): Promise<Answered> {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': body.length };
    const asked = request(this.server.url + path, { method, headers, agent: false });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    if (pauseMs > 0) await sleep(pauseMs);
    let bytes = 0;
    for await (const chunk of answer) bytes += (chunk as Buffer).length;
    return { status: answer.statusCode!, bytes };
  }
}
