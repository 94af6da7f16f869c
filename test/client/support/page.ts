import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { listen, portOf, stopListening } from '../../support/loopback-server.js';
import { ROOT } from './installed-client.js';

/** Where Debian puts it; undefined when it is not installed. */
export function findChromium(): string | undefined {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'chromium'));
  return places.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A page whose script is bundled as users bundle it. The script posts what came of it to `/result`. */
export class Page {
  private readonly parts = new Map<string, Uint8Array>();
  private readonly server: Server;
  private tell: (result: string) => void = () => {};

  private constructor() {
    this.server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://page.invalid');
      const part = this.parts.get(pathname);
      if (pathname === '/result') text(request).then(this.tell);
      response.setHeader('content-type', part ? 'text/javascript' : 'text/html');
      response.end(part ?? '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>');
    });
  }

  static async serve(script: string): Promise<Page> {
    const page = new Page();
    const client = join(ROOT, 'libs/client');
    const { outputFiles } = await build({
      entryPoints: { page: script },
      alias: { 'mizan-client': join(client, 'index.ts'), 'mizan-client/crypto': join(client, 'crypto/index.ts') },
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'es2022',
      outdir: 'out',
      write: false,
    });
    for (const { path, contents } of outputFiles) page.parts.set(`/${basename(path)}`, contents);
    await listen(page.server);
    return page;
  }

  get origin(): string {
    return `http://localhost:${portOf(this.server)}`;
  }

  /** Opens the page in a browser of its own. @returns what its script posted */
  async run(chromium: string, query: string): Promise<string> {
    const profile = mkdtempSync(join(tmpdir(), 'mizan-chromium-'));
    // Root has no sandbox, and a container little shared memory.
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      `--user-data-dir=${profile}`,
    ];
    const browser = spawn(chromium, [...flags, `${this.origin}/?${query}`], { stdio: ['ignore', 'ignore', 'pipe'] });
    const words = text(browser.stderr);
    const gone = once(browser, 'exit');
    const result = new Promise<string>((resolve) => {
      this.tell = resolve;
    });
    try {
      return await Promise.race([result, gone.then(async () => `the browser ended: ${await words}`)]);
    } finally {
      browser.kill('SIGKILL');
      await gone;
      // Its children may write for a moment longer; what they leave lies among the temporary files.
      try {
        rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      } catch {}
    }
  }

  stop(): Promise<void> {
    return stopListening(this.server);
  }
}
