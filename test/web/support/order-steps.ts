import { checksummed } from '@app/wallet';
import { expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type LedgerClient, succeeded } from '../../support/ledger-client.js';
import type { LyingProxy } from '../../support/lying-proxy.js';
import { violationsOn } from './accessibility.js';
import { type VisitOptions, Visitor } from './browser.js';
import { as, enter, HOSTILE } from './treasury-acts.js';

type Visit = (options: VisitOptions, look: (visitor: Visitor, page: Page) => Promise<void>) => Promise<void>;

/** HOSTILE is longer than a reference may be. */
const REFERENCE = HOSTILE.slice(0, 64);

async function fillOrder(page: Page, order: Record<string, string>): Promise<void> {
  for (const [field, text] of Object.entries(order)) await page.getByTestId(`order-${field}`).fill(text);
  await page.getByTestId('order-propose').click();
}

/** Proposes and approves as the first of two. @returns where the order is */
async function proposeOnPage(page: Page, order: Record<string, string>): Promise<string> {
  await fillOrder(page, order);
  await page.getByTestId('order-approve').click();
  await page.getByText('1 of 2 administrators').waitFor();
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** Issues units to the wallet of the treasury, and redeems some of them: each is proposed by one and approved by two. */
export async function orderUnits({ api, visit }: { api: LedgerClient; visit: Visit }): Promise<void> {
  const { address } = succeeded(await api.get('/treasury', as('amina')));
  const before = await api.chain();
  let issue = '';
  let redemption = '';
  await visit({}, async (visitor, page) => {
    await enter(visitor, '/treasury?show=issues', 'amina');
    await page.getByText('There are no such issues.').waitFor();
    await fillOrder(page, { address: 'xyz', amount: '700', reference: REFERENCE });
    await page.getByText('An address has 64 characters').waitFor();
    issue = await proposeOnPage(page, { address: checksummed(address), amount: '۷۰۰', reference: REFERENCE });
    expect(await page.getByTestId('order-reference-shown').textContent()).toBe(REFERENCE.trim());
    const { hash } = succeeded(await api.get(`/treasury/issues/${issue.split('=')[1]}`, as('amina')));
    expect(await page.getByTestId('order-hash').textContent()).toContain(hash);
    await page.getByTestId('order-approve').click();
    await page.getByText('You have approved this already').waitFor();
    expect(await api.balance(address)).toBe(0);
    await page.getByRole('link', { name: 'Redemptions', exact: true }).click();
    redemption = await proposeOnPage(page, { amount: '70', reference: 'payment 1' });
  });
  await visit({}, async (visitor, page) => {
    await enter(visitor, redemption, 'bilal');
    await page.getByTestId('order-approve').click();
    await page.getByText('does not hold that much yet').waitFor();
    await page.getByRole('link', { name: 'Issues', exact: true }).click();
    await page
      .getByRole('row', { name: /waits for approval administrator:amina/ })
      .getByRole('link')
      .click();
    await page.getByTestId('order-approve').click();
    await page.locator('a[href^="/tx/"]').waitFor();
    expect(await page.getByTestId('order-state').textContent()).toBe('carried out');
    expect(await api.balance(address)).toBe(700);
    await page.getByRole('link', { name: 'Redemptions', exact: true }).click();
    await page
      .getByRole('row', { name: /payment 1 70 approved, not carried out yet/ })
      .getByRole('link')
      .click();
    await page.getByTestId('order-approve').getByText('Go on with it').click();
    await page.locator('a[href^="/tx/"]').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    expect(await page.getByTestId('order-approve').count()).toBe(0);
    await page.getByRole('link', { name: 'All redemptions' }).click();
    await page.getByTestId('treasury-balance').waitFor();
    expect(await page.getByTestId('treasury-balance').getAttribute('value')).toBe('630');
    await fillOrder(page, { amount: '1', reference: 'payment 2' });
    await page.locator('summary').click();
    await page.getByTestId('order-reason').fill('<b>twice</b>');
    await page.getByTestId('order-reject').click();
    await page.getByText('<b>twice</b>').waitFor();
    await page.goBack();
    await page.getByTestId('orders-state').selectOption('rejected');
    await page.waitForURL(/state=rejected/);
    await page.getByRole('row', { name: /payment 1 / }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /payment 2 1 rejected/ }).waitFor();
  });
  const after = await api.chain();
  expect([after.issued - before.issued, after.redeemed - before.redeemed]).toEqual([700, 70]);
  expect(after.supply - before.supply).toBe(630);
}

interface Distrusted {
  readonly api: LedgerClient;
  readonly browser: Browser;
  readonly proxy: LyingProxy;
}

/** A server that shows one order and tells the hash of another one has nothing approved. */
export async function distrustOrder({ api, browser, proxy }: Distrusted): Promise<void> {
  const body = { address: 'cd'.repeat(32), amount: 5, reference: 'deposit 2' };
  const { id } = succeeded(await api.post('/treasury/issues', body, as('amina')));
  for (const change of [{ amount: 4 }, { hash: 'ab'.repeat(32) }, { address: 'ef'.repeat(32) }, { reference: 'x' }]) {
    proxy.tell(({ target }, answer) => (target.endsWith(`/issues/${id}`) ? { ...answer, ...change } : undefined));
    const visitor = await Visitor.open(browser, proxy.url);
    await enter(visitor, `/treasury?issue=${id}`, 'amina');
    await visitor.page.getByRole('alert').getByText('tells another hash').waitFor();
    expect(await visitor.page.getByTestId('order-approve').count()).toBe(0);
    expect(proxy.lies).toBeGreaterThan(0);
    await visitor.close();
  }
  proxy.tell(() => undefined);
}
