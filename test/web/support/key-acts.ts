import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type LedgerClient, refusal, type Wallet } from '../../support/ledger-client.js';
import { sessionOf } from '../../support/people.js';
import { violationsOn } from './accessibility.js';
import { type Language, Visitor } from './browser.js';
import { keepPicture } from './pictures.js';
import { fillPayment, shownCode } from './wallet-acts.js';

/** Logs in on the page of a demo, with the code that it shows. */
export async function logInAs(page: Page, email: string): Promise<void> {
  await page.getByTestId('login-email').fill(email);
  await page.getByTestId('login-ask').click();
  const words = await page.locator('form [role=status]', { hasText: /\d{6}/ }).textContent();
  await page.getByTestId('login-code').fill(/\d{6}/.exec(words!)![0]);
  await page.getByTestId('login-enter').click();
  await page.getByTestId('account-name').waitFor();
}

export interface Stage {
  readonly browser: Browser;
  readonly origin: string;
  readonly api: LedgerClient;
  readonly payee: Wallet;
}

/** A user makes a key on the page, a program pays by it, and the user revokes it. */
export async function makeUseAndRevoke({ browser, origin, api, payee }: Stage, language: Language): Promise<void> {
  const theme = language === 'en' ? 'dark' : 'light';
  const user = await api.register(`Sana ${language}`);
  await api.fund(user.address);
  const visitor = await Visitor.open(browser, origin, { language, theme });
  const { page } = visitor;
  await visitor.goTo('/wallet');
  await logInAs(page, `sana.${language}@example.org`);
  await page.getByTestId('key-form').click();
  await page.getByTestId('key-name').fill('till');
  await page.getByTestId('key-make').click();
  await page.getByRole('alert').waitFor();
  await page.getByTestId('key-scope-send').check();
  await page.getByTestId('key-limit').fill(language === 'ur' ? '۱۰۰' : '100');
  await page.getByTestId('key-days').fill('30');
  await keepPicture(page, `keys-form-${language}-${theme}`);
  expect(await violationsOn(page)).toEqual([]);

  // In production the server wants a code first.
  const wanting = JSON.stringify({ status: 403, code: 'key_needs_code', detail: 'a key needs a code' });
  const answer = { status: 403, contentType: 'application/problem+json', body: wanting };
  await page.route('**/me/keys', (route) => route.fulfill(answer), { times: 1 });
  const orders: { otp?: string }[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/me/keys')) orders.push(request.postDataJSON());
  });
  await page.getByTestId('key-make').click();
  await page.getByTestId('key-code').fill('123456');
  await page.getByTestId('key-make').click();
  const key = (await page.getByTestId('key-secret').textContent())!;
  expect(orders.map(({ otp }) => otp)).toEqual([undefined, '123456']);
  await page.getByTestId('key-live').waitFor();
  await keepPicture(page, `keys-made-${language}-${theme}`);
  expect(await violationsOn(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  await page.getByTestId('key-copied').click();
  expect(await page.content()).not.toContain(key);

  const program = { authorization: `Bearer ${key}` };
  const pay = (amount: number) => api.post('/transactions', { to: payee.address, amount }, program);
  expect((await pay(100)).status).toBe(200);
  expect(refusal(await pay(1))[0]).toBe(403);
  const revoke = page.getByTestId('key-revoke');
  await revoke.click();
  expect((await pay(1)).status).toBe(403);
  await revoke.click();
  await page.getByTestId('key-revoked').waitFor();
  expect((await pay(1)).status).toBe(401);
  await page.reload();
  await page.getByTestId('login-email').waitFor();
  expect(visitor.faults.filter((fault) => !/status of 403/.test(fault))).toEqual([]);
  await visitor.close();
}

/** Pays without a code up to the limit of 3,000, then 5 units on the page, which asks for a code. */
export async function payBeyondLimit(page: Page, api: LedgerClient, email: string, payee: Wallet): Promise<void> {
  const session = await sessionOf(api, email);
  for (let payments = 0; payments < 3; payments++) {
    const { status } = await api.post('/transactions', { to: payee.address, amount: 1_000 }, session);
    expect(status).toBe(200);
  }
  await page.getByTestId('send-receipt').getByRole('button').last().click();
  await fillPayment(page, payee.address, '5');
  await page.getByTestId('send-confirm').click();
  await page.getByTestId('send-code').fill(await shownCode(page));
  await page.getByTestId('send-confirm').click();
  await page.getByTestId('send-receipt').waitFor();
}
