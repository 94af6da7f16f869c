import type { LedgerClient } from '../../support/ledger-client.js';

const URL = 'http://127.0.0.1:9/';
/** What does not happen meanwhile. */
const TYPES = ['zakat.voucher.paid'];

type Make = () => string[] | Promise<string[]>;

/** Every command below `mizan webhooks`, at a port where no server listens. */
export function webhookCommands(done: number, client: () => LedgerClient): Record<string, [make: Make, code: number]> {
  const fresh = async () => (await client().post('/webhooks', { url: URL, types: TYPES })).json.id as string;
  let made: Promise<string> | undefined;
  const shared = async () => {
    made ??= fresh().then(async (id) => {
      await client().post(`/webhooks/${id}/test`);
      return id;
    });
    return [await made];
  };
  return {
    'webhooks list': [() => [], done],
    'webhooks create': [() => [URL, '--types', TYPES.join(',')], done],
    'webhooks show': [shared, done],
    'webhooks pause': [shared, done],
    'webhooks resume': [shared, done],
    'webhooks rotate': [shared, done],
    'webhooks deliveries': [shared, done],
    'webhooks test': [shared, done],
    'webhooks redeliver': [async () => [...(await shared()), '1'], done],
    'webhooks delete': [async () => [await fresh()], done],
  };
}
