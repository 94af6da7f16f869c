import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request } from 'playwright-core';
import { BROWSER_ARGUMENTS, CHROMIUM } from './browser.js';

/** A browser that is closed and started again with what it has kept on the disk, and notes all that it sends. */
export class KeptProfile {
  readonly directory = mkdtempSync(join(tmpdir(), 'mizan-profile-'));
  /** Lines of the console. */
  readonly console: string[] = [];
  /** Errors in the console, and uncaught ones. */
  readonly faults: string[] = [];
  private readonly requests: Request[] = [];
  private sent: string[] = [];
  private context: BrowserContext | undefined;
  private page: Page | undefined;

  /** Starts the browser at `url`. */
  async open(url: string): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.directory, {
      executablePath: CHROMIUM!,
      args: BROWSER_ARGUMENTS,
      locale: 'en-GB',
    });
    context.setDefaultTimeout(30_000);
    context.on('request', (request) => this.requests.push(request));
    this.context = context;
    const page = context.pages()[0] ?? (await context.newPage());
    page.on('console', (message) => {
      this.console.push(message.text());
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('pageerror', (error) => this.faults.push(error.message));
    this.page = page;
    await page.goto(url);
    return page;
  }

  /** Address, headers and body of every request so far. */
  async wire(): Promise<string> {
    const seen = this.requests.splice(0);
    const told = seen.map(async (request) => {
      const headers = await request.allHeaders().catch(() => request.headers());
      return [request.method(), request.url(), JSON.stringify(headers), request.postData() ?? ''].join('\n');
    });
    this.sent = [...this.sent, ...(await Promise.all(told))];
    return this.sent.join('\n');
  }

  /** All that the page has stored; bytes in hex. */
  stored(): Promise<string> {
    return this.page!.evaluate(readStores);
  }

  async close(): Promise<void> {
    if (!this.context) return;
    await this.wire();
    await this.context.close();
    this.context = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
}

/** Runs in the page. */
async function readStores(): Promise<string> {
  // biome-ignore lint/suspicious/noExplicitAny: the types of browsers are not known to tests
  const page = globalThis as any;
  // biome-ignore lint/suspicious/noExplicitAny: whatever is stored
  const asked = (request: any): Promise<any> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: unknown[] = [{ ...page.localStorage }, { ...page.sessionStorage }, page.document.cookie];
  for (const { name } of await page.indexedDB.databases()) {
    const database = await asked(page.indexedDB.open(name));
    for (const store of database.objectStoreNames)
      found.push(await asked(database.transaction(store).objectStore(store).getAll()));
    database.close();
  }
  return JSON.stringify(found, (_, value) =>
    value instanceof Uint8Array ? Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('') : value,
  );
}
