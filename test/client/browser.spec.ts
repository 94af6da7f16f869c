import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningServer, startServer } from '../support/server.js';
import { OUTCOME } from './support/outcome.js';
import { findChromium, Page } from './support/page.js';

const chromium = findChromium();
const whereInstalled = chromium === undefined ? describe.skip : describe;

whereInstalled('in Chromium, on a page of another origin, the client', () => {
  let page: Page;
  let server: RunningServer;
  beforeAll(async () => {
    page = await Page.serve(join(import.meta.dirname, 'programs/in-browser.ts'));
    const env = { CORS_ORIGINS: page.origin, LOG_LEVEL: 'warn', DEVNET_BLOCK_INTERVAL_MS: '200' };
    server = await startServer({ env });
  }, 60_000);
  afterAll(async () => {
    await page?.stop();
    await server?.stop();
  });

  it('registers, funds, sends, pages, signs, verifies, and runs the wallet of a node', async () => {
    const servers = `server=${server.ledgerUrl}&server=${server.registryUrl}`;
    const result = await page.run(chromium!, servers);
    expect(JSON.parse(result)).toEqual(OUTCOME);
  }, 60_000);
});
