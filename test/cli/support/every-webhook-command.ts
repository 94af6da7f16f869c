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

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** Every command below `mizan nodes webhooks`; what they do to a webhook, `test/cli/node-webhooks.spec.ts` tells. */
export function nodeWebhookCommands({
  done,
  refused,
}: {
  done: number;
  refused: number;
}): Record<string, [args: string[], code: number]> {
  return {
    'nodes webhooks list': [[], done],
    'nodes webhooks create': [[URL, '--types', 'reserves.frozen'], done],
    'nodes webhooks show': [[UNKNOWN], refused],
    'nodes webhooks pause': [[UNKNOWN], refused],
    'nodes webhooks resume': [[UNKNOWN], refused],
    'nodes webhooks rotate': [[UNKNOWN], refused],
    'nodes webhooks deliveries': [[UNKNOWN], refused],
    'nodes webhooks test': [[UNKNOWN], refused],
    'nodes webhooks redeliver': [[UNKNOWN, '1'], refused],
    'nodes webhooks delete': [[UNKNOWN], refused],
  };
}
