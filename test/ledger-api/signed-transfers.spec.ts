import { createHash } from 'node:crypto';
import { beforeEach, expect, it, jest } from '@jest/globals';
import { refusal, type Transaction, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { type Prepared, signTransfer, withHighS } from '../support/sign-transfer.js';
import { hex, signingDigestOf, transactionIdOf } from '../support/wire-format.js';

jest.setTimeout(60_000);

const INVALID = [400, 'invalid transaction\n'];

describeOnEachStorage('a transfer signed by its owner', (ledger) => {
  let owner: Wallet;
  let payee: Wallet;
  beforeEach(async () => {
    owner = await ledger().client.fundedWallet(2);
    payee = await ledger().client.createWallet();
  });
  const prepare = async (amount = 100): Promise<Prepared> =>
    (await ledger().client.post('/transactions/prepare', { from: owner.address, to: payee.address, amount })).json;
  const submit = (body: object) => ledger().client.post('/transactions/submit', body);

  it('is prepared unsigned, with the digest that its content has', async () => {
    const { transaction, digest } = await prepare(20_000);
    expect(transaction.Vin).toHaveLength(2);
    for (const input of transaction.Vin) expect([input.Signature, input.PubKey]).toEqual([null, '']);
    expect(transaction.Vout.map(({ Value, PubKeyHash }) => [Value, hex(PubKeyHash)])).toEqual([
      [20_000, payee.address],
      [10_000, owner.address],
    ]);
    expect(transactionIdOf(transaction)).toBe(hex(transaction.ID));
    expect(signingDigestOf(hex(transaction.ID)).toString('hex')).toBe(digest);
  });

  it('is mined without its key ever having left its owner', async () => {
    const { client } = ledger();
    const { status, json, headers } = await submit(await signTransfer(await prepare(20_000), owner));
    expect([status, json]).toEqual([200, { status: 'transaction mined' }]);
    expect([await client.balance(owner.address), await client.balance(payee.address)]).toEqual([10_000, 20_000]);
    const [block] = [await client.block(headers.get('x-block-hash')!)];
    expect(block.Transactions.map(({ ID }) => hex(ID))).toContain(headers.get('x-transaction-id'));
    const report = (await client.get(`/reports/wallet/${payee.address}`)).json;
    expect(report.transactions[0]).toMatchObject({
      type: 'send',
      sender: owner.address,
      receiver: payee.address,
      amount: 20_000,
    });
  });

  it('reserves nothing while it is prepared', async () => {
    const { client } = ledger();
    const prepared = await prepare(25_000);
    await client.pay(owner, owner.address, 25_000);
    expect(refusal(await submit(await signTransfer(prepared, owner)))).toEqual(INVALID);
  });

  it('is the very transaction that the server would have made of the same coins', async () => {
    const signed = await signTransfer(await prepare(25_000), owner);
    const { txid } = await ledger().client.pay(owner, payee.address, 25_000);
    expect((await submit(signed)).headers.get('x-transaction-id')).toBe(txid);
    expect(await ledger().client.balance(payee.address)).toBe(25_000);
  });

  it('may carry signatures and keys in its inputs, and leave its ID out', async () => {
    const signed = await signTransfer(await prepare(), owner);
    const base64 = (text: string) => Buffer.from(text, 'hex').toString('base64');
    const { Vin, Vout } = signed.transaction;
    const filled = Vin.map((input) => ({
      ...input,
      Signature: base64(signed.signature),
      PubKey: base64(signed.public_key),
    }));
    expect((await submit({ transaction: { Vin: filled, Vout } })).status).toBe(200);
    const again = await signTransfer(await prepare(), owner);
    const bare = { Vin: again.transaction.Vin, Vout: again.transaction.Vout };
    expect((await submit({ ...again, transaction: bare })).status).toBe(200);
  });

  it('says which field is wrong with it and why, and in plain text what is specified', async () => {
    const { client } = ledger();
    const prepared = await prepare();
    const signed = await signTransfer(prepared, owner);
    const der = `3044${'0220'}${signed.signature.slice(0, 64)}0220${signed.signature.slice(64)}`;
    const twice = createHash('sha256').update(Buffer.from(prepared.digest, 'hex')).digest('hex');
    const hashedTwice = (await signTransfer({ ...prepared, digest: twice }, owner)).signature;
    const [input] = signed.transaction.Vin;
    const within = {
      ...signed.transaction,
      Vin: [{ ...input!, Signature: Buffer.from(der, 'hex').toString('base64') }],
    };
    const other = { ...signed.transaction, ID: Buffer.alloc(32).toString('base64') };
    const cases: [object, string, RegExp][] = [
      [{ ...signed, signature: der }, 'signature', /is DER: send r and s alone/],
      [{ ...signed, signature: `${signed.signature}01` }, 'signature', /65 bytes: leave the recovery byte out/],
      [{ ...signed, signature: withHighS(signed.signature) }, 'signature', /high s: send n - s/],
      [{ ...signed, signature: hashedTwice }, 'signature', /hashed once more: sign the digest itself/],
      [{ ...signed, signature: '00'.repeat(20) }, 'signature', /r and s, 64 bytes/],
      [{ ...signed, signature: undefined }, 'signature', /is missing/],
      [{ ...signed, public_key: `04${'11'.repeat(64)}` }, 'public_key', /not compressed/],
      [{ ...signed, transaction: within }, 'transaction.Vin.0.Signature', /is DER/],
      [{ ...signed, transaction: other }, 'transaction.ID', /does not match/],
    ];
    for (const [body, field, why] of cases) {
      expect(refusal(await submit(body))).toEqual(INVALID);
      const { json } = await client.post('/transactions/submit', body, { accept: 'application/json' });
      expect(json).toMatchObject({
        detail: 'invalid transaction',
        errors: [{ in: 'body', field, pointer: `#/${field.replaceAll('.', '/')}`, detail: expect.stringMatching(why) }],
      });
    }
    const amount = (literal: string) => `{"from":"${owner.address}","to":"${payee.address}","amount":${literal}}`;
    for (const literal of ['100.0', '1e2']) {
      const plain = await client.post('/transactions/prepare', amount(literal));
      expect(refusal(plain)).toEqual([400, 'invalid request payload\n']);
      const { json } = await client.post('/transactions/prepare', amount(literal), { accept: 'application/json' });
      expect(json.errors).toEqual([
        expect.objectContaining({
          field: 'amount',
          detail: expect.stringMatching(/without a decimal point or an exponent/),
        }),
      ]);
    }
    expect((await submit(signed)).status).toBe(200);
  });

  it('answers the same when it is submitted again, and is mined once', async () => {
    const { client } = ledger();
    const signed = await signTransfer(await prepare(), owner);
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(signed)));
    const settled = await submit(signed);
    const accepted = [...answers, settled].filter(({ status }) => status === 200);
    expect(settled.status).toBe(200);
    const places = accepted.map(({ headers }) => [headers.get('x-transaction-id'), headers.get('x-block-hash')].join());
    expect(new Set(places).size).toBe(1);
    expect(await client.balance(payee.address)).toBe(100);
    for (const { status, text } of answers) if (status !== 200) expect([status, text]).toEqual(INVALID);
  });

  it('is refused once anything of it is changed', async () => {
    const signed = await signTransfer(await prepare(), owner);
    const { Vin, Vout } = signed.transaction;
    const [input] = Vin;
    const [paid, change] = Vout;
    const tampered: [string, Partial<Transaction>][] = [
      ['another amount', { Vout: [{ ...paid!, Value: 200 }, change!] }],
      [
        'balanced amounts',
        {
          Vout: [
            { ...paid!, Value: 200 },
            { ...change!, Value: change!.Value - 100 },
          ],
        },
      ],
      ['another payee', { Vout: [{ ...paid!, PubKeyHash: change!.PubKeyHash }, change!] }],
      ['outputs in another order', { Vout: [change!, paid!] }],
      ['no change', { Vout: [paid!] }],
      ['one output more', { Vout: [...Vout, { ...paid!, Value: 1 }] }],
      ['no outputs', { Vout: [] }],
      ['no inputs', { Vin: [] }],
      ['its input twice', { Vin: [input!, input!] }],
      ['an input that does not exist', { Vin: [{ ...input!, Vout: 7 }] }],
      ['an input of another transaction', { Vin: [{ ...input!, Txid: Buffer.alloc(32, 1).toString('base64') }] }],
      ['the input of a coinbase', { Vin: [{ ...input!, Txid: '', Vout: -1 }] }],
      ['an output of nothing', { Vout: [...Vout, { ...paid!, Value: 0 }] }],
      [
        'an output below nothing',
        {
          Vout: [
            { ...paid!, Value: -100 },
            { ...change!, Value: 15_100 },
          ],
        },
      ],
    ];
    for (const [what, change] of tampered) {
      for (const ID of [undefined, signed.transaction.ID]) {
        const transaction = { ...signed.transaction, ...change, ID };
        expect([what, ...refusal(await submit({ ...signed, transaction }))]).toEqual([what, ...INVALID]);
      }
    }
    expect((await submit(signed)).status).toBe(200);
  });

  it('is refused with amounts whose sum would overflow', async () => {
    const signed = await signTransfer(await prepare(), owner);
    const text = JSON.stringify(signed).replace('"Value":100', '"Value":9223372036854775807');
    expect(refusal(await ledger().client.post('/transactions/submit', text))).toEqual(INVALID);
    const past = text.replace('9223372036854775807', '9223372036854775808');
    expect(refusal(await ledger().client.post('/transactions/submit', past))).toEqual([
      400,
      'invalid request payload\n',
    ]);
  });

  it('is refused under any other key or signature', async () => {
    const prepared = await prepare();
    const signed = await signTransfer(prepared, owner);
    const stranger = await signTransfer(prepared, payee);
    const r = signed.signature.slice(0, 64);
    for (const [what, body] of [
      ['a stranger’s key and signature', stranger],
      ['the owner’s key with a stranger’s signature', { ...signed, signature: stranger.signature }],
      ['a stranger’s key with the owner’s signature', { ...signed, public_key: stranger.public_key }],
      ['a signature with high S', { ...signed, signature: withHighS(signed.signature) }],
      ['a signature of zeros', { ...signed, signature: '0'.repeat(128) }],
      ['an s of zero', { ...signed, signature: r + '0'.repeat(64) }],
      ['a signature a byte short', { ...signed, signature: signed.signature.slice(2) }],
      ['a signature a byte long', { ...signed, signature: `${signed.signature}00` }],
      ['a signature that is not hex', { ...signed, signature: 'zz'.repeat(64) }],
      ['no signature', { ...signed, signature: undefined }],
      ['no key', { ...signed, public_key: undefined }],
      ['a key that is no point', { ...signed, public_key: `02${'f'.repeat(64)}` }],
      ['the other point of the key', { ...signed, public_key: flipped(signed.public_key) }],
      ['a key of another form', { ...signed, public_key: `04${signed.public_key.slice(2)}` }],
    ] as const)
      expect([what, ...refusal(await submit(body))]).toEqual([what, ...INVALID]);
    expect((await submit(signed)).status).toBe(200);
  });

  it('takes the digest of this chain and no other', async () => {
    const prepared = await prepare();
    const raw = await signTransfer({ ...prepared, digest: hex(prepared.transaction.ID) }, owner);
    expect(refusal(await submit(raw))).toEqual(INVALID);
  });

  it('is prepared only for what the wallet can pay', async () => {
    const { client } = ledger();
    const body = { from: owner.address, to: payee.address, amount: 100 };
    for (const [change, text] of [
      [{ from: 5 }, 'invalid request payload'],
      [{ amount: 1.5 }, 'invalid request payload'],
      [{ from: 'x', to: 'y', amount: 0 }, 'invalid address'],
      [{ to: 'y', amount: 0 }, 'invalid address'],
      [{ amount: 0 }, 'amount must be positive'],
      [{ amount: 30_001 }, 'insufficient funds'],
    ] as const)
      expect(refusal(await client.post('/transactions/prepare', { ...body, ...change }))).toEqual([400, `${text}\n`]);
  });
});

function flipped(publicKey: string): string {
  return (publicKey.startsWith('02') ? '03' : '02') + publicKey.slice(2);
}
