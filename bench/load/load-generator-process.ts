import { Child } from '../process/child.js';
import type { Command, SourceSpec } from './load-generator.js';
import type { LoadOptions, LoadResult } from './load-run.js';
import type { RequestShape } from './request-source.js';
import type { SendingWallet } from './sending-ring.js';

/** A load generator in a process of its own. */
export class LoadGenerator {
  private constructor(
    private readonly child: Child,
    private readonly target: URL,
  ) {}

  /** @param url of the server, `http://host:port` */
  static async start(url: string, source: SourceSpec): Promise<LoadGenerator> {
    const child = new Child(new URL('./load-generator.ts', import.meta.url));
    const target = new URL(url);
    await child.ask({ kind: 'prepare', host: target.host, source } satisfies Command);
    return new LoadGenerator(child, target);
  }

  run(load: Pick<LoadOptions, 'clients' | 'seconds' | 'requests'>): Promise<LoadResult> {
    const { hostname: host, port } = this.target;
    return this.child.ask({ kind: 'run', load: { host, port: Number(port), ...load } } satisfies Command);
  }

  /** The wallets of a `sends` source as their owners know them now. */
  wallets(): Promise<SendingWallet[]> {
    return this.child.ask({ kind: 'wallets' } satisfies Command);
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}

/** Sends each of `requests` once over `clients` connections. @throws Error unless all are answered with 200 */
export async function sendAll(url: string, requests: RequestShape[], clients: number): Promise<LoadResult> {
  const generator = await LoadGenerator.start(url, { kind: 'once', requests });
  try {
    const result = await generator.run({ clients });
    if (result.failed > 0) throw new Error(`preparing failed: ${JSON.stringify(result.statuses)}`);
    return result;
  } finally {
    await generator.stop();
  }
}
