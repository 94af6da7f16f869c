import { createLedger, createRegistry, type Ledger, type Registry } from '@app/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type RunningServer, startServer } from '../support/server.js';
import { violationsOn } from './support/accessibility.js';
import { CHROMIUM, type Language, launchBrowser, type Theme, type VisitOptions, Visitor } from './support/browser.js';

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;
const HOSTILE = 'https://x/"><img/src=x/onerror=alert(1)>';

describeInBrowser('the pages of the registry and of the pool', () => {
  let server: RunningServer;
  let browser: Browser;
  let registry: Registry;
  let ledger: Ledger;

  beforeAll(async () => {
    const starting = startServer({ env: { LOG_LEVEL: 'warn' } });
    browser = await launchBrowser();
    server = await starting;
    registry = createRegistry({ baseUrl: server.registryUrl });
    ledger = createLedger({ baseUrl: server.ledgerUrl });
    await register('payer', ['storage']);
    await register('plain', ['relay', 'storage']);
    for (const node_id of ['payer', 'plain'])
      await registry.sendHeartbeat({ node_id, sequence: 1, uptime: 1, latency_ms: 1 });
    const { wallet } = await registry.createNodeWallet({ node_id: 'payer', wallet_name: 'money' });
    await registry.payFromDevnet({ address: wallet.address, amount: '12.5' });
    await registry.mineDevnet({ blocks: 10 });
    await ledger.makeZakatPool();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const register = (node_id: string, capabilities: string[]) =>
    registry.registerNode({ node_id, address: `https://${node_id}.example/`, capabilities });

  /** Looks at pages, and demands that none did what it may not do. */
  async function visit(
    origin: string,
    options: VisitOptions,
    look: (visitor: Visitor) => Promise<void>,
  ): Promise<void> {
    const visitor = await Visitor.open(browser, origin, options);
    try {
      await look(visitor);
      expect(visitor.faults).toEqual([]);
    } finally {
      await visitor.close();
    }
  }

  it.each<[Language, Theme, VisitOptions['viewport']]>([
    ['en', 'light', { width: 1280, height: 900 }],
    ['en', 'dark', { width: 360, height: 740 }],
    ['ur', 'light', { width: 360, height: 740 }],
    ['ur', 'dark', { width: 1280, height: 900 }],
  ])(
    'are accessible in %s, %s, and no wider than the screen',
    async (language, theme, viewport) => {
      const pages: [string, string][] = [
        ...['/', '/node/payer', '/node/plain', '/reserves', '/registries'].map((path): [string, string] => [
          server.registryUrl,
          path,
        ]),
        [server.ledgerUrl, '/pool'],
      ];
      for (const [origin, path] of pages) {
        await visit(origin, { language, theme, viewport }, async (visitor) => {
          await visitor.goTo(path);
          expect([path, await violationsOn(visitor.page)]).toEqual([path, []]);
          const overflow = await visitor.page.evaluate('document.documentElement.scrollWidth - innerWidth');
          expect([path, overflow]).toEqual([path, 0]);
        });
      }
    },
    60_000,
  );

  it('show a wallet to the last digit, and what becomes of its payments', async () => {
    await visit(server.registryUrl, {}, async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/node/payer');
      expect(await page.getByTestId('balance').getAttribute('value')).toBe('12.5');
      await registry.sendFromNode({
        node_id: 'payer',
        recipient_address: (await registry.createDevnetAddress()).address,
        amount: '1.25',
      });
      await page.getByText('signed, on its way').waitFor();
      await registry.mineDevnet({ blocks: 10 });
      await page.getByRole('row', { name: /payment.*confirmed/ }).waitFor();
    });
  }, 60_000);

  it('say that the reserves agree, as Core and the books do', async () => {
    await visit(server.registryUrl, {}, async ({ page, goTo: _, ...visitor }) => {
      await page.goto(`${server.registryUrl}/reserves`);
      await page.getByTestId('reserves-agree').waitFor();
      const shown = await page.getByTestId('core-total').getAttribute('value');
      expect(shown).toBe((await registry.getReserves()).core_total);
      expect(visitor).toBeDefined();
    });
  });

  it('narrow the list of nodes by the keyboard alone, and keep it in the address', async () => {
    await visit(server.registryUrl, {}, async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/');
      expect(await page.locator('tbody tr').count()).toBe(2);
      await page.locator('option', { hasText: 'relay' }).waitFor({ state: 'attached' });
      await page.getByTestId('filter-capability').focus();
      await page.keyboard.type('relay');
      for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForURL(/capability=relay/);
      await page.locator('tbody tr').first().waitFor();
      await page.getByRole('row', { name: 'payer' }).waitFor({ state: 'detached' });
      await page.reload();
      await visitor.settled();
      expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('plain')]);
    });
  });

  it('show a node that is registered meanwhile, and what it calls itself as text', async () => {
    await visit(server.registryUrl, {}, async (visitor) => {
      await visitor.goTo('/');
      await registry.registerNode({ node_id: 'late', address: HOSTILE, capabilities: ['storage'] });
      await visitor.page.getByText(HOSTILE).waitFor();
      await registry.deregisterNode({ node_id: 'late' });
    });
  });

  it('follow how far other registries are followed, which no event tells', async () => {
    const url = 'http://127.0.0.1:9';
    await visit(server.registryUrl, {}, async (visitor) => {
      await visitor.goTo('/registries');
      await visitor.page.getByText('It follows no other registry.').waitFor();
      await registry.addPeer({ url });
      await visitor.page
        .getByRole('row', { name: new RegExp(`${url}.*not reached at the moment.*ECONNREFUSED`) })
        .waitFor();
      await registry.removePeer({ url });
      await visitor.page.getByText('It follows no other registry.').waitFor();
    });
  }, 60_000);

  it('add up the pool by themselves', async () => {
    const { address } = await ledger.getZakatPool();
    await ledger.fundWallet({ address, amount: 7n });
    await visit(server.ledgerUrl, {}, async (visitor) => {
      await visitor.goTo('/pool');
      const { balance } = await ledger.getZakatPool();
      expect(await visitor.page.getByTestId('balance').getAttribute('value')).toBe(String(balance));
      expect(await visitor.page.getByTestId('pool-check').innerText()).toContain('The sum holds');
    });
  });
});
