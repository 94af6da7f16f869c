import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, checksummed } from '@app/wallet';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { LedgerClient } from '../support/ledger-client.js';
import { LyingProxy } from '../support/lying-proxy.js';
import { fillWithMigrated } from '../support/migrated-directory.js';
import { type RunningServer, startServer } from '../support/server.js';
import { focusOn, violationsOn } from './support/accessibility.js';
import { ASSESSMENT_LIES, hostileZakat } from './support/assessment-lies.js';
import {
  CHROMIUM,
  type Language,
  launchBrowser,
  PHONE,
  type Theme,
  type VisitOptions,
  Visitor,
} from './support/browser.js';
import { inspect } from './support/inspect.js';
import { distrustOrder, orderUnits } from './support/order-steps.js';
import { keepPicture } from './support/pictures.js';
import {
  as,
  assessOnPage,
  enter,
  fillVoucher,
  HOSTILE,
  settleOwners,
  TOKENS,
  twoAdministrators,
} from './support/treasury-acts.js';
import { tabTo } from './support/wallet-acts.js';

const describeInChromium = CHROMIUM === undefined ? describe.skip : describe;
const OWNERS = ['Amina Khan', 'Chandni Shah', '<b>Bold</b> <img src=x onerror=hit>'];
const DUE = 375;

