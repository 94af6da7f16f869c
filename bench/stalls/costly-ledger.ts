import { inventedInputs } from '../../test/hostile/support/invented-inputs.js';
import {
  largeTransfer,
  MOST_PARTS,
  manyCoins,
  type OwnedOutput,
  oneCoin,
  reward,
  split,
} from '../../test/support/large-transfers.js';
import { LedgerClient, REWARD, type Wallet } from '../../test/support/ledger-client.js';
import { type CostTable, fullOfFaults, get, LONG_NAME, send, WRONG_PAGE } from './costly-request.js';

const V1 = '/api/v1';
/** Faucet coins of the rich owner, each split into {@link MOST_PARTS}: more than 30,000 coins. */
const SPLITS = 9;
/** Times that all coins of one owner become many and one again: the long and heavy history. */
const CYCLES = 20;
/** Every coin of this size, and of those of one unit as many as one transaction takes. */
const LARGEST = REWARD - MOST_PARTS + 1;

/** A ledger with an owner of 30,000 coins, one with a history of large transactions, and a block full of them. */
export class HeavyLedger {
  private constructor(
    private readonly client: LedgerClient,
    private readonly rich: Wallet,
    private readonly busy: Wallet,
    private readonly heaviest: string,
    private readonly fullBlock: number,
  ) {}

  static async prepare(url: string, onStep: (done: number, all: number) => void): Promise<HeavyLedger> {
    const client = new LedgerClient(url);
    const [rich, busy] = await client.createWallets(2);
    let done = 0;
    const step = () => onStep(++done, SPLITS + CYCLES);
    // What is submitted at once shares blocks.
    const { height } = await client.chain();
    const rewards: OwnedOutput[] = [];
    for (let splits = 0; splits < SPLITS; splits++) rewards.push(await reward(client, rich!));
    await Promise.all(rewards.map((coin) => split(client, rich!, coin).finally(step)));
    let heaviest = '';
    for (let cycle = 0; cycle < CYCLES; cycle++, step()) {
      heaviest = (await oneCoin(client, busy!, await manyCoins(client, busy!))).txid;
    }
    const blocks = await client.blocks();
    const fullBlock = blocks
      .slice(height + 1 + SPLITS)
      .reduce((most, block) => (block.tx_count > most.tx_count ? block : most)).index;
    client.exchanges.length = 0;
    return new HeavyLedger(client, rich!, busy!, heaviest, fullBlock);
  }

