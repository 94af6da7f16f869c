import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { approved, beneficiary } from '../support/approved-voucher.js';
import { type LedgerClient, refusal, type Wallet } from '../support/ledger-client.js';
import { Ledger } from '../support/running-ledger.js';
import { signTransfer } from '../support/sign-transfer.js';

jest.setTimeout(120_000);

const ANY = 'c'.repeat(64);

describe('vouchers of a pool that somebody else holds', () => {
  let ledger: Ledger;
  let client: LedgerClient;
  let pool: Wallet;
  beforeAll(async () => {
    ledger = await Ledger.start('embedded');
    pool = await ledger.client.fundedWallet();
    await ledger.restart({ ZAKAT_WALLET_ADDRESS: pool.address });
    client = ledger.client;
  });
  afterAll(() => ledger?.dispose());

  it('are of a pool whose sums are known from before it was configured', async () => {
    expect((await client.get('/zakat/pool')).json).toMatchObject({
      address: pool.address,
      custodial: false,
      balance: 15_000,
      received: { collected: 0, contributed: 0, minted: 15_000 },
    });
  });

  it('come back to be signed, and are paid when the chain has the payment', async () => {
    const { address } = await client.createWallet();
    const ids = [0, 1].map(() => approved(client, { beneficiary: beneficiary(address), amount: 100 }));
    const [id, twin] = await Promise.all(ids);
    const unsigned = await client.post(`/zakat/vouchers/${id}/pay`);
    expect(unsigned.json).toMatchObject({
      voucher: { state: 'approved' },
      transaction: { ID: expect.any(String) },
      digest: expect.any(String),
    });
    expect((await client.post(`/zakat/vouchers/${id}/pay`)).json).toEqual(unsigned.json);
    expect(refusal(await client.post(`/zakat/vouchers/${twin}/pay`))[1]).toMatch(/waits for the same payment/);
    const prepared = { transaction: unsigned.json.transaction, digest: unsigned.json.digest };
    expect((await client.post('/transactions/submit', await signTransfer(prepared, pool))).status).toBe(200);
    const paid = await client.post(`/zakat/vouchers/${id}/pay`);
    expect([paid.json.voucher.state, paid.headers.get('idempotency-replayed')]).toEqual(['paid', 'true']);
    expect((await client.get(`/zakat/vouchers/${twin}`)).json.state).toBe('approved');
    expect((await client.post(`/zakat/vouchers/${twin}/pay`)).json.digest).not.toBe(unsigned.json.digest);
  });

  it('are given no other payment to sign while the first is being mined', async () => {
    const { address } = await client.createWallet();
    for (let round = 0; round < 6; round++) {
      const id = await approved(client, { beneficiary: beneficiary(address), amount: 1 });
      const { transaction, digest } = (await client.post(`/zakat/vouchers/${id}/pay`)).json;
      const signed = await signTransfer({ transaction, digest }, pool);
      let isMined = false;
      const mining = client.post('/transactions/submit', signed).finally(() => {
        isMined = true;
      });
      const digests: unknown[] = [];
      while (!isMined) digests.push((await client.post(`/zakat/vouchers/${id}/pay`)).json?.digest);
      expect((await mining).status).toBe(200);
      expect(digests.filter((other) => other !== undefined && other !== digest)).toEqual([]);
    }
    expect(await client.balance(address)).toBe(6);
  });

  it('are prepared anew only when the coins of the first payment are spent', async () => {
    const { address } = await client.createWallet();
    const id = await approved(client, { beneficiary: beneficiary(address), amount: 200 });
    const first = (await client.post(`/zakat/vouchers/${id}/pay`)).json;
    await client.pay(pool, ANY, 1);
    const second = (await client.post(`/zakat/vouchers/${id}/pay`)).json;
    expect(second.digest).not.toBe(first.digest);
    const late = await client.post('/transactions/submit', await signTransfer(first, pool));
    expect(late.status).toBe(400);
    await client.post(`/zakat/vouchers/${id}/reject`, { reason: 'changed' });
    expect((await client.post('/transactions/submit', await signTransfer(second, pool))).status).toBe(200);
    expect((await client.get(`/zakat/vouchers/${id}`)).json.state).toBe('rejected');
    expect((await client.get('/zakat/pool')).json.paid).toEqual({ distributed: 106, refunded: 0, other: 201 });
  });
});
