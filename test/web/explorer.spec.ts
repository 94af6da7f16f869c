import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type RunningServer, startServer } from '../support/server.js';
import { violationsOn } from './support/accessibility.js';
import { CHROMIUM, type Language, launchBrowser, type Theme, type VisitOptions, Visitor } from './support/browser.js';

const whereInstalled = CHROMIUM === undefined ? describe.skip : describe;

whereInstalled('the pages of the ledger', () => {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    const starting = startServer({ env: { LOG_LEVEL: 'warn' } });
    browser = await launchBrowser();
    server = await starting;
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Looks at pages, and demands that none did what it may not do. */
  async function visit(options: VisitOptions, look: (visitor: Visitor) => Promise<void>): Promise<void> {
    const visitor = await Visitor.open(browser, server.ledgerUrl, options);
    try {
      await look(visitor);
      expect(visitor.faults).toEqual([]);
    } finally {
      await visitor.close();
    }
  }

  it.each<[string, Language, Theme]>([
    ['/', 'en', 'light'],
    ['/', 'ur', 'dark'],
    ['/blocks', 'en', 'dark'],
    ['/blocks', 'ur', 'light'],
  ])('%s is accessible in %s, %s', async (path, language, theme) => {
    await visit({ language, theme }, async (visitor) => {
      await visitor.goTo(path);
      expect(await violationsOn(visitor.page)).toEqual([]);
    });
  });
});
