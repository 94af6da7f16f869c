import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Language, PHONE, type Theme, Visitor } from './browser.js';
import { inspect } from './inspect.js';
import { logInAs, type Stage } from './key-acts.js';

const NOTE = 'دکان <b>the shop</b> {{7*7}} 42101-1234567-1';
const SHOWN = NOTE.replace('1234567', '*******');

/** One user declares a debt once, although an answer is lost, settles it, and files exemptions, of which one is accepted. */
export async function declareOnPage({ browser, origin, api }: Stage, language: Language): Promise<void> {
  const { address } = await api.register(`Hina ${language}`);
  const theme: Theme = language === 'en' ? 'dark' : 'light';
  const visitor = await Visitor.open(browser, origin, { language, theme });
  const { page } = visitor;
  await visitor.goTo('/wallet');
  await logInAs(page, `hina.${language}@example.org`);
  await declareDebt(page, language);
  const declared = async () => (await api.get(`/zakat/debts?wallet_address=${address}`)).json;
  expect(await declared()).toEqual([
    expect.objectContaining({ amount: 700, due_on: '2027-01-31', note: SHOWN, state: 'owed' }),
  ]);
  const settle = page.getByTestId('debt-settle');
  await settle.click();
  expect((await declared())[0].state).toBe('owed');
  await settle.click();
  await page.getByTestId('debt-settled').waitFor();
  expect((await declared())[0].state).toBe('settled');

  await fileExemptions(page);
  const filed = (await api.get(`/zakat/exemptions?wallet_address=${address}`)).json;
  expect(filed).toEqual([
    expect.objectContaining({ kind: 'cz50', fiqh: 'جعفریہ', sworn_on: '2026-01-02', state: 'filed' }),
    expect.objectContaining({ kind: 'not_sahib_e_nisab', state: 'filed' }),
  ]);
  await api.post(`/zakat/exemptions/${filed[0].id}/accept`);
  const { found, width } = await inspect(page, `wallet-declarations-${language}`, theme);
  expect([found, width]).toEqual([[], PHONE.width]);
  await page.getByTestId('log-out').click();
  await logInAs(page, `hina.${language}@example.org`);
  await page.getByTestId('exemption-accepted').waitFor();
  expect(visitor.faults.filter((fault) => !/status of 400|ERR_FAILED/.test(fault))).toEqual([]);
  await visitor.close();
}

async function declareDebt(page: Page, language: Language): Promise<void> {
  const complaint = page.getByTestId('my-debts').getByRole('alert');
  await page.getByTestId('debt-form').click();
  await page.getByTestId('debt-amount').fill('0');
  await page.getByTestId('debt-declare').click();
  const noAmount = await complaint.textContent();
  await page.getByTestId('debt-amount').fill(language === 'ur' ? '۷۰۰' : '700');
  await page.getByTestId('debt-note').fill(NOTE);
  await page.getByTestId('debt-declare').click();
  const noDay = await complaint.textContent();
  await page.getByTestId('debt-due').fill('2222-02-02');
  await page.getByTestId('debt-declare').click();
  await page
    .getByTestId('debt-owed')
    .or(complaint.filter({ hasNotText: noDay! }))
    .waitFor();
  const tooFar = await complaint.textContent();
  expect(new Set([noAmount, noDay, tooFar]).size).toBe(3);

  await page.getByTestId('debt-due').fill('2027-01-31');
  // The server records it, and its answer is lost.
  await page.route('**/me/zakat/debts', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByTestId('debt-declare').click();
  await complaint.filter({ hasNotText: tooFar! }).waitFor();
  await page.unroute('**/me/zakat/debts');
  await page.getByTestId('debt-declare').click();
  await page.getByTestId('debt-owed').waitFor();
  expect(await page.getByTestId('debt-owed').locator('bdi').textContent()).toBe(SHOWN);
  expect(await page.getByTestId('debt-amount').inputValue()).toBe('');
}

async function fileExemptions(page: Page): Promise<void> {
  const complaint = page.getByTestId('my-exemptions').getByRole('alert');
  const file = page.getByTestId('exemption-file');
  await page.getByTestId('exemption-form').click();
  await file.click();
  const noOath = await complaint.textContent();
  await page.getByTestId('exemption-fiqh').fill('جعفریہ');
  await page.getByTestId('exemption-sworn').fill('2100-01-01');
  await file.click();
  await complaint.filter({ hasNotText: noOath! }).waitFor();
  await page.getByTestId('exemption-sworn').fill('2026-01-02');
  await file.click();
  await page.getByTestId('exemption-filed').waitFor();
  await page.getByTestId('exemption-kind').selectOption('not_sahib_e_nisab');
  expect(await page.getByTestId('exemption-fiqh').count()).toBe(0);
  await file.click();
  await page.getByTestId('exemption-filed').nth(1).waitFor();
}