  costs(): CostTable {
    const [rich, busy] = [`${V1}/wallets/${this.rich.address}`, `${V1}/wallets/${this.busy.address}`];
    const account = (at: number) => ({
      full_name: 'x'.repeat(200),
      email: `${at}.${'x'.repeat(50)}@${'x'.repeat(60)}.example.org`,
      cnic: '4210112345671',
    });
    let accounts = 0;
    const payment = { from: this.rich.address, to: this.busy.address, amount: SPLITS * LARGEST + 4_000 };
    const known = () => this.client.register(`Heavy User ${++accounts}`);
    const wrongBody = (path: string, ...fields: string[]) => ({
      method: 'POST',
      path: V1 + path,
      body: Buffer.from(JSON.stringify(fullOfFaults(fields))),
    });
    return {
      [`GET ${V1}/health`]: { legal: get(`${V1}/health`), illegal: get(`${V1}/health${WRONG_PAGE}`) },
      [`GET ${V1}/health/writer`]: {
        legal: get(`${V1}/health/writer`),
        illegal: get(`${V1}/health/writer${WRONG_PAGE}`),
      },
      [`GET ${V1}/health/ready`]: { legal: get(`${V1}/health/ready`), illegal: get(`${V1}/health/ready${WRONG_PAGE}`) },
      [`POST ${V1}/register`]: {
        legal: () => send('POST', `${V1}/register`, account(++accounts)),
        illegal: () => wrongBody('/register', 'full_name', 'email', 'cnic'),
      },
      [`POST ${V1}/auth/request-otp`]: {
        legal: async () => {
          await known();
          return send('POST', `${V1}/auth/request-otp`, { email: `heavy.user.${accounts}@example.org` });
        },
        illegal: () => wrongBody('/auth/request-otp', 'email', 'purpose'),
      },
      [`POST ${V1}/auth/verify-otp`]: {
        legal: async () => {
          await known();
          const email = `heavy.user.${accounts}@example.org`;
          const { json } = await this.client.post('/auth/request-otp', { email });
          return send('POST', `${V1}/auth/verify-otp`, { email, otp: json.otp });
        },
        illegal: () => wrongBody('/auth/verify-otp', 'email', 'otp'),
      },
      [`POST ${V1}/wallets`]: {
        legal: () => ({ method: 'POST', path: `${V1}/wallets` }),
        illegal: () => wrongBody('/wallets', 'ignored'),
      },
      [`GET ${V1}/wallets/{address}/balance`]: {
        legal: get(`${rich}/balance`),
        illegal: get(`${V1}/wallets/${LONG_NAME}/balance`),
      },
      [`GET ${V1}/wallets/{address}/transactions`]: {
        legal: get(`${busy}/transactions?direction=all&limit=1000`),
        illegal: get(`${busy}/transactions${WRONG_PAGE}`),
      },
      [`GET ${V1}/wallets/{address}/utxos`]: {
        legal: get(`${rich}/utxos?limit=1000`),
        illegal: get(`${rich}/utxos${WRONG_PAGE}`),
      },
      [`POST ${V1}/transactions`]: {
        legal: () => this.spending(),
        illegal: () =>
          send('POST', `${V1}/transactions`, { ...payment, amount: 10 ** 15, privKey: this.rich.private_key }),
      },
      [`POST ${V1}/transactions/prepare`]: {
        legal: () => send('POST', `${V1}/transactions/prepare`, payment),
        illegal: () => send('POST', `${V1}/transactions/prepare`, { ...payment, amount: 10 ** 15 }),
      },
      [`POST ${V1}/transactions/submit`]: {
        legal: () => this.joining(),
        illegal: () => send('POST', `${V1}/transactions/submit`, inventedInputs(this.rich)),
      },
      [`GET ${V1}/transactions/{id}`]: {
        legal: get(`${V1}/transactions/${this.heaviest}`),
        illegal: get(`${V1}/transactions/${LONG_NAME}`),
      },
      [`GET ${V1}/transactions/{id}/proof`]: {
        legal: get(`${V1}/transactions/${this.heaviest}/proof`),
        illegal: get(`${V1}/transactions/${LONG_NAME}/proof`),
      },
      [`GET ${V1}/chain`]: { legal: get(`${V1}/chain`), illegal: get(`${V1}/chain${WRONG_PAGE}`) },
      [`GET ${V1}/chain/verify`]: { legal: get(`${V1}/chain/verify`), illegal: get(`${V1}/chain/verify/${LONG_NAME}`) },
      [`GET ${V1}/blocks`]: { legal: get(`${V1}/blocks`), illegal: get(`${V1}/blocks${WRONG_PAGE}`) },
      [`GET ${V1}/blocks/{index}`]: {
        legal: get(`${V1}/blocks/${this.fullBlock}`),
        illegal: get(`${V1}/blocks/${LONG_NAME}`),
      },
      [`GET ${V1}/blocks/{index}/header`]: {
        legal: get(`${V1}/blocks/${this.fullBlock}/header`),
        illegal: get(`${V1}/blocks/${LONG_NAME}/header`),
      },
      ...this.costsOfPages(busy),
      [`GET ${V1}/reports/wallet/{address}`]: {
        legal: get(`${V1}/reports/wallet/${this.busy.address}`),
        illegal: get(`${V1}/reports/wallet/${this.busy.address}${WRONG_PAGE}`),
      },
      [`GET ${V1}/logs/system`]: {
        legal: get(`${V1}/logs/system?limit=1000`),
        illegal: get(`${V1}/logs/system${WRONG_PAGE}`),
      },
      [`POST ${V1}/zakat/run`]: {
        legal: () => ({ method: 'POST', path: `${V1}/zakat/run` }),
        illegal: () => wrongBody('/zakat/run', 'ignored'),
      },
      [`POST ${V1}/admin/fund`]: {
        legal: () => send('POST', `${V1}/admin/fund`, { address: this.rich.address, amount: 1 }),
        illegal: () => wrongBody('/admin/fund', 'address', 'amount'),
      },
    };
  }

  /** What the pages for people ask for. */
  private costsOfPages(busy: string): CostTable {
    return {
      [`GET ${V1}/wallets/{address}/history`]: {
        legal: get(`${busy}/history?limit=1000`),
        illegal: get(`${busy}/history${WRONG_PAGE}`),
      },
      [`GET ${V1}/events`]: {
        legal: get(`${V1}/events?limit=1000&address=${this.busy.address}`),
        illegal: get(`${V1}/events?after=${LONG_NAME}`),
      },
      [`GET ${V1}/wallets/{address}/statement`]: {
        legal: get(`${busy}/statement`),
        illegal: get(`${busy}/statement?from=${LONG_NAME}`),
      },
      [`GET ${V1}/wallets/{address}/statement.csv`]: {
        legal: get(`${busy}/statement.csv`),
        illegal: get(`${busy}/statement.csv?from=${LONG_NAME}`),
      },
      [`GET ${V1}/wallets/{address}/statement.pdf`]: {
        legal: get(`${busy}/statement.pdf`),
        illegal: get(`${busy}/statement.pdf?from=${LONG_NAME}`),
      },
      [`GET ${V1}/search`]: {
        legal: get(`${V1}/search?q=${this.heaviest}`),
        illegal: get(`${V1}/search?q=${LONG_NAME}`),
      },
      [`GET ${V1}/stats`]: { legal: get(`${V1}/stats?days=3660`), illegal: get(`${V1}/stats?days=${LONG_NAME}`) },
    };
  }

  /** A payment that takes all coins of its owner. */
  private async spending() {
    const owner = await this.client.createWallet();
    await manyCoins(this.client, owner);
    const { address: from, private_key: privKey } = owner;
    return send('POST', `${V1}/transactions`, { from, to: this.busy.address, amount: REWARD, privKey });
  }

  /** The same, signed by its owner. */
  private async joining() {
    const owner = await this.client.createWallet();
    const coins = await manyCoins(this.client, owner);
    const { body } = await largeTransfer(owner, coins, [REWARD], this.busy.address);
    return send('POST', `${V1}/transactions/submit`, body);
  }
}
