import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { refusal, succeeded, type Wallet } from '../support/ledger-client.js';
import { type Ledger, startLedger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const MISTYPED = 'invalid address: its checksum does not match, so a character of it is mistyped or missing\n';

describe.each(['memory', 'embedded'] as const)('addresses on %s', (kind) => {
  let ledger: Pick<Ledger, 'client' | 'dispose'>;
  let asha: Wallet & { checksummed_address: string };
  let omar: typeof asha;

  beforeAll(async () => {
    ledger = await startLedger(kind);
    const [one, two] = await ledger.client.createWallets(2);
    asha = one as typeof asha;
    omar = two as typeof asha;
    await ledger.client.fund(asha.address);
  });
  afterAll(() => ledger?.dispose());

  it('are taken in their checksummed spelling wherever an address is, and answered in hex', async () => {
    const { client } = ledger;
    const { checksummed_address: from } = asha;
    const to = omar.checksummed_address.toUpperCase();
    succeeded(await client.post('/transactions', { from, to, amount: 100, privKey: asha.private_key }));
    succeeded(await client.post('/admin/fund', { address: from, amount: 1 }));
    expect((await client.get(`/wallets/${from}/balance`)).json).toEqual({ balance: 29_900 });
    expect((await client.get(`/wallets/${from}/history?limit=1`)).json.lines).toHaveLength(1);
    expect((await client.get(`/wallets/${to}/history`)).json.lines).toMatchObject([{ counterparty: asha.address }]);
    expect((await client.get(`/wallets/${from}/utxos?limit=1`)).json).toHaveLength(1);
    expect((await client.get(`/wallets/${from}/statement`)).json.address).toBe(asha.address);
    expect((await client.get(`/events?address=${to}&types=wallet.credited`)).json.events).toMatchObject([
      { data: { address: omar.address } },
    ]);
    expect((await client.get(`/search?q=${to}`)).json.results).toMatchObject([{ kind: 'address', id: omar.address }]);
    const prepared = succeeded(await client.post('/transactions/prepare', { from, to, amount: 1 }));
    expect(Buffer.from(prepared.transaction.Vout[0].PubKeyHash, 'base64').toString('hex')).toBe(omar.address);
  });

  it('are refused with a clear text when one is mistyped, and move nothing', async () => {
    const { client } = ledger;
    const { checksummed_address: text } = omar;
    const wrong = `${text.slice(0, -1)}${text.endsWith('q') ? 'p' : 'q'}`;
    const transfer = { from: asha.address, to: wrong, amount: 100, privKey: asha.private_key };
    const before = (await client.get(`/wallets/${asha.address}/balance`)).json;
    expect(refusal(await client.post('/transactions', transfer))).toEqual([400, MISTYPED]);
    for (const path of ['balance', 'exists', 'history', 'utxos', 'transactions', 'statement'])
      expect([path, ...refusal(await client.get(`/wallets/${wrong}/${path}`))]).toEqual([path, 400, MISTYPED]);
    expect((await client.get(`/wallets/${asha.address}/balance`)).json).toEqual(before);
  });

  it('are known when they were paid, or their wallet is kept here', async () => {
    const { client } = ledger;
    const known = async (address: string) => (await client.get(`/wallets/${address}/exists`)).json;
    const { wallet_address: registered, checksummed_address } = await client
      .post('/register', {
        full_name: 'Sana',
        email: 'sana@example.com',
        cnic: '35202-3333333-3',
      })
      .then(succeeded);
    expect(await known(registered.toUpperCase())).toEqual({ exists: true, address: registered, checksummed_address });
    expect(await known(omar.checksummed_address)).toMatchObject({ exists: true, address: omar.address });
    expect(await known('ab'.repeat(32))).toMatchObject({ exists: false });
  });
});
