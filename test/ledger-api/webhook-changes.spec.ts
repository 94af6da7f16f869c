import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { LedgerClient } from '../support/ledger-client.js';
import { startLedger } from '../support/running-ledger.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(60_000);

describe.each(['memory', 'postgres'] as const)('a webhook about which much is asked at once, %s', (kind) => {
  let ledger: Awaited<ReturnType<typeof startLedger>>;
  let client: LedgerClient;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    ledger = await startLedger(kind);
    ({ client } = ledger);
  });
  afterAll(async () => {
    await ledger?.dispose();
    await receiver?.stop();
  });

  it('keeps each of several changes that are made at once', async () => {
    const { id } = (await client.post('/webhooks', { url: receiver.url('/ok/changed'), types: ['block.created'] }))
      .json;
    for (let round = 0; round < 5; round++) {
      const changes = [
        { state: round % 2 ? 'active' : 'paused' },
        { description: `round ${round}` },
        { types: [round % 2 ? 'block.created' : 'transaction.mined'] },
      ];
      const answers = await Promise.all(changes.map((body) => client.exchange('PATCH', `/webhooks/${id}`, body)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await client.get(`/webhooks/${id}`)).json).toMatchObject(Object.assign({}, ...changes));
    }
    await client.exchange('DELETE', `/webhooks/${id}`);
  });

  it('is not found by what is asked while it is deleted', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = (await client.post('/webhooks', { url: receiver.url('/ok/gone'), types: ['block.created'] })).json;
      const asked = [
        client.post(`/webhooks/${id}/test`),
        client.exchange('DELETE', `/webhooks/${id}`),
        client.exchange('PATCH', `/webhooks/${id}`, { state: 'paused' }),
        client.post(`/webhooks/${id}/test`),
      ];
      const statuses = (await Promise.all(asked)).map(({ status }) => status);
      expect(statuses.filter((status) => ![200, 202, 404].includes(status))).toEqual([]);
    }
  });
});
