import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { reportFigures } from '../support/figures.js';
import { LyingProxy } from '../support/lying-proxy.js';
import { type RunningServer, startServer } from '../support/server.js';
import { focusOn, violationsOn } from './support/accessibility.js';
import { CHROMIUM, type Language, launchBrowser, type Theme, type VisitOptions, Visitor } from './support/browser.js';
import { findByNames, followSpelled, showAllCoins } from './support/find-acts.js';
import { keepForReadme, keepPicture } from './support/pictures.js';
import { type SmallTown, settle } from './support/small-town.js';

const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;
const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'web');
const MOST_BYTES = 80 * 1024;
/** Of the README. */
const PICTURED = new Set(['overview en', 'transaction ur', 'address en']);
const PHONE = { width: 360, height: 740 };
/** Of the classes in shared/design/hostile-inputs.md those that are text for people. */
const HOSTILE = `<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>{{7*7}}\u202Eevil\u001b[31m'"\`;--`;

describeInBrowser('the pages of the ledger', () => {
  let server: RunningServer;
  let browser: Browser;
  let proxy: LyingProxy;
  let town: SmallTown;
  let pages: Record<string, string>;
  beforeAll(async () => {
    const starting = startServer({ env: { LOG_LEVEL: 'warn' } });
    browser = await launchBrowser();
    server = await starting;
    proxy = await LyingProxy.start(server.ledgerUrl);
    town = await settle(server.ledgerUrl);
    pages = {
      overview: '/',
      blocks: '/blocks',
      block: `/block/${town.height}`,
      transaction: `/tx/${town.txid}`,
      address: `/address/${town.amina.address}`,
    };
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
  });

  /** Looks at pages, and demands that none did what it may not do. */
  async function visit(options: VisitOptions, look: (visitor: Visitor, page: Page) => Promise<void>): Promise<void> {
    const visitor = await Visitor.open(browser, server.ledgerUrl, options);
    try {
      await look(visitor, visitor.page);
      expect(visitor.faults).toEqual([]);
    } finally {
      await visitor.close();
    }
  }

  it.each<[Language, Theme]>([
    ['en', 'light'],
    ['ur', 'dark'],
  ])('are accessible in %s and both themes, and no wider than a phone', async (language, theme) => {
    await visit({ language, theme }, async (visitor, page) => {
      for (const [name, path] of Object.entries(pages)) {
        await visitor.goTo(path);
        expect(await page.evaluate('[document.documentElement.lang, document.documentElement.dir]')).toEqual(
          language === 'ur' ? ['ur', 'rtl'] : ['en', 'ltr'],
        );
        const found = await violationsOn(page);
        await keepPicture(page, `${name}-${language}-${theme}`);
        if (PICTURED.has(`${name} ${language}`)) await keepForReadme(page, name);
        await page.getByTestId('theme').click();
        found.push(...(await violationsOn(page, ['color-contrast'])));
        await page.getByTestId('theme').click();
        await page.setViewportSize(PHONE);
        const width = await page.evaluate('document.documentElement.scrollWidth');
        await keepPicture(page, `${name}-${language}-phone`);
        await page.setViewportSize({ width: 1280, height: 720 });
        expect([path, found, width]).toEqual([path, [], PHONE.width]);
      }
    });
  });

  it('are told in the language of the browser, until another is chosen, which is kept', async () => {
    await visit({ language: 'ur' }, async (visitor, page) => {
      await visitor.goTo('/');
      expect(await page.getByTestId('tip-height').textContent()).toMatch(/^[۰-۹٬]+$/);
      await page.getByTestId('language').click();
      expect(await page.getByTestId('tip-height').textContent()).toBe(String(town.height));
      await page.reload();
      await visitor.settled();
      expect(await page.locator('h1').textContent()).toBe('Overview');
      expect(await page.locator('time').first().textContent()).toMatch(/2\d{3}.*\d\d:\d\d:\d\d.*14\d\d AH/);
    });
  });

  it('show what happens as it happens, and move nothing for who wants no motion', async () => {
    await visit({ reducedMotion: 'reduce' }, async (visitor, page) => {
      await visitor.goTo('/');
      const { txid } = await town.api.pay(town.bilal, town.amina.address, 7);
      await page.locator(`a[href="/tx/${txid}"]`).waitFor();
      expect(await page.getByTestId('tip-height').textContent()).toBe(String(town.height + 1));
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    });
  });

  it('find what is searched, and say so where there is nothing', async () => {
    await visit({}, (visitor) => findByNames(visitor, town, server.ledgerUrl));
  });

  it('follow an address in its checksummed spelling, and show as many coins as the ledger tells at once', async () => {
    await visit({}, async (visitor, page) => {
      await followSpelled(visitor, town);
      await showAllCoins(page, 'More coins');
    });
  });

  it('print what an address holds and the balance behind each line, page after page', async () => {
    await visit({}, async (visitor, page) => {
      await visitor.goTo(pages.address!);
      const balance = await town.api.balance(town.amina.address);
      expect(await page.getByTestId('balance').getAttribute('value')).toBe(String(balance));
      const values = () =>
        page
          .locator('section.table')
          .first()
          .locator('tbody data')
          .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
      const shown = await values();
      await page.getByRole('link', { name: 'Older' }).click();
      await page.waitForURL(/cursor=/);
      await visitor.settled();
      shown.push(...(await values()));
      const { lines } = (await town.api.get(`/wallets/${town.amina.address}/history?limit=1000`)).json;
      expect(lines.length).toBeGreaterThan(25);
      const printed = lines.map((line: { units: number; balance_after: number }) => [line.units, line.balance_after]);
      expect(shown).toEqual(printed.flat().map(String));
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Statement CSV' }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^statement-[0-9a-f]{16}\.csv$/);
      expect(readFileSync(await download.path(), 'utf8')).toMatch(/,closing,/);
    });
  });

  it('verify a transaction, step by step', async () => {
    await visit({}, async (visitor, page) => {
      await visitor.goTo(pages.transaction!);
      await page.getByTestId('verify').click();
      await page.getByTestId('verify-result').waitFor();
      expect(await page.getByTestId('verify-result').getAttribute('data-verified')).toBe('true');
      expect(await page.locator('.steps .held').count()).toBe(6);
      expect(await violationsOn(page)).toEqual([]);
      await keepPicture(page, 'verified-en-light');
    });
  });

  it.each<[string, string, RegExp, (answer: Answer) => unknown]>([
    [
      'another amount',
      'transaction',
      /content is that of another/,
      ({ transaction, ...rest }) => ({ ...rest, transaction: paying(transaction, 9) }),
    ],
    ['another block', 'confirmations', /in another block/, ({ height, ...rest }) => ({ ...rest, height: height - 1 })],
    [
      'another path',
      'steps',
      /Merkle path does not lead/,
      ({ steps, ...rest }) => ({ ...rest, steps: [{ side: 'left', hash: 'ab'.repeat(32) }] }),
    ],
    ['another header', 'nonce', /header is that of another/, ({ nonce, ...rest }) => ({ ...rest, nonce: nonce + 1 })],
  ])('refuse an answer with %s, and say so', async (_, member, reason, lie) => {
    proxy.tell(({ target }, answer) =>
      /\/(?:transactions|blocks)\//.test(target) && answer?.[member] !== undefined ? lie(answer) : undefined,
    );
    const visitor = await Visitor.open(browser, proxy.url);
    await visitor.goTo(pages.transaction!);
    await visitor.page.getByTestId('verify').click();
    const result = visitor.page.getByTestId('verify-result');
    expect(await result.textContent()).toMatch(reason);
    expect(await result.textContent()).toMatch('Do not trust');
    expect(await visitor.page.locator('.steps .failed').count()).toBe(1);
    expect(proxy.lies).toBeGreaterThan(0);
    await visitor.close();
  });

  it('show hostile texts as texts', async () => {
    const members = /^(?:type|hash|prev_hash|merkle_root|counterparty|time|txid|block_hash|kind|id)$/;
    proxy.tell(
      (_request, answer) =>
        answer &&
        JSON.parse(JSON.stringify(answer), (name, value) => (members.test(name) && name !== 'time' ? HOSTILE : value)),
    );
    const visitor = await Visitor.open(browser, proxy.url);
    for (const path of Object.values(pages)) {
      await visitor.goTo(path);
      const { page } = visitor;
      expect([
        path,
        await page.evaluate('[globalThis.hit, document.querySelectorAll("#app img, #app script").length]'),
      ]).toEqual([path, [undefined, 0]]);
    }
    expect(await visitor.page.locator('td').getByText('<img src=x').count()).toBeGreaterThan(0);
    await visitor.goTo(`/block/${encodeURIComponent(HOSTILE.replaceAll('/', ''))}`).catch(() => undefined);
    expect(await visitor.page.evaluate('globalThis.hit')).toBeUndefined();
    expect(proxy.lies).toBeGreaterThan(3);
    await visitor.close();
  });

  it('are used by keyboard alone, and show where it is', async () => {
    await visit({}, async (visitor, page) => {
      await visitor.goTo(pages.transaction!);
      const reached: string[] = [];
      for (let tabs = 0; tabs < 40; tabs++) {
        await page.keyboard.press('Tab');
        const at = await focusOn(page);
        if (!at) break;
        expect([at.name, at.isVisible]).toEqual([at.name, true]);
        reached.push(at.name);
        if (at.name === 'verify') break;
      }
      expect(reached).toEqual(expect.arrayContaining(['Skip to the content', 'search', 'language', 'theme', 'verify']));
      await page.keyboard.press('Enter');
      await page.getByTestId('verify-result').waitFor();
      await page.getByRole('link', { name: 'Blocks', exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Blocks' }).waitFor();
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    });
  });

  it('say in words what is wrong, and mend a connection that was lost', async () => {
    const visitor = await Visitor.open(browser, server.ledgerUrl);
    const { page } = visitor;
    await visitor.goTo('/blocks');
    await page.route('**/api/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Older' }).click();
    await page.getByText('The connection is lost.').waitFor();
    await page.unroute('**/api/**');
    await page.locator('tbody a').first().waitFor();
    expect(await page.getByText('The connection is lost.').count()).toBe(0);
    await visitor.goTo(`/tx/${'0'.repeat(64)}`);
    expect(await page.getByRole('alert').textContent()).toMatch('is not known here');
    await visitor.goTo('/address/xyz');
    expect(await page.getByRole('alert').textContent()).toBe('The server refused this: invalid address');
    await visitor.close();
  });

  it('say what is needed where scripts are off', async () => {
    await visit({ javaScriptEnabled: false }, async ({ page }) => {
      const answer = await page.goto(server.ledgerUrl);
      const policy = answer!.headers()['content-security-policy']!;
      // No image in a data URL either: none of these pages has one.
      expect(policy).toMatch(/^default-src 'self';/);
      expect(policy).not.toMatch(/img-src|data:|unsafe/);
      expect(await page.locator('noscript').textContent()).toMatch('need JavaScript');
      const link = await page.locator('noscript a').first().getAttribute('href');
      expect((await fetch(server.ledgerUrl + link)).status).toBe(200);
    });
  });

  it(`load at most ${MOST_BYTES} bytes at first, and no cryptography`, async () => {
    const loaded: string[] = [];
    await visit({}, async (visitor, page) => {
      page.on('requestfinished', (request) => loaded.push(new URL(request.url()).pathname));
      const begin = Date.now();
      await visitor.goTo('/');
      const ms = Date.now() - begin;
      const paint = await page.evaluate('performance.getEntriesByName("first-contentful-paint")[0]?.startTime');
      await page.waitForLoadState('load');
      const files = loaded.filter((path) => path.startsWith('/assets/')).map((path) => path.slice(1));
      const sizes = ['ledger.html', ...files].map((file) => readFileSync(join(BUILT, `${file}.gz`)).length);
      const bytes = sizes.reduce((sum, size) => sum + size, 0);
      await reportFigures('web: first view of the overview', {
        ms,
        paintMs: Math.round(Number(paint)),
        gzipBytes: bytes,
      });
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(files.filter((file) => /secp256k1|signer|verify/.test(file))).toEqual([]);
    });
  });
});

// biome-ignore lint/suspicious/noExplicitAny: whatever the ledger answered
type Answer = any;

function paying(transaction: Answer, more: number): unknown {
  const [first, ...rest] = transaction.Vout;
  return { ...transaction, Vout: [{ ...first, Value: first.Value + more }, ...rest] };
}
