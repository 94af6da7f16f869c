import type { Exchange, LedgerClient } from './ledger-client.js';

/** Every route of webhooks once, at a port where no server listens; with the status 200 for each that has another one of success. */
export async function webhookTour(client: LedgerClient): Promise<Exchange[]> {
  const made = await client.post('/webhooks', { url: 'http://127.0.0.1:9/', types: ['zakat.run.completed'] });
  const at = `/webhooks/${made.json.id}`;
  const accepted = [made, await client.post(`${at}/test`), await client.post(`${at}/deliveries/1/redeliver`)];
  return [
    ...accepted.map((exchange) => ({ ...exchange, status: exchange.status < 300 ? 200 : exchange.status })),
    await client.get('/webhooks'),
    await client.get(at),
    await client.exchange('PATCH', at, { description: 'on tour' }),
    await client.post(`${at}/rotate-secret`),
    await client.get(`${at}/deliveries`),
    await client.exchange('DELETE', at),
  ];
}
