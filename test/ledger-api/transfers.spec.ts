import { beforeAll, expect, it, jest } from '@jest/globals';
import { refusal, type Wallet } from '../support/ledger-client.js';
import { describeOnEachStorage } from '../support/running-ledger.js';
import { hex } from '../support/wire-format.js';

jest.setTimeout(60_000);

const OTHER = 'cd'.repeat(32);
const ORDER = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141';
/** Money fields that are no positive integer literal, and what is said of them; undefined stands for a missing field. */
const NOT_POSITIVE = ['0', '-1', '-0', '-9223372036854775808', 'null', undefined];
const NOT_AN_INTEGER = [
  '1.5',
  '0.1',
  '1.0',
  '1e2',
  '1e-1',
  '1E2',
  '9223372036854775808',
  '18446744073709551616',
  `1${'0'.repeat(30)}`,
  '"1"',
  '" 1"',
  '"1e3"',
  '"0x10"',
  '""',
  '"NaN"',
  'true',
  '[]',
  '[1]',
  '{}',
  '01',
  '+1',
  'NaN',
  'Infinity',
];

describeOnEachStorage('POST /transactions', (ledger) => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await ledger().client.fundedWallet();
  });
  const ask = async (overrides: Record<string, string | undefined>) => {
    const body = { from: json(wallet.address), to: json(OTHER), amount: '1', privKey: json(wallet.private_key) };
    return refusal(await ledger().client.post('/transactions', objectOf({ ...body, ...overrides })));
  };

  it('mines, and says where in headers', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const { status, text, headers } = await client.send(from, to.address, 100);
    expect([status, text]).toEqual([200, '{"status":"transaction mined"}']);
    expect([await client.balance(from.address), await client.balance(to.address)]).toEqual([14_900, 100]);
    const found = await client.get(`/transactions/${headers.get('x-transaction-id')}`);
    expect(found.json.block_hash).toBe(headers.get('x-block-hash'));
  });

  it.each(NOT_POSITIVE)('of %s units is not positive', async (amount) => {
    expect(await ask({ amount })).toEqual([400, 'amount must be positive\n']);
  });

  it.each(NOT_AN_INTEGER)('of %s is no integer', async (amount) => {
    expect(await ask({ amount })).toEqual([400, 'invalid request payload\n']);
  });

  it.each([
    '',
    'xyz',
    'abc',
    'a'.repeat(63),
    'a'.repeat(65),
    `0x${'a'.repeat(62)}`,
    `0x${'a'.repeat(64)}`,
    ' '.repeat(64),
  ])('refuses the address “%s” on either side', async (address) => {
    expect(await ask({ from: json(address) })).toEqual([400, 'invalid address\n']);
    expect(await ask({ to: json(address) })).toEqual([400, 'invalid address\n']);
  });

  it('takes an upper-case address for the same wallet, and an upper-case key', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const shouting = { address: from.address.toUpperCase(), private_key: from.private_key.toUpperCase() };
    await client.pay(shouting, to.address.toUpperCase(), 100);
    expect(await client.balance(to.address)).toBe(100);
    expect((await client.get(`/wallets/${from.address.toUpperCase()}/balance`)).json).toEqual({ balance: 14_900 });
    const history = await client.get(`/wallets/${to.address.toUpperCase()}/transactions`);
    expect(history.json).toHaveLength(1);
  });

  it.each([
    '',
    '0'.repeat(64),
    ORDER,
    ORDER.replace(/1$/, '2'),
    'f'.repeat(64),
    'abc',
    'zz',
    '12zz34',
    'a'.repeat(63),
    'a'.repeat(66),
    `0x${'1'.repeat(62)}`,
    `0x${'1'.repeat(64)}`,
    ` ${'1'.repeat(63)}`,
    `${'1'.repeat(63)}\n`,
    'x'.repeat(10_000),
    '-----BEGIN EC PRIVATE KEY-----',
    '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ',
  ])('refuses the private key “%s”', async (key) => {
    expect(await ask({ privKey: json(key) })).toEqual([400, 'invalid private key\n']);
  });

  it.each(['null', '5', '[]', '{}', 'true'])('refuses %s for a private key', async (key) => {
    const text = key === 'null' ? 'invalid private key\n' : 'invalid request payload\n';
    expect(await ask({ privKey: key })).toEqual([400, text]);
  });

  it('refuses a key that is not the owner’s', async () => {
    const smallest = '1'.padStart(64, '0');
    const greatest = ORDER.replace(/1$/, '0');
    const stranger = await ledger().client.createWallet();
    for (const key of [smallest, greatest, stranger.private_key]) {
      expect(await ask({ privKey: json(key) })).toEqual([400, 'private key does not match the from address\n']);
    }
  });

  it('checks in the documented order', async () => {
    const wrong = { from: json('x'), to: json('y'), amount: '0', privKey: json('z') };
    const right = { to: json(OTHER), amount: '20000', privKey: json(wallet.private_key) };
    expect(await ask({ ...wrong, amount: '"5"' })).toEqual([400, 'invalid request payload\n']);
    expect(await ask(wrong)).toEqual([400, 'invalid address\n']);
    expect(await ask({ ...wrong, from: json(wallet.address) })).toEqual([400, 'invalid address\n']);
    expect(await ask({ amount: '0', privKey: json('z') })).toEqual([400, 'amount must be positive\n']);
    expect(await ask({ amount: '20000', privKey: json('z') })).toEqual([400, 'invalid private key\n']);
    expect(await ask({ amount: '20000', privKey: json('1'.padStart(64, '0')) })).toEqual([
      400,
      'private key does not match the from address\n',
    ]);
    expect(await ask(right)).toEqual([400, 'insufficient funds\n']);
  });

  it('never repeats a key, neither in an answer nor in what the server writes', async () => {
    const { client, server } = ledger();
    const from = await client.fundedWallet();
    const stranger = await client.createWallet();
    const answers = [
      await client.send({ ...from, private_key: stranger.private_key }, OTHER, 1),
      await client.send(from, OTHER, 20_000),
      await client.send(from, OTHER, 1),
    ];
    const logs = await client.get('/logs/system');
    const written = answers.map(({ text }) => text).join() + logs.text + server.stdout() + server.stderr();
    expect(written).not.toMatch(from.private_key);
    expect(written).not.toMatch(stranger.private_key);
  });

  it('refuses more than the wallet holds, and changes nothing', async () => {
    const { client } = ledger();
    const [from, empty] = [await client.fundedWallet(), await client.createWallet()];
    const before = await client.chain();
    expect(refusal(await client.send(from, OTHER, 15_001))).toEqual([400, 'insufficient funds\n']);
    expect(refusal(await client.send(from, OTHER, 9_223_372_036_854_775_807n))).toEqual([400, 'insufficient funds\n']);
    expect(refusal(await client.send(empty, OTHER, 1))).toEqual([400, 'insufficient funds\n']);
    expect(await client.chain()).toEqual(before);
    expect(await client.balance(from.address)).toBe(15_000);
  });

  it('of exactly the balance leaves no output of nothing', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const { txid } = await client.pay(from, to.address, 15_000);
    const { transaction } = (await client.get(`/transactions/${txid}`)).json;
    expect(transaction.Vout.map(({ Value }: { Value: number }) => Value)).toEqual([15_000]);
    expect(await client.balance(from.address)).toBe(0);
  });

  it('of one unit gives 14999 back', async () => {
    const { client } = ledger();
    const [from, to] = [await client.fundedWallet(), await client.createWallet()];
    const { txid } = await client.pay(from, to.address, 1);
    const { transaction } = (await client.get(`/transactions/${txid}`)).json;
    const outputs = transaction.Vout.map((output: { Value: number; PubKeyHash: string }) => [
      output.Value,
      hex(output.PubKeyHash),
    ]);
    expect(outputs).toEqual([
      [1, to.address],
      [14_999, from.address],
    ]);
  });

  it('can pay oneself, the pool of genesis, and out of many coins', async () => {
    const { client } = ledger();
    const from = await client.fundedWallet(3);
    await client.pay(from, from.address, 45_000);
    expect(await client.balance(from.address)).toBe(45_000);
    const genesis = hex((await client.block(0)).Transactions[0]!.Vout[0]!.PubKeyHash);
    await client.pay(from, genesis, 40_000);
    expect([await client.balance(from.address), await client.balance(genesis)]).toEqual([5_000, 55_000]);
  });
});

