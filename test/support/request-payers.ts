import { setTimeout as sleep } from 'node:timers/promises';
import { type LedgerClient, succeeded, type Wallet } from './ledger-client.js';
import { registerAndLogIn, type SessionUser } from './people.js';

const AMOUNT = 7;
const PAYERS = 3;

/** Several programs that all pay one request at a time, without keys, while the server is killed again and again. */
export class RequestPayers {
  readonly requests: string[] = [];
  private paying: Promise<void>[] = [];

  static async prepare(client: LedgerClient): Promise<RequestPayers> {
    const shop = await registerAndLogIn(client, 'Shop', 7);
    const payer = await client.createWallet();
    await client.fund(payer.address);
    return new RequestPayers(shop, payer);
  }

  private constructor(
    private readonly shop: SessionUser,
    private readonly payer: Wallet,
  ) {}

  /** Makes a request, and begins to pay it until it is paid or the server is gone. */
  async start(client: LedgerClient): Promise<void> {
    const { id } = succeeded(await client.post('/requests', { amount: AMOUNT }, this.shop.session));
    this.requests.push(id);
    this.paying = Array.from({ length: PAYERS }, () => this.pay(client, id).catch(() => undefined));
  }

  async stop(): Promise<void> {
    await Promise.all(this.paying);
  }

  /** Pays again whatever is not known to be paid, and says what became of all. */
  async settle(client: LedgerClient) {
    for (const id of this.requests) await this.pay(client, id);
    const states = await Promise.all(this.requests.map(async (id) => succeeded(await client.get(`/requests/${id}`))));
    const { events } = succeeded(await client.get('/events?types=request.paid&limit=1000'));
    return {
      paidOnce: states.filter(({ state, paid_units }) => state === 'paid' && paid_units === AMOUNT).length,
      events: events.map(({ data }: { data: { request: string } }) => data.request).sort(),
      received: (await client.balance(this.shop.address)) / AMOUNT,
    };
  }

  private async pay(client: LedgerClient, request: string): Promise<void> {
    const { address: from, private_key: privKey } = this.payer;
    for (;;) {
      const transfer = { from, to: this.shop.address, amount: AMOUNT, privKey, request };
      const { status, text } = await client.post('/transactions', transfer);
      if (status === 409 && text.includes('has been paid')) return;
      if (status !== 200 && status !== 409 && status !== 503) throw new Error(`a payment met ${status}: ${text}`);
      await sleep(5);
    }
  }
}
