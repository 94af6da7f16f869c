import { parseTransaction, transactionId } from '@app/infrastructure/flopcoin/coin-transaction.js';
import { connectToCore } from '@app/infrastructure/flopcoin/core-connection.js';
import { PasswordCredentials } from '@app/infrastructure/flopcoin/core-credentials.js';
import type { FlopcoinBackend } from '@app/infrastructure/flopcoin/flopcoin-backend.js';
import {
  CoreAnswerMalformed,
  FeeAboveCap,
  InsufficientCoreFunds,
  InvalidRecipient,
  KeypoolEmpty,
  WalletLocked,
} from '@app/node-wallet';
import { ok, refused } from '../support/fake-core.js';
import { FlopcoinReplay, recordedReply } from '../support/flopcoin-replay.js';

const MINED = '95d7bd38dd47b43a38de101bc89ad164baea4596b422d5bd53fd811f936d5ba2';
const DOUBLE_SPENT = '3a672efa97a361ddb2662e1c10f2e12198f101cdb213ecd2a1f9052ef2e0cf3c';
const LEFT_BLOCK = '963bdc51d20aa4d0c2c1ff615fa8c12a8281bee9d21f66429113e11fe4591a5f';

// The recorded payment of 7.5 FLOP from four coins, with a fee of 0.0067 and change of 0.86675678, signed and sent.
const RECIPIENT = 'n3oQdiLjQMnXkXMKa4M9QeTSycgxHkaKzU';
const RECIPIENT_SCRIPT = '76a914f46f68c700b56f7a07b5e320df99930d6524b56888ac';
const CHANGE = 'mtjtaJb7w1KvmuQRysxW9mASVy4k6FTLvP';
const FEE = 670_000n;
const order = { address: RECIPIENT, amountUnits: 750_000_000n, maxFeeUnits: 1_000_000n, heldInputs: [] };
const signing = recordedReply('signrawtransaction', ({ http }) => http === 200);
const FUNDED_HEX = signing.params[0] as string;
const SIGNED_HEX: string = JSON.parse(signing.body).result.hex;

