import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addressOf, generateKey, publicKeyOf } from 'mizan-client/crypto';
import type { Browser } from 'playwright-core';
import { LedgerClient, succeeded, type Wallet } from '../support/ledger-client.js';
import { LyingProxy } from '../support/lying-proxy.js';
import { type RunningServer, startServer } from '../support/server.js';
import { signTransfer } from '../support/sign-transfer.js';
import { CHROMIUM, launchBrowser, Visitor } from './support/browser.js';
import { keepPicture } from './support/pictures.js';
import { fillVoucher } from './support/treasury-acts.js';

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
  }, 60_000);
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
});
