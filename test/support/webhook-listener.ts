import { setTimeout as sleep } from 'node:timers/promises';
import { type LedgerClient, succeeded } from './ledger-client.js';
import { WebhookReceiver } from './webhook-receiver.js';

const PATH = '/shaky/transfers';
/** Of the requests: so many are refused, or left with a broken connection, after they came in. */
const FAILING = 0.15;

/** A receiver of all transfers, which fails at random; what came in is kept in its order. */
export class WebhookListener {
  private constructor(
    private readonly receiver: WebhookReceiver,
    private readonly id: string,
  ) {}

  static async begin(client: LedgerClient): Promise<WebhookListener> {
    const receiver = await WebhookReceiver.start({
      shaky: (response) => {
        const chance = Math.random();
        if (chance < FAILING / 2) response.destroy();
        return chance < FAILING ? 500 : 200;
      },
    });
    const body = { url: receiver.url(PATH), types: ['transaction.mined'] };
    const { json } = await client.post('/webhooks', body);
    return new WebhookListener(receiver, json.id);
  }

  /** As an owner does who repaired the receiver, and does not wait for the schedule. */
  async resume(client: LedgerClient): Promise<void> {
    for (const state of ['paused', 'active'])
      succeeded(await client.exchange('PATCH', `/webhooks/${this.id}`, { state }));
  }

  /** Waits until every one of `txids` was acknowledged. */
  async heard(txids: readonly string[], client: LedgerClient, withinMs = 90_000): Promise<void> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(500)) {
      const acknowledged = new Set(this.acknowledged);
      if (txids.every((txid) => acknowledged.has(txid))) return;
      await this.resume(client);
    }
    throw new Error(`the webhook heard ${new Set(this.acknowledged).size} of ${txids.length} transfers`);
  }

  /** In the order in which they were, repetitions included. */
  get acknowledged(): string[] {
    return this.receiver
      .at(PATH)
      .filter(({ status }) => status === 200)
      .map(({ event }) => event.data.txid);
  }

  figures(chain: readonly string[]) {
    const { acknowledged } = this;
    const places = new Map(chain.map((txid, place) => [txid, place]));
    const came = this.receiver.at(PATH).map(({ event }) => places.get(event.data.txid)!);
    return {
      webhook_requests: came.length,
      webhook_refused: came.length - acknowledged.length,
      webhook_repeated: acknowledged.length - new Set(acknowledged).size,
      webhook_lost: chain.filter((txid) => !acknowledged.includes(txid)).length,
      webhook_out_of_order: came.filter((place, index) => index > 0 && place < came[index - 1]!).length,
    };
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}
