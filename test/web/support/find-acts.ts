import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Visitor } from './browser.js';
import type { SmallTown } from './small-town.js';

/** Everything that has a page is found by each of its names, in digits and letters as people type them. */
export async function findByNames(visitor: Visitor, { api, txid, bilal }: SmallTown, origin: string): Promise<void> {
  const { page } = visitor;
  const found = [
    ['1', '/block/1'],
    ['۲', '/block/2'],
    [(await api.header(1)).hash, '/block/1'],
    [txid, `/tx/${txid}`],
    [Buffer.from(txid, 'hex').toString('base64'), `/tx/${txid}`],
    [bilal.address, `/address/${bilal.address}`],
  ];
  await visitor.goTo('/blocks');
  const search = async (name: string) => {
    await page.getByTestId('search').fill(name);
    await page.getByTestId('search').press('Enter');
  };
  for (const [name = '', path = ''] of found) {
    await search(name);
    await page.waitForURL(origin + path);
  }
  await search('f'.repeat(64));
  await page.getByText('Nothing has this name.').waitFor();
}

/** The page of an address in its checksummed spelling moves as that of the same address in hex does. */
export async function followSpelled(visitor: Visitor, { api, amina }: SmallTown): Promise<void> {
  const { address, checksummed_address } = (await api.post('/wallets')).json;
  await visitor.goTo(`/address/${checksummed_address}`);
  await visitor.page.locator(`main code[title="${address}"]`).waitFor();
  await api.pay(amina, address, 77);
  await visitor.page.locator('[data-testid=balance][value="77"]').waitFor();
}

/** Asks for more coins for as long as the page offers it, of an address that always has more of them. */
export async function showAllCoins(page: Page, more: string): Promise<void> {
  await page.route('**/utxos?*', async (route) => {
    const answer = await route.fetch();
    const next = `<${route.request().url()}&cursor=more>; rel="next"`;
    await route.fulfill({ response: answer, headers: { ...answer.headers(), link: next } });
  });
  await page.reload();
  const button = page.getByRole('button', { name: more });
  await button.waitFor();
  while ((await button.count()) > 0) {
    const answered = page.waitForResponse(/utxos/);
    await button.click();
    expect((await answered).status()).toBe(200);
    await page.locator('[aria-busy]').first().waitFor({ state: 'detached' });
  }
  expect(await page.getByRole('alert').count()).toBe(0);
}
