import type { Exchange, LedgerClient } from './ledger-client.js';

/** Every route of the treasury, in a demo where one approval is enough. */
export async function treasuryTour(client: LedgerClient): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  const treasury = await client.get('/treasury');
  // What the first order issues, the second redeems.
  exchanges.push(treasury);
  for (const path of ['/treasury/issues', '/treasury/redemptions']) {
    const order = { address: treasury.json.address, amount: 5, reference: 'tour' };
    const made = await client.post(path, order);
    const other = await client.post(path, { ...order, reference: 'another' });
    const { id, hash } = made.json;
    exchanges.push(
      made,
      other,
      await client.get(`${path}?state=proposed`),
      await client.get(`${path}/${id}`),
      await client.post(`${path}/${id}/approve`, { hash }),
      await client.post(`${path}/${other.json.id}/reject`, { reason: 'not needed' }),
    );
  }
  return exchanges;
}
