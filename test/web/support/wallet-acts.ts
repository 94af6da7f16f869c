import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type LedgerClient, succeeded } from '../../support/ledger-client.js';
import { sessionOf } from '../../support/people.js';
import { recordNisab } from '../../support/record-nisab.js';

export const PASSPHRASE = 'Zwölf grüne Kamele 77';

/** The day where the policy of zakat reckons. */
export const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());

/** Deducts zakat from all that reach nisab today, and has a year run from then on. @returns the number of the receipt */
export async function chargeZakat(api: LedgerClient): Promise<string> {
  const setPolicy = async (change: object) => {
    const current = await api.get('/zakat/policy');
    const { version: _version, created_at: _at, ...policy } = current.json;
    const tag = current.headers.get('etag')!;
    succeeded(await api.exchange('PUT', '/zakat/policy', { ...policy, ...change }, { 'If-Match': tag }));
  };
  await recordNisab(api);
  await api.post('/zakat/pool');
  await setPolicy({ hawl: 'none' });
  const { json: made } = await api.post('/zakat/assessments', { period: '1448', valuation_date: today() });
  succeeded(await api.post(`/zakat/assessments/${made.id}/approve`, { hash: made.hash }));
  const { json: run } = await api.post(`/zakat/assessments/${made.id}/run`);
  await api.get(`/zakat/runs/${run.run_id}/progress`);
  await setPolicy({ hawl: 'both_ends' });
  const session = await sessionOf(api, 'amina.khan@example.org');
  const [{ number }] = succeeded(await api.get('/me/zakat/receipts', session));
  return number;
}

/** The code that a demo shows on the page. */
export async function shownCode(page: Page): Promise<string> {
  const words = await page.getByText('here is the code').textContent();
  return /\d{6}/.exec(words ?? '')![0];
}

export async function balanceIs(page: Page, units: number): Promise<void> {
  await page.locator(`[data-testid=balance][value="${units}"]`).waitFor();
}

export async function fillPayment(page: Page, to: string, amount: string): Promise<void> {
  await page.getByTestId('send-to').fill(to);
  await page.getByTestId('send-amount').fill(amount);
  await page.getByTestId('send-review').click();
}

/** Has a payment to a checksummed address reviewed, after a typing error in it, and changes it. */
export async function fillSpelled(page: Page, to: { address: string; checksummed_address: string }): Promise<void> {
  const spelled = to.checksummed_address;
  await fillPayment(
    page,
    spelled.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')),
    '1',
  );
  await page.getByRole('alert').waitFor();
  await fillPayment(page, spelled, '1');
  expect(await page.getByTestId('review-to').textContent()).toBe(to.address);
  expect(await page.getByTestId('review-spelled').textContent()).toBe(spelled);
  await page.getByRole('button', { name: 'Change it' }).click();
}

export async function importKey(page: Page, key: string): Promise<void> {
  const field = page.getByTestId('wallet-import-key');
  if (!(await field.isVisible())) await page.locator('summary').click();
  await field.fill(key);
  await page.getByTestId('wallet-import-passphrase').fill(PASSPHRASE);
  await page.getByTestId('wallet-import').click();
}

/** Goes on by the key Tab until the control has the focus. */
export async function tabTo(page: Page, testId: string): Promise<void> {
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.dataset.testid')) === testId) return;
  }
  throw new Error(`the key Tab does not lead to ${testId}`);
}

/** A transfer as the server prepares it, to be signed. */
export interface Prepared {
  readonly transaction: { readonly Vout: { Value: number; PubKeyHash: string }[] };
  readonly digest: string;
}

/** The same with another output in place of the one of `amount`. */
export function changed(
  { transaction, digest }: Prepared,
  amount: number,
  change: { Value?: number; PubKeyHash?: string },
): Prepared {
  const Vout = transaction.Vout.map((output) => (output.Value === amount ? { ...output, ...change } : output));
  return { transaction: { ...transaction, Vout }, digest };
}
