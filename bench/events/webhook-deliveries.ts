import { WebhookReceiver } from '../../test/support/webhook-receiver.js';
import type { Reading } from '../measure/alternate.js';
import type { BuiltServer } from '../process/built-server.js';

/** For one of them at a loaded machine. */
const WITHIN_MS = 120_000;

/**
 * How fast a back-log of transfers is delivered to `count` webhooks whose receivers answer at once: they are paused while `load` makes it,
 * and then resumed together.
 */
export async function webhookDeliveries(
  { ledger }: BuiltServer,
  count: number,
  load: () => Promise<unknown>,
): Promise<Reading> {
  const receiver = await WebhookReceiver.start();
  const paths = Array.from({ length: count }, (_, at) => `/ok/${at}`);
  const ids = await Promise.all(
    paths.map(async (path) => {
      const { id } = await ledger.createWebhook({ url: receiver.url(path), types: ['transaction.mined'] });
      await ledger.changeWebhook({ id, state: 'paused' });
      return id;
    }),
  );
  const { transaction_count: before } = await ledger.getChain();
  await load();
  const transfers = Number((await ledger.getChain()).transaction_count - before);
  const began = performance.now();
  await Promise.all(ids.map((id) => ledger.changeWebhook({ id, state: 'active' })));
  await Promise.all(paths.map((path) => receiver.until(path, transfers, WITHIN_MS)));
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(ids.map((id) => ledger.deleteWebhook({ id })));
  await receiver.stop();
  return { transfers, deliveriesPerSecond: (transfers * count) / seconds };
}
