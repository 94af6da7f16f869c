import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { type LedgerClient, succeeded } from '../../support/ledger-client.js';
import { prepareProduction } from '../../support/production.js';
import { recordNisab } from '../../support/record-nisab.js';
import type { Visitor } from './browser.js';

export const TOKENS = { amina: `mizan_admin_${'a'.repeat(43)}`, bilal: `mizan_admin_${'b'.repeat(43)}` };
export type Administrator = keyof typeof TOKENS;
export const as = (name: Administrator) => ({ authorization: `Bearer ${TOKENS[name]}` });

/** Of the classes of hostile texts those that are shown to people. */
export const HOSTILE = `<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>{{7*7}}\u202Eevil\u001b[31m'"\`;--`;

/** The environment of a production server with two administrators, and with pages. */
export function twoAdministrators(dataDir: string, more: Record<string, string> = {}): Record<string, string> {
  const hashed = (name: Administrator) => `${name}:${createHash('sha256').update(TOKENS[name]).digest('hex')}`;
  const { env } = prepareProduction(dataDir, {
    SERVE: 'ledger',
    WEB: '1',
    FAUCET_ENABLED: '1',
    LOG_LEVEL: 'info',
    ADMIN_TOKEN_HASH: `${hashed('amina')},${hashed('bilal')}`,
    ...more,
  });
  return env;
}

/** People with 15000 units each, of which 375 are due at once, as two administrators have to say. */
export async function settleOwners(api: LedgerClient, names: readonly string[]): Promise<string[]> {
  const addresses: string[] = [];
  for (const [at, full_name] of names.entries()) {
    const body = { full_name, email: `owner${at}@example.org`, cnic: `42101-000000${at}-1` };
    const { wallet_address: address } = succeeded(await api.post('/register', body));
    succeeded(await api.post('/admin/fund', { address, amount: 1 }, as('amina')));
    addresses.push(address);
  }
  succeeded(await recordNisab(api, as('amina')));
  succeeded(await api.post('/zakat/pool', undefined, as('amina')));
  const { version: _version, created_at: _at, ...policy } = (await api.get('/zakat/policy')).json;
  const headers = { 'If-Match': '"0"', ...as('amina') };
  succeeded(await api.exchange('PUT', '/zakat/policy', { ...policy, hawl: 'none', approvals: 2 }, headers));
  return addresses;
}

/** Goes to a page of the treasury as a production server shows it, and enters a token. */
export async function enter(visitor: Visitor, path: string, name: Administrator): Promise<void> {
  const { page } = visitor;
  await visitor.goTo(path);
  await page.getByTestId('administrator-token').fill(TOKENS[name]);
  await page.getByTestId('use-token').click();
  await page.getByTestId('forget-token').waitFor();
}

/** Has the page make an assessment of today. @returns its place */
export async function assessOnPage(page: Page, period: string): Promise<string> {
  await page.getByTestId('assess-period').fill(period);
  await page.getByTestId('assess').click();
  await page.waitForURL(/\?assessment=/);
  await page.getByTestId('assessment-check').waitFor();
  const { pathname, search } = new URL(page.url());
  return pathname + search;
}

/** Fills the form of a voucher for the poor, and sends it. */
export async function fillVoucher(
  page: Page,
  voucher: { name: string; address: string; amount: string },
): Promise<void> {
  for (const [field, text] of Object.entries({ ...voucher, note: 'rations' }))
    await page.getByTestId(`voucher-${field}`).fill(text);
  await page.getByTestId('voucher-propose').click();
}
