import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { freePort } from '../support/free-port.js';
import { LedgerClient, REWARD, type Wallet } from '../support/ledger-client.js';
import { LyingProxy } from '../support/lying-proxy.js';
import { fillWithMigrated } from '../support/migrated-directory.js';
import { filesBelow, findSecrets, type Secret } from '../support/secret-scan.js';
import { type RunningServer, startServer } from '../support/server.js';
import { violationsOn } from './support/accessibility.js';
import { CHROMIUM, type Language, launchBrowser, PHONE, type Theme, Visitor } from './support/browser.js';
import { declareOnPage } from './support/declaration-acts.js';
import { inspect } from './support/inspect.js';
import { KeptProfile } from './support/kept-profile.js';
import { makeUseAndRevoke, payBeyondLimit } from './support/key-acts.js';
import { keepPicture } from './support/pictures.js';
import { askAndPay } from './support/request-acts.js';
import {
  balanceIs,
  changed,
  chargeZakat,
  fillPayment,
  fillSpelled,
  importKey,
  PASSPHRASE,
  type Prepared,
  shownCode,
  tabTo,
  today,
} from './support/wallet-acts.js';

const describeInChromium = CHROMIUM === undefined ? describe.skip : describe;

describeInChromium('the page of a wallet', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-wallet-page-'));
  let start: () => Promise<RunningServer>;
  let server: RunningServer;
  let browser: Browser;
  let proxy: LyingProxy;
  let api: LedgerClient;
  let bilal: Wallet;
  beforeAll(async () => {
    await fillWithMigrated(dataDir);
    // What a browser keeps belongs to an origin, and so to a port.
    const LEDGER_PORT = String(await freePort());
    const env = { LOG_LEVEL: 'info', SERVE: 'ledger', LEDGER_PORT, SEND_LIMIT_PER_DAY: '3000' };
    start = () => startServer({ dataDir, env });
    const starting = start();
    browser = await launchBrowser();
    server = await starting;
    proxy = await LyingProxy.start(server.ledgerUrl);
    api = new LedgerClient(server.ledgerUrl);
    bilal = await api.createWallet();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await proxy?.stop();
    await server?.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });

  it('makes a key, receives, sends, and has all of it after server and browser were started anew', async () => {
    const profile = new KeptProfile();
    try {
      let page = await profile.open(`${server.ledgerUrl}/wallet`);
      await page.getByTestId('wallet-passphrase').fill('short');
      await page.getByTestId('wallet-make').click();
      expect(await page.getByTestId('wallet-address').count()).toBe(0);
      await page.getByTestId('wallet-passphrase').fill(PASSPHRASE);
      await page.getByTestId('wallet-make').click();
      const address = (await page.getByTestId('wallet-address').textContent())!;
      await balanceIs(page, 0);
      await api.fund(address);
      await balanceIs(page, REWARD);

      await fillSpelled(page, (await api.post('/wallets')).json);
      await fillPayment(page, bilal.address.toUpperCase(), '۱۲۳۴');
      expect(await page.getByTestId('review-to').textContent()).toBe(bilal.address);
      expect(await page.getByTestId('review-amount').getAttribute('value')).toBe('1234');
      expect(await api.balance(bilal.address)).toBe(0);
      await page.getByTestId('send-confirm').click();
      const receipt = page.getByTestId('send-receipt');
      await receipt.waitFor();
      expect(await receipt.getByRole('img').count()).toBe(1);
      expect(await api.balance(bilal.address)).toBe(1_234);
      await balanceIs(page, REWARD - 1_234);
      const [line] = (await api.get(`/wallets/${address}/history`)).json.lines;
      expect(await receipt.locator('a[href^="/tx/"]').getAttribute('href')).toBe(`/tx/${line.txid}`);
      await keepPicture(page, 'wallet-receipt-en-light');

      await page.getByTestId('wallet-show').click();
      const key = (await page.getByTestId('wallet-key').textContent())!;
      const secrets: Secret[] = [
        { name: 'private key', text: key, isHex: true },
        { name: 'passphrase', text: PASSPHRASE },
      ];
      const stored = await profile.stored();
      expect(stored).toMatch(address);
      await page.getByTestId('wallet-lock').click();
      expect(await page.getByTestId('wallet-key').count()).toBe(0);
      await profile.close();
      await server.stop();
      const log = server.stdout() + server.stderr();
      server = await start();

      page = await profile.open(`${server.ledgerUrl}/wallet`);
      expect(await page.getByTestId('wallet-address').textContent()).toBe(address);
      await page.getByTestId('wallet-passphrase').fill(`${PASSPHRASE}8`);
      await page.getByTestId('wallet-unlock').click();
      await page.getByText('does not open the key').waitFor();
      await page.getByTestId('wallet-passphrase').fill(PASSPHRASE);
      await page.getByTestId('wallet-unlock').click();
      await balanceIs(page, REWARD - 1_234);
      await page.locator(`tbody a[href="/tx/${line.txid}"]`).waitFor();

      const wire = await profile.wire();
      expect(wire).toMatch('/transactions/submit');
      expect(wire).toMatch(address);
      await profile.close();
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      for (const [place, text] of Object.entries({ wire, stored, log, console: profile.console.join('\n') }))
        expect([place, findSecrets(Buffer.from(text), secrets)]).toEqual([place, []]);
      const files = filesBelow(profile.directory).filter(([, content]) => findSecrets(content, secrets).length > 0);
      expect(files.map(([file]) => file)).toEqual([]);
      expect(profile.faults).toEqual([]);
    } finally {
      await profile.remove();
    }
  }, 90_000);

  it('refuses what a dishonest server prepared before it is signed, and says so', async () => {
    const amina = await api.fundedWallet();
    const visitor = await Visitor.open(browser, proxy.url);
    const { page } = visitor;
    await visitor.goTo('/wallet');
    await importKey(page, amina.private_key);
    await balanceIs(page, REWARD);
    await fillPayment(page, bilal.address, '500');
    const lies: [string, (answer: Prepared) => Prepared][] = [
      [
        'recipient',
        (answer) => changed(answer, 500, { PubKeyHash: Buffer.from(amina.address, 'hex').toString('base64') }),
      ],
      ['amount', (answer) => changed(answer, 500, { Value: 501 })],
      ['digest', (answer) => ({ ...answer, digest: 'ab'.repeat(32) })],
    ];
    for (const [check, lie] of lies) {
      proxy.tell(({ target }, answer) => (target.endsWith('/prepare') ? lie(answer) : undefined));
      await page.getByTestId('send-confirm').click();
      await page.getByText(`something else than this payment (${check}:`).waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch('Nothing was signed');
      expect(proxy.lies).toBe(1);
      expect(proxy.seen.filter(({ target }) => target.endsWith('/submit'))).toEqual([]);
    }
    proxy.tell(() => undefined);
    await page.getByTestId('send-confirm').click();
    await page.getByTestId('send-receipt').waitFor();
    await visitor.close();
  }, 60_000);

  it.each<[Language, Theme]>([
    ['en', 'light'],
    ['ur', 'dark'],
  ])(
    'is accessible in %s and both themes, used by keyboard alone, and no wider than a phone',
    async (language, theme) => {
      const visitor = await Visitor.open(browser, server.ledgerUrl, { language, theme });
      const { page } = visitor;
      const look = async (name: string) => {
        const { found, width } = await inspect(page, `wallet-${name}-${language}`, theme);
        expect([name, found, width]).toEqual([name, [], PHONE.width]);
      };
      await visitor.goTo('/wallet');
      await tabTo(page, 'wallet-passphrase');
      await look('new');
      await page.keyboard.type(PASSPHRASE);
      await page.keyboard.press('Enter');
      await api.fund((await page.getByTestId('wallet-address').textContent())!);
      await balanceIs(page, REWARD);
      await tabTo(page, 'send-to');
      await page.keyboard.type('abc');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await look('open');
      await page.keyboard.press('Control+a');
      await page.keyboard.type(bilal.address);
      await page.keyboard.press('Tab');
      await page.keyboard.type('77');
      await page.keyboard.press('Enter');
      await page.getByTestId('review-amount').waitFor();
      await look('review');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H3');
      await tabTo(page, 'send-confirm');
      await page.keyboard.press('Enter');
      await page.getByTestId('send-receipt').waitFor();
      await balanceIs(page, REWARD - 77);
      await look('receipt');
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    },
    60_000,
  );

  it('logs in with a code, shows zakat, and pays a larger amount with a second code', async () => {
    const amina = await api.register('Amina Khan');
    await api.fund(amina.address);
    const number = await chargeZakat(api);
    const visitor = await Visitor.open(browser, server.ledgerUrl, { language: 'en' });
    const { page } = visitor;
    await visitor.goTo('/wallet');
    await page.getByTestId('login-email').fill('amina.khan@example.org');
    await page.getByTestId('login-ask').click();
    const code = await shownCode(page);
    await page.getByTestId('login-code').fill(code === '000000' ? '000001' : '000000');
    await page.getByTestId('login-enter').click();
    await page.getByText('This code is wrong').waitFor();
    await page.getByTestId('login-code').fill(code);
    await page.getByTestId('login-enter').click();
    expect(await page.getByTestId('account-name').textContent()).toBe('Amina Khan');
    expect(await page.getByTestId('wallet-address').textContent()).toBe(amina.address);
    await balanceIs(page, REWARD - 375);

    const zakat = page.getByTestId('my-zakat');
    await zakat.getByText(number).waitFor();
    expect(await page.getByTestId('hawl-since').getAttribute('datetime')).toBe(today());
    const anniversary = await page.getByTestId('next-anniversary').textContent();
    expect(anniversary).toMatch(/^\d+ \p{L}+ 20\d\d \d+ .+ 14\d\d AH$/u);

    await fillPayment(page, bilal.address, '1001');
    await page.getByTestId('send-confirm').click();
    await page.getByTestId('send-code').waitFor();
    await page.getByTestId('send-code').fill(await shownCode(page));
    await page.getByTestId('send-confirm').click();
    await page.getByTestId('send-receipt').waitFor();
    await balanceIs(page, REWARD - 375 - 1_001);
    await payBeyondLimit(page, api, 'amina.khan@example.org', bilal);
    await balanceIs(page, REWARD - 375 - 1_001 - 3_005);
    expect(await violationsOn(page)).toEqual([]);
    await keepPicture(page, 'wallet-account-en-light');
    await page.getByTestId('language').click();
    await page.getByTestId('theme').click();
    expect(await violationsOn(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
    await keepPicture(page, 'wallet-account-ur-phone');
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
    expect(JSON.parse(String(kept))).toEqual([{ 'mizan.language': 'ur', 'mizan.theme': 'dark' }, {}, '']);
    await page.getByTestId('log-out').click();
    await page.getByTestId('login-email').waitFor();
    // The browser tells of each refusal; the page is to do nothing else wrong.
    expect(visitor.faults.filter((fault) => !/status of 40[13]/.test(fault))).toEqual([]);
    await visitor.close();
  }, 60_000);

  describe.each<Language>(['en', 'ur'])('has users, in %s,', (language) => {
    it.each([
      ['make a key for a program, and revoke it', makeUseAndRevoke],
      ['ask for payments, pay them once, and read what they were for', askAndPay],
      ['declare debts and exemptions, once each', declareOnPage],
    ])('%s', (_, act) => act({ browser, origin: server.ledgerUrl, api, payee: bilal }, language), 60_000);
  });

  it('says in words why a payment or a key is refused, and keeps one key', async () => {
    const visitor = await Visitor.open(browser, server.ledgerUrl);
    const { page } = visitor;
    await visitor.goTo('/wallet');
    await importKey(page, '0'.repeat(64));
    await page.getByText('This is no private key').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${server.ledgerUrl}/wallet`);
    await other.getByTestId('wallet-passphrase').fill(PASSPHRASE);
    await other.getByTestId('wallet-make').click();
    const address = await other.getByTestId('wallet-address').textContent();
    await importKey(page, bilal.private_key);
    await page.getByTestId('wallet-unlock').waitFor();
    expect(await page.getByTestId('wallet-address').textContent()).toBe(address);
    await balanceIs(other, 0);
    await fillPayment(other, bilal.address, '5');
    await other.getByTestId('send-confirm').click();
    await other.getByText('does not hold that much').waitFor();
    await other.locator('summary').click();
    await other.getByTestId('wallet-remove').click();
    expect(await other.getByTestId('wallet-make').count()).toBe(0);
    await other.getByRole('checkbox').check();
    await other.getByTestId('wallet-remove').click();
    await other.getByTestId('wallet-make').waitFor();
    await visitor.close();
  }, 60_000);
});