describeOnEachStorage('POST /admin/fund', (ledger) => {
  const ask = async (fields: Record<string, string | undefined>) =>
    refusal(await ledger().client.post('/admin/fund', objectOf({ address: json(OTHER), amount: '1', ...fields })));

  it('mints 15000 whatever the amount, and records the amount', async () => {
    const { client } = ledger();
    const wallet = await client.createWallet();
    const before = await client.chain();
    const { status, json: answer } = await client.post('/admin/fund', { address: wallet.address, amount: 7 });
    const tip = await client.header('tip');
    expect([status, answer]).toEqual([200, { address: wallet.address, amount: 7, block_hash: tip.hash }]);
    expect(await client.balance(wallet.address)).toBe(15_000);
    expect((await client.chain()).supply).toBe(before.supply + 15_000);
    const report = (await client.get(`/reports/wallet/${wallet.address}`)).json;
    expect([report.balance, report.total_received]).toEqual([15_000, 7]);
  });

  it('records any amount exactly, up to the greatest', async () => {
    const { text } = await ledger().client.post('/admin/fund', `{"address":"${OTHER}","amount":9223372036854775807}`);
    expect(text).toMatch('"amount":9223372036854775807,');
  });

  it.each(NOT_POSITIVE)('wants an amount, not %s', async (amount) => {
    expect(await ask({ amount })).toEqual([400, 'address and positive amount are required\n']);
  });

  it.each(NOT_AN_INTEGER)('wants an integer, not %s', async (amount) => {
    expect(await ask({ amount })).toEqual([400, 'invalid request body\n']);
  });

  it('wants an address, and looks at its form last', async () => {
    for (const address of [undefined, 'null', '""']) {
      expect(await ask({ address })).toEqual([400, 'address and positive amount are required\n']);
    }
    expect(await ask({ address: '5' })).toEqual([400, 'invalid request body\n']);
    expect(await ask({ address: '"xyz"', amount: '0' })).toEqual([400, 'address and positive amount are required\n']);
    expect(await ask({ address: '"xyz"' })).toEqual([400, 'invalid address\n']);
  });

  it('answers an upper-case address in lower case', async () => {
    const { json: answer } = await ledger().client.post('/admin/fund', { address: OTHER.toUpperCase(), amount: 1 });
    expect(answer.address).toBe(OTHER);
  });
});

/** A JSON object of ready-made literals, less the fields that are undefined. */
function objectOf(fields: Record<string, string | undefined>): string {
  const members = Object.entries(fields).flatMap(([name, literal]) =>
    literal === undefined ? [] : `"${name}":${literal}`,
  );
  return `{${members.join(',')}}`;
}

function json(text: string): string {
  return JSON.stringify(text);
}
