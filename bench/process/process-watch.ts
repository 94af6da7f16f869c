import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WATCH = new URL('./watch-process.mjs', import.meta.url).href;

/** Tells how long the event loop of a server stood still, and what it kept in memory. */
export class ProcessWatch {
  private readonly file: string;

  constructor(dataDir: string) {
    this.file = join(dataDir, 'watch.port');
  }

  /** What the server is started with to be watched. */
  get start() {
    return { nodeArgs: ['--expose-gc', '--import', WATCH], env: { BENCH_WATCH_FILE: this.file } };
  }

  /** `/stall` is the longest stall in milliseconds since it was asked for last; bytes in use are `/sample` and then `/peak`. */
  async ask(what: '/stall' | '/sample' | '/peak'): Promise<number> {
    const url = `http://127.0.0.1:${readFileSync(this.file, 'utf8')}${what}`;
    return Number(await (await fetch(url)).text());
  }
}