describe('Flopcoin Core 2.0.0 as it was recorded', () => {
  let core: FlopcoinReplay;
  let backend: FlopcoinBackend;

  beforeEach(async () => {
    core = await FlopcoinReplay.start();
    backend = connectToCore({
      host: '127.0.0.1',
      port: core.server.port,
      credentials: new PasswordCredentials('user', 'pass'),
    });
    for (const method of ['getblockchaininfo', 'getnetworkinfo', 'getwalletinfo'])
      core.answerAsRecorded(method, ({ http }) => http === 200);
  });

  afterEach(async () => {
    await backend.close();
    await core.server.stop();
  });

  it('is known by its genesis block, its subversion and its hdmasterkeyid', async () => {
    expect(await backend.node.identity()).toEqual({
      genesisHash: 'e0950eaa6e8ee8c50f8291b47d83aa59763936adc96ec60bdfb72d513bd4f1d4',
      chain: 'regtest',
      subversion: '/Floptoshi:2.0.0/',
      walletId: '0d6e9e49f0ccbef8a5c451dbe1395ac096b6c101',
    });
  });

  it('tells status and totals to the unit', async () => {
    core.answerAsRecorded('getblockheader', ({ body }) => body.includes('"confirmations":1'));
    expect(await backend.node.status()).toMatchObject({ chain: 'regtest', height: 30, syncing: false, connections: 0 });
    expect(await backend.wallet.totals()).toEqual({
      height: 30,
      tipHash: '4cf04c4495bc3b1ae66b190e278910e672290377dd60955d97f4736ed96b5fb6',
      trustedUnits: 1_200_000_000_000_000n,
      unconfirmedUnits: 0n,
      immatureUnits: 300_000_000_000_000n,
    });
  });

  it('gives addresses by account and judges those of its own network', async () => {
    expect(await backend.wallet.newAddress('node-1:order-7')).toBe('mqEg7TzsGpwQr22zzAWVmSZVRtmQ7yg6P4');
    expect(await backend.wallet.validateAddress('mhVL6siv5kbwuFzQg3HUazGDY4RhASUf1u')).toEqual({ valid: true });
    expect(await backend.wallet.validateAddress('FLDe9sDaU63Y6GALoSAJfTJ8NtkR9goLok')).toEqual({ valid: false });
  });

  it('knows no height of a transaction, so the block is asked; a payment to itself has two sides', async () => {
    core.answerAsRecorded(
      'gettransaction',
      ({ params, body }) => params[0] === MINED && body.includes('"confirmations":1'),
    );
    core.answerAsRecorded('getblockheader', ({ body }) => body.includes('"height":34'));
    const transaction = (await backend.wallet.transaction(MINED))!;
    expect(transaction).toMatchObject({
      txid: MINED,
      confirmations: 1,
      height: 34,
      feeUnits: 192_000n,
      walletConflicts: [],
    });
    const [send, receive] = transaction.details;
    expect(send).toMatchObject({ category: 'send', amountUnits: 312_345_678n });
    expect(receive).toMatchObject({ category: 'receive', amountUnits: 312_345_678n });
    expect(transaction.inputs).toHaveLength(1);
  });

  it('does not know a transaction: null', async () => {
    expect(await backend.wallet.transaction('0'.repeat(64))).toBeNull();
  });

  it('tells of a double-spent deposit by its confirmations alone', async () => {
    const recorded = (confirmations: number) =>
      core.answerAsRecorded(
        'gettransaction',
        ({ params, body }) => params[0] === DOUBLE_SPENT && body.includes(`"confirmations":${confirmations},`),
      );
    recorded(0);
    expect(await backend.wallet.transaction(DOUBLE_SPENT)).toMatchObject({
      confirmations: 0,
      details: [{ category: 'receive', amountUnits: 4_250_000_000n, vout: 0 }],
    });
    recorded(-4);
    expect(await backend.wallet.transaction(DOUBLE_SPENT)).toMatchObject({
      confirmations: -4,
      details: [],
      walletConflicts: [],
    });
    core.answerAsRecorded('getblockheader', ({ params }) => params[0] === LEFT_BLOCK);
    expect(await backend.node.header(LEFT_BLOCK)).toMatchObject({ height: 12, confirmations: -1 });
  });

  it('lists what came in, and what was mined as no deposit', async () => {
    core.answerAsRecorded('listsinceblock', ({ body }) => body.includes('"amount":42.5'));
    expect(await backend.wallet.receivedSince('da'.repeat(32))).toEqual({
      entries: [
        {
          txid: DOUBLE_SPENT,
          vout: 0,
          address: 'mhMMAKJamLzeL9wVzwXfobBBT9o6BpoPFA',
          amountUnits: 4_250_000_000n,
          confirmations: 2,
          blockHash: expect.stringMatching(/^c001b343/),
          coinbase: false,
        },
      ],
      spentTxids: [],
      sightings: new Map([[DOUBLE_SPENT, { confirmations: 2, height: 11 }]]),
      cursor: LEFT_BLOCK,
    });
    core.answerAsRecorded(
      'listsinceblock',
      ({ body }) => body.includes('"category":"immature"') || body.includes('generate'),
    );
    core.answerAsRecorded('getblockheader', ({ body }) => body.includes('"confirmations":1'));
    const { entries } = await backend.wallet.receivedSince(null);
    expect(entries.filter((entry) => entry.coinbase).length).toBeGreaterThan(0);
  });

  it.each([
    [-27, { kind: 'already_known' }],
    [-26, { kind: 'undecided', reason: 'rejected', coreCode: -26 }],
    [-25, { kind: 'undecided', reason: 'inputs_missing', coreCode: -25 }],
    [-22, { kind: 'undecided', reason: 'undecodable', coreCode: -22 }],
  ])('answers a broadcast with %i, which never means "failed"', async (code, outcome) => {
    core.answerAsRecorded('sendrawtransaction', ({ body }) => body.includes(`"code":${code},`));
    expect(await backend.payments.broadcast(SIGNED_HEX)).toEqual(outcome);
  });

  it('has a mempool entry or says -5', async () => {
    core.answerAsRecorded('getmempoolentry', ({ http }) => http === 200);
    expect(await backend.payments.isInMempool(MINED)).toBe(true);
    core.answerAsRecorded('getmempoolentry', ({ http }) => http === 500);
    expect(await backend.payments.isInMempool(MINED)).toBe(false);
  });

  it('refuses heights above the tip with -8', async () => {
    core.answerAsRecorded('getblockhash', ({ body }) => body.includes('-8'));
    expect(await backend.node.blockHashAt(99_999)).toBeNull();
  });

  describe('building the recorded payment', () => {
    const decoded = (changes: { script?: string; value?: string; extra?: string; input?: string } = {}) => {
      const { inputs } = parseTransaction(SIGNED_HEX);
      const vin = inputs.map(
        ({ txid, vout }, at) => `{"txid":"${at === 0 && changes.input ? changes.input : txid}","vout":${vout}}`,
      );
      const pay = `{"value":${changes.value ?? '7.50000000'},"n":0,"scriptPubKey":{"hex":"${changes.script ?? RECIPIENT_SCRIPT}"}}`;
      const change =
        '{"value":0.86675678,"n":1,"scriptPubKey":{"hex":"76a914eb63a65be964ec79ee154a135ddc91793e7c6fb388ac"}}';
      const txid = transactionId(parseTransaction(SIGNED_HEX));
      return ok(
        `{"txid":"${txid}","vin":[${vin}],"vout":[${[pay, change, ...(changes.extra ? [changes.extra] : [])]}]}`,
      );
    };

    const chosen = parseTransaction(FUNDED_HEX).inputs.map(({ txid, vout }) => ({ txid, vout }));
    const AMOUNTS = ['3.00000000', '2.80000000', '1.70000000', '0.87345678'];
    const unspent = (coins: { txid: string; vout: number }[], amounts: readonly string[]) =>
      coins.map(
        ({ txid, vout }, at) =>
          `{"txid":"${txid}","vout":${vout},"address":"n1","account":"","amount":${amounts[at]},"confirmations":7,
            "scriptPubKey":"76a914be8a1451798c38f9892aeafa240a2312fc0822ad88ac","spendable":true,"solvable":true}`,
      );

    beforeEach(() => {
      // Not recorded for this address and these coins.
      core.answer('validateaddress', ok(`{"isvalid":true,"scriptPubKey":"${RECIPIENT_SCRIPT}"}`));
      core.answer('listunspent', ok(`[${unspent(chosen, AMOUNTS)}]`));
      core.answer('lockunspent', ok('true'));
      core.answer('decoderawtransaction', decoded());
      core.answerAsRecorded('createrawtransaction', ({ http }) => http === 200);
      core.answerAsRecorded('signrawtransaction', ({ http }) => http === 200);
      core.answerAsRecorded('listlockunspent', ({ body }) => body.includes('"result":[]'));
    });

    /** The coins that the refused payment had locked are given back. */
    const expectReleased = () =>
      expect(core.server.called('lockunspent').map(({ params }) => params)).toEqual([
        [false, chosen],
        [true, chosen],
      ]);
    const lockWhenChosen = () =>
      core.answer('listlockunspent', () =>
        ok(core.server.called('lockunspent').length > 0 ? JSON.stringify(chosen) : '[]'),
      );

    it('finds out the name of the signing method once, and the result is the transaction that was recorded', async () => {
      const payment = await backend.payments.build(order);
      expect(payment).toEqual({
        hex: SIGNED_HEX,
        txid: '2e1ea72bfddb09e6e3d4aa286518aae68a96cd68acb8c67c5b21bd9993695f13',
        feeUnits: FEE,
        inputs: chosen,
      });
      await backend.payments.releaseInputs(chosen);
      await backend.payments.build(order);
      expect(core.server.called('signrawtransactionwithwallet')).toHaveLength(1);
      expect(core.server.called('signrawtransaction')).toHaveLength(2);
      expect(core.server.called('createrawtransaction')[0]!.params).toEqual([
        chosen,
        { [RECIPIENT]: '7.5', [CHANGE]: '0.86675678' },
      ]);
    });

    it('asks for bounded lists where the daemon can, and finds out once that it cannot', async () => {
      core.answer('listunspent', ({ params }) =>
        params.length > 4 ? refused(-1) : ok(`[${unspent(chosen, AMOUNTS)}]`),
      );
      expect(await backend.payments.build(order)).toMatchObject({ hex: SIGNED_HEX });
      await backend.payments.releaseInputs(chosen);
      await backend.payments.build(order);
      expect(core.server.called('listunspent').map(({ params }) => params)).toEqual([
        [0, 9_999_999, [], true, { minimumAmount: '0.05', maximumCount: 2_000 }],
        [0, 9_999_999, []],
        [0, 9_999_999, []],
      ]);
    });

    it.each([
      ['another recipient', { script: '76a914000000000000000000000000000000000000000088ac' }],
      ['another amount', { value: '7.50000001' }],
      ['a third output', { extra: '{"value":1.00000000,"n":2,"scriptPubKey":{"hex":"51"}}' }],
      ['another coin', { input: 'ff'.repeat(32) }],
    ])('refuses a signed transaction with %s and unlocks its coins', async (_, changes) => {
      lockWhenChosen();
      core.answer('decoderawtransaction', decoded(changes));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(CoreAnswerMalformed);
      expectReleased();
    });

    it('refuses a fee above the cap before anything is locked', async () => {
      await expect(backend.payments.build({ ...order, maxFeeUnits: FEE - 1n })).rejects.toBeInstanceOf(FeeAboveCap);
      expect(core.server.called('lockunspent')).toEqual([]);
      expect(core.server.called('getrawchangeaddress')).toEqual([]);
    });

    it('pays at least what peers relay, and an estimate of -1 is none', async () => {
      const feeAt = async (walletInfo: string) => {
        core.answer('getwalletinfo', ok(walletInfo));
        const error = await backend.payments.build({ ...order, maxFeeUnits: 1n }).catch((refusal) => refusal);
        return (error as FeeAboveCap).feeUnits;
      };
      core.answer('listunspent', ok(`[${unspent(chosen, Array(4).fill('9.00000000'))}]`));
      core.answerAsRecorded('estimatesmartfee', ({ body }) => body.includes('-1'));
      expect(await feeAt('{"paytxfee":0.00000001}')).toBe(22_600n);
      expect(await feeAt('{"paytxfee":0.00000000}')).toBe(226_000n);
      core.answer('estimatesmartfee', ok('{"feerate":0.05000000,"blocks":6}'));
      expect(await feeAt('{"paytxfee":0.00000000}')).toBe(1_130_000n);
    });

    it('refuses an unfinished signature', async () => {
      core.answer('signrawtransaction', ok(`{"hex":"${FUNDED_HEX}","complete":false}`));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(CoreAnswerMalformed);
    });

    it('is stopped by a locked wallet before anything is chosen or any key used up', async () => {
      core.answerAsRecorded('getwalletinfo', ({ body }) => body.includes('"unlocked_until":0'));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(WalletLocked);
      for (const method of ['listunspent', 'getrawchangeaddress', 'lockunspent'])
        expect(core.server.called(method)).toEqual([]);
    });

    it('is stopped by a wallet that was locked meanwhile (-13), and keeps the change address for the next payment', async () => {
      core.answerAsRecorded('signrawtransaction', ({ body }) => body.includes('-13'));
      for (let attempt = 0; attempt < 3; attempt++)
        await expect(backend.payments.build(order)).rejects.toBeInstanceOf(WalletLocked);
      expect(core.server.called('getrawchangeaddress')).toHaveLength(1);
    });

    it('tells want of money from want of keys', async () => {
      core.answer('listunspent', ok(`[${unspent(chosen.slice(0, 2), AMOUNTS)}]`));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(InsufficientCoreFunds);
      core.answer('listunspent', ok(`[${unspent(chosen, AMOUNTS)}]`));
      core.answer('getrawchangeaddress', refused(-12));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(KeypoolEmpty);
    });

    it('spends no coin that needs several keys, and none that the wallet cannot sign for', async () => {
      const [first, ...others] = unspent(chosen, AMOUNTS);
      const multisig = first!.replace(/76a914[0-9a-f]{40}88ac/, 'a914be8a1451798c38f9892aeafa240a2312fc0822ad87');
      for (const useless of [multisig, first!.replace('"spendable":true', '"spendable":false')]) {
        core.answer('listunspent', ok(`[${[useless, ...others]}]`));
        await expect(backend.payments.build(order)).rejects.toBeInstanceOf(InsufficientCoreFunds);
      }
    });

    it('knows a bad address by -5 too', async () => {
      core.answerAsRecorded('createrawtransaction', ({ body }) => body.includes('"code":-5'));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(InvalidRecipient);
    });

    it('locks again, after a restart of Core, the coins of payments that are on their way', async () => {
      const held = { txid: 'ab'.repeat(32), vout: 1 };
      const spent = { txid: 'cd'.repeat(32), vout: 0 };
      core.answer('listunspent', ok(`[${unspent([...chosen, held], [...AMOUNTS, '50.00000000'])}]`));
      const { inputs } = await backend.payments.build({ ...order, heldInputs: [held, spent] });
      expect(inputs).toEqual(chosen);
      expect(core.server.called('lockunspent').map(({ params }) => params)).toEqual([
        [false, [held]],
        [false, chosen],
      ]);
    });

    it('releases the rest when one of the locked coins has been spent meanwhile (-8)', async () => {
      const [one, two] = [`{"txid":"${'ab'.repeat(32)}","vout":0}`, `{"txid":"${'cd'.repeat(32)}","vout":1}`];
      core.answer('listlockunspent', ok(`[${one},${two}]`));
      core.answer('lockunspent', ({ params }) => (JSON.stringify(params).includes('abab') ? refused(-8) : ok('true')));
      await backend.payments.build(order);
      expect(
        core.server
          .called('lockunspent')
          .slice(0, 3)
          .map(({ params }) => params[1]),
      ).toEqual([[JSON.parse(one), JSON.parse(two)], [JSON.parse(one)], [JSON.parse(two)]]);
    });

    it('asks Core nothing about text that cannot be an address', async () => {
      for (const address of ['', ' ', '\ud800', '\0', 'n'.repeat(129), '__proto__'])
        await expect(backend.payments.build({ ...order, address })).rejects.toBeInstanceOf(InvalidRecipient);
      expect(core.server.calls).toEqual([]);
    });

    it('gives back coins that a lost answer left locked', async () => {
      core.answer('lockunspent', 'close_without_answer');
      await expect(backend.payments.build(order)).rejects.toMatchObject({ code: 'core_timeout' });
      expect(core.server.called('lockunspent')).toHaveLength(1);
      lockWhenChosen();
      core.answer('lockunspent', ok('true'));
      core.answer('listunspent', ok('[]'));
      await expect(backend.payments.build(order)).rejects.toBeInstanceOf(InsufficientCoreFunds);
      expectReleased();
    });
  });
});
