import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressOf, generateKey, publicKeyOf } from 'mizan-client/crypto';
import type { Browser } from 'playwright-core';
import { LedgerClient, succeeded, type Wallet } from '../support/ledger-client.js';
import { LyingProxy } from '../support/lying-proxy.js';
import { type RunningServer, startServer } from '../support/server.js';
import { signTransfer } from '../support/sign-transfer.js';
import { verifyWith, WebhookReceiver } from '../support/webhook-receiver.js';
import { violationsOn } from './support/accessibility.js';
import { CHROMIUM, type Language, launchBrowser, PHONE, type Theme, Visitor } from './support/browser.js';
import { keepPicture } from './support/pictures.js';
import { fillVoucher, HOSTILE } from './support/treasury-acts.js';

const describeInChromium = CHROMIUM === undefined ? describe.skip : describe;

describeInChromium('the page of the treasury in a demo', () => {
  let server: RunningServer;
  let browser: Browser;
  let proxy: LyingProxy;
  let api: LedgerClient;
  let pool: Pick<Wallet, 'address' | 'private_key'>;
  beforeAll(async () => {
    const key = generateKey();
    pool = { address: addressOf(publicKeyOf(key)), private_key: Buffer.from(key).toString('hex') };
    const starting = startServer({ env: { LOG_LEVEL: 'warn', SERVE: 'ledger', ZAKAT_WALLET_ADDRESS: pool.address } });
    browser = await launchBrowser();
    server = await starting;
    proxy = await LyingProxy.start(server.ledgerUrl);
    api = new LedgerClient(server.ledgerUrl);
    await api.fund(pool.address);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
  });

  it('asks for no token, and checks a payment before it is signed by who keeps the key of the pool', async () => {
    const visitor = await Visitor.open(browser, proxy.url);
    const { page } = visitor;
    await visitor.goTo('/treasury?show=vouchers');
    await fillVoucher(page, { name: 'Chandni', address: 'c'.repeat(64), amount: '100' });
    await page.getByTestId('voucher-approve').click();
    await page.getByTestId('voucher-pay').waitFor();
    proxy.tell(({ target }, answer) => {
      if (!target.endsWith('/pay')) return undefined;
      const Vout = answer.transaction.Vout.map((output: { Value: number }) =>
        output.Value === 100 ? { ...output, Value: 101 } : output,
      );
      return { ...answer, transaction: { ...answer.transaction, Vout } };
    });
    await page.getByTestId('voucher-pay').click();
    await page.getByText('prepared another payment than this voucher (amount:').waitFor();
    expect(proxy.lies).toBe(1);
    expect(await page.getByTestId('voucher-unsigned').count()).toBe(0);
    proxy.tell(() => undefined);
    await page.getByTestId('voucher-pay').click();
    const prepared = JSON.parse(await page.getByTestId('voucher-prepared').inputValue());
    await keepPicture(page, 'treasury-unsigned-en-light');
    succeeded(await api.post('/transactions/submit', await signTransfer(prepared, pool)));
    await page.locator('a[href^="/tx/"]').waitFor();
    expect(await page.getByTestId('voucher-state').textContent()).toBe('paid');
    expect(await api.balance('c'.repeat(64))).toBe(100);
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }, 60_000);

  it('proposes a voucher once, although the answers to it are lost', async () => {
    const visitor = await Visitor.open(browser, server.ledgerUrl);
    const { page } = visitor;
    await visitor.goTo('/treasury?show=vouchers');
    let lost = 0;
    await page.route('**/api/v1/zakat/vouchers', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    const voucher = { name: 'Faiza', address: 'f'.repeat(64), amount: '3' };
    await fillVoucher(page, voucher);
    await page.getByText('It is not known whether the server did that').waitFor();
    expect(lost).toBeGreaterThan(0);
    await page.unroute('**/api/v1/zakat/vouchers');
    await fillVoucher(page, voucher);
    await page.getByTestId('voucher-approve').waitFor();
    const vouchers: { beneficiary: { name: string } }[] = (await api.get('/zakat/vouchers')).json;
    expect(vouchers.filter(({ beneficiary }) => beneficiary.name === 'Faiza')).toHaveLength(1);
    // A second voucher of the same words, after the first one's answer came, is another one.
    await page.getByRole('link', { name: 'All vouchers' }).click();
    await fillVoucher(page, voucher);
    await page.getByTestId('voucher-approve').waitFor();
    expect((await api.get('/zakat/vouchers')).json).toHaveLength(vouchers.length + 1);
    await visitor.close();
  }, 60_000);

  it('makes a webhook, shows its secret once, and tells, repeats, pauses and deletes', async () => {
    const receiver = await WebhookReceiver.start({
      hostile: (response, count) => {
        response.writeHead(count === 0 ? 500 : 200, { 'content-type': 'text/html' }).end(HOSTILE);
        return count === 0 ? 500 : 200;
      },
    });
    const visitor = await Visitor.open(browser, server.ledgerUrl);
    const { page } = visitor;
    await visitor.goTo('/treasury?show=webhooks');
    await page.getByTestId('webhook-url').fill(receiver.url('/hostile/hook'));
    await page.getByTestId('webhook-make').click();
    await page.getByText('Choose at least one kind').waitFor();
    await page.getByTestId('webhook-zakat.run.completed').check();
    await page.getByTestId('webhook-description').fill(HOSTILE);
    await page.getByTestId('webhook-make').click();
    const secret = (await page.getByTestId('webhook-secret').textContent())!;
    expect(secret).toMatch(/^whsec_/);
    expect(await violationsOn(page)).toEqual([]);
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])');
    expect(kept).not.toMatch(secret);
    await page.getByTestId('webhook-test').click();
    await page.getByRole('row', { name: /webhook\.test failed/ }).waitFor();
    await page.getByRole('button', { name: 'Send again: delivery 1' }).click();
    await page.getByRole('row', { name: /once more webhook\.test delivered/ }).waitFor();
    const [, repeated] = await receiver.until('/hostile/hook', 2);
    expect(() => verifyWith(secret, repeated!)).not.toThrow();

    await page.getByTestId('webhook-rotate').click();
    await page.getByTestId('webhook-secret').getByText(secret).waitFor({ state: 'detached' });
    const next = (await page.getByTestId('webhook-secret').textContent())!;
    await page.getByTestId('webhook-test').click();
    const signed = (await receiver.until('/hostile/hook', 3))[2]!;
    for (const each of [secret, next]) expect(() => verifyWith(each, signed)).not.toThrow();
    await page.getByTestId('webhook-change').click();
    await page.getByTestId('webhook-state').getByText('paused').waitFor();
    await page.getByRole('row', { name: /^3, test/ }).waitFor();
    await page.getByRole('link', { name: 'All webhooks' }).click();
    await page.getByRole('link', { name: receiver.url('/hostile/hook') }).click();
    await page.getByTestId('webhook-state').waitFor();
    expect(await page.getByTestId('webhook-secret').count()).toBe(0);
    await page.locator('td').getByText('<img src=x').first().waitFor();
    expect(await page.locator('td').getByText('<img src=x').count()).toBeGreaterThan(0);
    await keepPicture(page, 'treasury-webhook-en-light');
    await page.locator('summary').last().click();
    await page.getByTestId('webhook-delete').click();
    expect(await page.getByTestId('webhook-state').count()).toBe(1);
    await page.getByTestId('webhook-sure').check();
    await page.getByTestId('webhook-delete').click();
    await page.getByText('There are no webhooks yet.').waitFor();
    expect((await api.get('/webhooks')).json).toEqual([]);
    expect(await page.evaluate('globalThis.hit')).toBeUndefined();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
    await receiver.stop();
  }, 60_000);

  it('shows the system log to its end, whatever stands in it', async () => {
    for (let entry = 0; entry < 3; entry++) await api.fund(pool.address);
    const entries = (await api.get('/logs/system?limit=1000')).json.logs;
    proxy.tell(({ target }, answer) =>
      target.includes('/logs/system')
        ? { logs: answer.logs.map((log: object) => ({ ...log, message: HOSTILE, ip: HOSTILE, type: HOSTILE })) }
        : undefined,
    );
    for (const origin of [server.ledgerUrl, proxy.url]) {
      const visitor = await Visitor.open(browser, origin);
      const { page } = visitor;
      await visitor.goTo('/treasury?show=log');
      await page.locator('tbody tr').first().waitFor();
      expect(await page.locator('tbody tr').count()).toBe(Math.min(50, entries.length));
      expect(await page.locator('#app img, #app script').count()).toBe(0);
      if (origin === proxy.url) expect(await page.getByText('<img src=x').count()).toBeGreaterThan(2);
      else expect(await page.locator('td.text').first().textContent()).toBe(entries[0].message);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    }
    expect(proxy.lies).toBe(1);
  });

  it.each<[Language, Theme]>([
    ['en', 'dark'],
    ['ur', 'light'],
  ])('is accessible in %s, %s, with the log and the webhooks, and no wider than a phone', async (language, theme) => {
    await api.post('/webhooks', {
      url: 'http://127.0.0.1:9/a/rather/long/address/of/a/receiver',
      types: ['block.created'],
    });
    const [{ id }] = (await api.get('/webhooks')).json;
    const visitor = await Visitor.open(browser, server.ledgerUrl, { language, theme, viewport: PHONE });
    for (const place of ['show=log', 'show=webhooks', `webhook=${id}`]) {
      await visitor.goTo(`/treasury?${place}`);
      expect([place, await violationsOn(visitor.page)]).toEqual([place, []]);
      expect(await visitor.page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
      await keepPicture(visitor.page, `treasury-${place.replace(/\W.*/, '')}-${language}-phone`);
    }
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  });
});