describeInChromium('the page of the treasury', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-treasury-'));
  let server: RunningServer;
  let browser: Browser;
  let proxy: LyingProxy;
  let api: LedgerClient;
  beforeAll(async () => {
    await fillWithMigrated(dataDir);
    const starting = startServer({ dataDir, env: twoAdministrators(dataDir) });
    browser = await launchBrowser();
    server = await starting;
    proxy = await LyingProxy.start(server.ledgerUrl);
    api = new LedgerClient(server.ledgerUrl);
    await settleOwners(api, OWNERS);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  /** Looks at the page, and demands that it did nothing that it may not do; the browser tells of each refusal. */
  async function visit(options: VisitOptions, look: (visitor: Visitor, page: Page) => Promise<void>): Promise<void> {
    const visitor = await Visitor.open(browser, server.ledgerUrl, options);
    try {
      await look(visitor, visitor.page);
      expect(visitor.faults.filter((fault) => !/status of 40[0139]/.test(fault))).toEqual([]);
    } finally {
      await visitor.close();
    }
  }

  const pool = async () => (await api.get('/zakat/pool')).json.balance;

  it('has zakat assessed, approved by two administrators and charged, also when the page is loaded again meanwhile', async () => {
    let place = '';
    let hash = '';
    await visit({}, async (visitor, page) => {
      await visitor.goTo('/treasury');
      for (const wrong of [HOSTILE, `${TOKENS.amina}x`]) {
        await page.getByTestId('administrator-token').fill(wrong);
        await page.getByTestId('administrator-token').press('Enter');
        await page.getByText('knows no administrator with this token').waitFor();
      }
      await enter(visitor, '/treasury', 'amina');
      place = await assessOnPage(page, '1448');
      expect(await page.getByTestId('due-units').getAttribute('value')).toBe(String(OWNERS.length * DUE));
      hash = (await page.getByTestId('computed-hash').textContent())!;
      const id = new URLSearchParams(place.split('?')[1]).get('assessment');
      expect(hash).toBe((await api.get(`/zakat/assessments/${id}`, as('amina'))).json.hash);
      await page.getByTestId('approve').click();
      await page.getByText('1 of 2 administrators').waitFor();
      // One who has approved is not asked twice by the server, however often the button is pressed.
      await page.getByTestId('approve').click();
      await page.getByText('You have approved this already').waitFor();
      expect(await page.getByTestId('run').count()).toBe(0);
      expect(await pool()).toBe(0);
    });
    await visit({}, async (visitor, page) => {
      await enter(visitor, place, 'bilal');
      await page.getByTestId('told-hash').fill('ab'.repeat(32));
      await page.getByText('It is another one').waitFor();
      await page.getByTestId('approve').click({ force: true });
      await page.getByTestId('told-hash').fill(hash.toUpperCase());
      await page.getByText('It is the same').waitFor();
      expect(await page.getByTestId('approvals').textContent()).toMatch(/^1 of 2/);
      await page.getByTestId('approve').click();
      await page.getByTestId('run').click();
      await page.getByTestId('run-progress').waitFor();
      await page.reload();
      await enter(visitor, place, 'bilal');
      await page.getByText('The run is complete').waitFor();
      expect(await page.getByTestId('run-units').getAttribute('value')).toBe(String(OWNERS.length * DUE));
      expect(await page.getByTestId('approve').count()).toBe(0);
      expect(await violationsOn(page)).toEqual([]);
      await keepPicture(page, 'treasury-run-en-light');
      expect(await pool()).toBe(OWNERS.length * DUE);
      await page.getByRole('link', { name: 'All of zakat' }).click();
      await page.getByRole('row', { name: /1448 complete 3 of 3/ }).waitFor();
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
    });
  }, 60_000);

  it('has a voucher approved by two administrators and paid once, and another one rejected', async () => {
    let place = '';
    await visit({}, async (visitor, page) => {
      await enter(visitor, '/treasury?show=vouchers', 'amina');
      await page.getByText('There are no such vouchers.').waitFor();
      await fillVoucher(page, { name: HOSTILE, address: 'xyz', amount: '70' });
      await page.getByText('An address has 64 characters').waitFor();
      await fillVoucher(page, { name: HOSTILE, address: checksummed('c'.repeat(64) as Address), amount: '۷۰' });
      await page.getByTestId('voucher-approve').click();
      await page.getByText('1 of 2 administrators').waitFor();
      await page.getByTestId('voucher-approve').click();
      await page.getByText('You have approved this already').waitFor();
      expect(await page.getByTestId('voucher-units').getAttribute('value')).toBe('70');
      expect(await page.locator('dd bdi').first().textContent()).toBe(HOSTILE);
      const { pathname, search } = new URL(page.url());
      place = pathname + search;
    });
    await visit({}, async (visitor, page) => {
      await enter(visitor, place, 'bilal');
      await page.getByTestId('voucher-approve').click();
      await page.getByTestId('voucher-pay').click();
      await page.locator('a[href^="/tx/"]').waitFor();
      expect(await page.getByTestId('voucher-state').textContent()).toBe('paid');
      expect(await page.getByTestId('voucher-approve').count()).toBe(0);
      expect(await api.balance('c'.repeat(64))).toBe(70);
      await page.getByRole('link', { name: 'Vouchers', exact: true }).click();
      await fillVoucher(page, { name: 'Dilawar', address: 'd'.repeat(64), amount: '1' });
      await page.locator('summary').click();
      await page.getByTestId('voucher-reason').fill('<b>twice</b>');
      await page.getByTestId('voucher-reject').click();
      await page.getByText('<b>twice</b>').waitFor();
      await page.getByRole('link', { name: 'All vouchers' }).click();
      await page.getByTestId('vouchers-state').selectOption('rejected');
      await page.waitForURL(/state=rejected/);
      await page.getByRole('row', { name: /evil/ }).waitFor({ state: 'detached' });
      await page.getByRole('row', { name: /Dilawar/ }).waitFor();
      expect(await page.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('Dilawar')]);
    });
  }, 60_000);

  it('has units issued and redeemed by two administrators, and offers no approval of another order than is told', async () => {
    await orderUnits({ api, visit });
    await distrustOrder({ api, browser, proxy });
  }, 60_000);

  it('adds up the return of a period and the pool', async () => {
    await visit({}, async (visitor, page) => {
      await enter(visitor, '/treasury?show=pool', 'bilal');
      await page.getByTestId('return-period').fill('1448');
      await page.getByTestId('return-show').click();
      await page.getByTestId('return-check').getByText('The sum holds').waitFor();
      expect(await page.getByTestId('return-net').getAttribute('value')).toBe(String(OWNERS.length * DUE));
      await page.getByTestId('pool-check').getByText('The sum holds').waitFor();
      expect(await page.getByTestId('balance').getAttribute('value')).toBe(String(OWNERS.length * DUE - 70));
      expect(await violationsOn(page)).toEqual([]);
    });
    proxy.tell(({ target }, answer) =>
      target.endsWith('/return') ? { ...answer, failed: { number: 0, units: 1 } } : undefined,
    );
    const visitor = await Visitor.open(browser, proxy.url);
    await enter(visitor, '/treasury?show=pool&period=1448', 'bilal');
    await visitor.page.getByTestId('return-check').getByText('Do not file this return').waitFor();
    expect(proxy.lies).toBe(1);
    await visitor.close();
  });

  it('keeps a token in the memory of the tab alone', async () => {
    await visit({}, async (visitor, page) => {
      const urls: string[] = [];
      page.on('request', (request) => urls.push(request.url()));
      await enter(visitor, '/treasury', 'amina');
      const kept = await page.evaluate(
        'indexedDB.databases().then((all) => JSON.stringify([all, { ...localStorage }, { ...sessionStorage }, document.cookie, location.href]))',
      );
      expect(JSON.parse(String(kept))).toEqual([[], {}, {}, '', `${server.ledgerUrl}/treasury`]);
      await page.goto(`${server.ledgerUrl}/pool`);
      await page.goBack();
      await page.getByTestId('administrator-token').waitFor();
      await page.getByTestId('administrator-token').fill(TOKENS.amina);
      await page.getByTestId('use-token').click();
      await page.getByTestId('forget-token').click();
      await page.getByTestId('administrator-token').waitFor();
      const said = urls.join('\n') + server.stdout() + server.stderr();
      expect(said).toMatch('/api/v1/zakat/runs');
      expect(said).not.toMatch(TOKENS.amina);
    });
  });

  it('says so when a server tells another assessment than its lines are, and approves nothing', async () => {
    const { json: made } = await api.post(
      '/zakat/assessments',
      { period: '1449', valuation_date: today() },
      as('amina'),
    );
    for (const [what, words, lie] of ASSESSMENT_LIES) {
      proxy.tell(lie);
      const visitor = await Visitor.open(browser, proxy.url);
      await enter(visitor, `/treasury?assessment=${made.id}`, 'amina');
      const check = visitor.page.getByTestId('assessment-check');
      expect([what, await check.textContent()]).toEqual([what, expect.stringMatching(words)]);
      expect(await check.getAttribute('role')).toBe('alert');
      expect(await visitor.page.getByTestId('approve').count()).toBe(0);
      expect(proxy.lies).toBeGreaterThan(0);
      await visitor.close();
    }
    proxy.tell(() => undefined);
  }, 60_000);

  it('offers to charge again who was left out, and shows hostile texts as texts', async () => {
    const { runs } = (await api.get('/zakat/runs', as('amina'))).json;
    proxy.tell(hostileZakat);
    const visitor = await Visitor.open(browser, proxy.url);
    const { page } = visitor;
    await enter(visitor, '/treasury', 'amina');
    await page.locator('td').getByText('<img src=x').first().waitFor();
    await page.locator('td a').first().click();
    await page.getByTestId('assessment-check').waitFor();
    expect(await page.locator('td').getByText('<img src=x').count()).toBeGreaterThan(OWNERS.length);
    await page.getByTestId('resume').click();
    await page.getByTestId('run-progress').waitFor();
    expect(proxy.seen.map(({ method, target }) => `${method} ${target}`)).toContain(
      `POST /api/v1/zakat/runs/${runs[0].id}/resume`,
    );
    expect(await page.evaluate('[globalThis.hit, document.querySelectorAll("#app img, #app script").length]')).toEqual([
      undefined,
      0,
    ]);
    await visitor.close();
  }, 60_000);

  it.each<[Language, Theme]>([
    ['en', 'light'],
    ['ur', 'dark'],
  ])(
    'is accessible in %s and both themes, used by keyboard alone, and no wider than a phone',
    async (language, theme) => {
      await visit({ language, theme }, async (visitor, page) => {
        const look = async (name: string) => {
          const { found, width } = await inspect(page, `treasury-${name}-${language}`, theme);
          expect([name, found, width]).toEqual([name, [], PHONE.width]);
        };
        await visitor.goTo('/treasury');
        await look('token');
        await tabTo(page, 'administrator-token');
        await page.keyboard.type(TOKENS.bilal);
        await page.keyboard.press('Enter');
        await page.getByTestId('assess-period').waitFor();
        await visitor.settled();
        await look('zakat');
        for (const part of ['vouchers', 'pool', 'issues', 'redemptions']) {
          await page.locator(`a[href="/treasury?show=${part}"]`).press('Enter');
          await page.locator('h2').first().waitFor();
          await visitor.settled();
          await look(part);
        }
        await page.locator('.parts a').first().press('Enter');
        await tabTo(page, 'assess-period');
        await page.keyboard.type(`1450-${language}`);
        await page.keyboard.press('Enter');
        await page.getByTestId('assessment-check').waitFor();
        expect(await page.evaluate('document.activeElement.tagName')).toBe('H2');
        await tabTo(page, 'lines-reason');
        await page.keyboard.press('End');
        expect(await page.locator('section.table').last().locator('tbody tr').count()).toBe(OWNERS.length);
        await tabTo(page, 'approve');
        expect(await focusOn(page)).toEqual({ name: 'approve', isVisible: true });
        await page.keyboard.press('Enter');
        await page.getByText(language === 'ur' ? '۲ میں سے ۱' : '1 of 2 administrators').waitFor();
        await look('assessment');
      });
    },
    60_000,
  );
});

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
