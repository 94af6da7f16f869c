import {
  AmountBelowDust,
  FeeAboveCap,
  InsufficientCoreFunds,
  InvalidRecipient,
  WrongChainOrWallet,
} from '@app/node-wallet';
import { COIN_WORLDS, type CoinWorld } from '../support/coin-worlds.js';

const FLOP = 100_000_000n;
const MAX_FEE = FLOP;
const UNKNOWN_TXID = '1'.repeat(64);

for (const kind of COIN_WORLDS) {
  const suite = kind.whySkipped === null ? describe : describe.skip;
  suite(`the coin ports on ${kind.name}${kind.whySkipped ? ` (skipped: ${kind.whySkipped})` : ''}`, () => {
    let world: CoinWorld;
    let node: CoinWorld['backend']['node'];
    let wallet: CoinWorld['backend']['wallet'];
    let payments: CoinWorld['backend']['payments'];

    beforeAll(async () => {
      world = await kind.open();
      ({ node, wallet, payments } = world.backend);
    }, 60_000);

    afterAll(() => world?.close(), 30_000);

    const order = async (amountUnits: bigint) => ({
      address: await world.outsideAddress(),
      amountUnits,
      maxFeeUnits: MAX_FEE,
      heldInputs: [],
    });
    const heldUnits = async () => {
      const { trustedUnits, unconfirmedUnits, immatureUnits } = await wallet.totals();
      return trustedUnits + unconfirmedUnits + immatureUnits;
    };
    const confirmedDeposit = async (amountUnits: bigint) => {
      const address = await wallet.newAddress('node-1');
      const txid = await world.deposit(address, amountUnits);
      await world.mine(1);
      return { address, txid };
    };

    it('says who answers, and refuses to work for another wallet once pinned', async () => {
      const identity = await node.identity();
      expect(identity).toMatchObject({ genesisHash: expect.stringMatching(/^[0-9a-f]{64}$/), chain: 'regtest' });
      expect(identity.genesisHash).toBe(await node.blockHashAt(0));
      node.pin({ ...identity, walletId: '0'.repeat(40) });
      await expect(wallet.newAddress('lost')).rejects.toBeInstanceOf(WrongChainOrWallet);
      await expect(wallet.totals()).rejects.toBeInstanceOf(WrongChainOrWallet);
      node.pin(identity);
      await expect(wallet.totals()).resolves.toBeDefined();
    });

    it('knows its tip, and the header of every block', async () => {
      const before = await node.status();
      await world.mine(2);
      const status = await node.status();
      expect(status.height).toBe(before.height + 2);
      expect(await node.header(status.tipHash)).toMatchObject({ height: status.height, confirmations: 1 });
      expect(await node.header(before.tipHash)).toMatchObject({ height: before.height, confirmations: 3 });
      expect(await node.header((await node.blockHashAt(0))!)).toMatchObject({ height: 0, previousHash: null });
      expect(await node.header(UNKNOWN_TXID)).toBeNull();
      expect(await node.blockHashAt(status.height + 1)).toBeNull();
    });

    it('hands out a new address each time, valid on its own network only', async () => {
      const [one, two] = [await wallet.newAddress('node-1'), await wallet.newAddress('node-1')];
      expect(one).not.toBe(two);
      expect(await wallet.validateAddress(one)).toEqual({ valid: true });
      for (const bad of [
        '',
        one.slice(0, -1),
        `${one}1`,
        'FLDe9sDaU63Y6GALoSAJfTJ8NtkR9goLok',
        'n'.repeat(10_000),
        '\0',
      ])
        expect(await wallet.validateAddress(bad)).toEqual({ valid: false });
    });

    it('shows a deposit from the mempool on, with growing confirmations, in units', async () => {
      const address = await wallet.newAddress('node-2');
      const { cursor } = await wallet.receivedSince(null);
      const before = await wallet.totals();
      const txid = await world.deposit(address, 1_234_567_891n);
      const seen = async () =>
        (await wallet.receivedSince(cursor)).entries.filter((entry) => entry.address === address);
      const entry = { txid, address, amountUnits: 1_234_567_891n, coinbase: false };
      expect(await seen()).toEqual([expect.objectContaining({ ...entry, confirmations: 0, blockHash: null })]);
      expect((await wallet.totals()).unconfirmedUnits - before.unconfirmedUnits).toBe(1_234_567_891n);
      await world.mine(3);
      const { tipHash, height } = await node.status();
      expect(await seen()).toEqual([expect.objectContaining({ ...entry, confirmations: 3 })]);
      const transaction = await wallet.transaction(txid);
      expect(transaction).toMatchObject({
        txid,
        confirmations: 3,
        height: height - 2,
        feeUnits: null,
        walletConflicts: [],
      });
      expect(transaction!.details).toEqual([
        { category: 'receive', address, vout: (await seen())[0]!.vout, amountUnits: 1_234_567_891n },
      ]);
      expect(await wallet.totals()).toMatchObject({
        height,
        tipHash,
        trustedUnits: before.trustedUnits + 1_234_567_891n,
      });
    });

    it('tells again from a cursor on, and everything without one', async () => {
      const { txid } = await confirmedDeposit(FLOP);
      const { cursor } = await wallet.receivedSince(null);
      const later = await confirmedDeposit(2n * FLOP);
      const txids = async (from: string | null) =>
        (await wallet.receivedSince(from)).entries.map((entry) => entry.txid);
      expect(await txids(cursor)).toEqual([later.txid]);
      expect(await txids(null)).toEqual(expect.arrayContaining([txid, later.txid]));
      expect(await txids(UNKNOWN_TXID)).toEqual(expect.arrayContaining([txid, later.txid]));
    });

    it('builds a payment that costs what it says, and pays it once however often it is sent', async () => {
      await confirmedDeposit(20n * FLOP);
      const before = await heldUnits();
      const payment = await payments.build(await order(5n * FLOP));
      expect(payment.feeUnits).toBeGreaterThan(0n);
      expect(payment.inputs.length).toBeGreaterThan(0);
      expect(await wallet.transaction(payment.txid)).toBeNull();
      expect(await heldUnits()).toBe(before);

      expect(await payments.broadcast(payment.hex)).toEqual({ kind: 'accepted' });
      expect(await payments.isInMempool(payment.txid)).toBe(true);
      expect(await payments.broadcast(payment.hex)).toEqual({ kind: 'accepted' });
      expect(await heldUnits()).toBe(before - 5n * FLOP - payment.feeUnits);
      await world.mine(2);
      expect(await payments.broadcast(payment.hex)).toEqual({ kind: 'already_known' });
      expect(await payments.isInMempool(payment.txid)).toBe(false);
      expect(await heldUnits()).toBe(before - 5n * FLOP - payment.feeUnits);
      const { height } = await node.status();
      expect(await wallet.transaction(payment.txid)).toMatchObject({
        confirmations: 2,
        height: height - 1,
        feeUnits: payment.feeUnits,
        inputs: payment.inputs,
        details: [expect.objectContaining({ category: 'send', amountUnits: 5n * FLOP })],
      });
    });

    it('does not call a mined payment failed when all its outputs have been spent', async () => {
      const recipient = await wallet.newAddress('spent-later');
      await confirmedDeposit(30n * FLOP);
      const first = await payments.build({ ...(await order(3n * FLOP)), address: recipient });
      await payments.broadcast(first.hex);
      await world.mine(1);
      const all = await heldUnits();
      const emptied = await payments.build(await order(all - FLOP));
      await payments.broadcast(emptied.hex);
      await world.mine(1);
      const outcome = await payments.broadcast(first.hex);
      expect(outcome.kind).toBe('undecided');
      expect((await wallet.transaction(first.txid))!.confirmations).toBe(2);
    });

    it('names who spends a coin of the wallet', async () => {
      await confirmedDeposit(4n * FLOP);
      const { tipHash } = await node.status();
      const payment = await payments.build(await order(2n * FLOP));
      expect(await wallet.spenderOf(payment.inputs[0]!, tipHash)).toBeNull();
      await payments.broadcast(payment.hex);
      expect(await wallet.spenderOf(payment.inputs[0]!, tipHash)).toEqual({ txid: payment.txid, confirmations: 0 });
      await world.mine(1);
      expect(await wallet.spenderOf(payment.inputs[0]!, tipHash)).toEqual({ txid: payment.txid, confirmations: 1 });
    });

    it('never builds two payments on one coin, and gives a coin back when its payment is given up', async () => {
      await confirmedDeposit(6n * FLOP);
      await confirmedDeposit(6n * FLOP);
      const one = await payments.build(await order(FLOP));
      const two = await payments.build({ ...(await order(FLOP)), heldInputs: one.inputs });
      const keys = [...one.inputs, ...two.inputs].map(({ txid, vout }) => `${txid}:${vout}`);
      expect(new Set(keys).size).toBe(keys.length);
      const all = await heldUnits();
      await expect(payments.build(await order(all - FLOP))).rejects.toBeInstanceOf(InsufficientCoreFunds);
      await payments.releaseInputs([...one.inputs, ...two.inputs]);
      await payments.releaseInputs(one.inputs);
      const whole = await payments.build(await order(all - FLOP));
      await payments.releaseInputs(whole.inputs);
    });

    it('refuses dust, strangers’ addresses, more than there is, and a fee above the cap, and keeps no coin locked', async () => {
      await confirmedDeposit(8n * FLOP);
      const good = await order(FLOP);
      await expect(payments.build({ ...good, amountUnits: 999_999n })).rejects.toBeInstanceOf(AmountBelowDust);
      await expect(payments.build({ ...good, address: 'garbage' })).rejects.toBeInstanceOf(InvalidRecipient);
      for (const excess of [1n, 10n ** 18n, 10n ** 19n])
        await expect(payments.build({ ...good, amountUnits: (await heldUnits()) + excess })).rejects.toBeInstanceOf(
          InsufficientCoreFunds,
        );
      await expect(payments.build({ ...good, amountUnits: await heldUnits() })).rejects.toBeInstanceOf(
        InsufficientCoreFunds,
      );
      await expect(payments.build({ ...good, maxFeeUnits: 1n })).rejects.toBeInstanceOf(FeeAboveCap);
      const all = await payments.build({ ...good, amountUnits: (await heldUnits()) - FLOP });
      await payments.releaseInputs(all.inputs);
      const smallest = await payments.build({ ...good, amountUnits: 1_000_000n });
      expect(await payments.broadcast(smallest.hex)).toEqual({ kind: 'accepted' });
    });

    it('does not know what it has never seen', async () => {
      expect(await wallet.transaction(UNKNOWN_TXID)).toBeNull();
      expect(await wallet.transaction('zz')).toBeNull();
      expect(await payments.isInMempool(UNKNOWN_TXID)).toBe(false);
      expect(await payments.broadcast('00')).toMatchObject({ kind: 'undecided', reason: 'undecodable' });
    });

    it('follows a deposit out of a block that is left behind and into another', async () => {
      const { txid } = await confirmedDeposit(7n * FLOP);
      const before = (await wallet.transaction(txid))!;
      await world.reorganise(1);
      const left = (await wallet.transaction(txid))!;
      expect(left.blockHash).not.toBe(before.blockHash);
      expect(await node.header(before.blockHash!)).toMatchObject({ confirmations: -1 });
      await world.mine(1);
      const mined = (await wallet.transaction(txid))!;
      expect(mined.confirmations).toBeGreaterThan(0);
      expect(mined.blockHash).not.toBe(before.blockHash);
    });

    it('tells of a double-spent deposit by negative confirmations, and lists and counts it no more', async () => {
      const total = await heldUnits();
      const { cursor } = await wallet.receivedSince(null);
      const { txid } = await confirmedDeposit(42n * FLOP);
      await world.mine(1);
      expect(await heldUnits()).toBe(total + 42n * FLOP);
      await world.doubleSpend(txid, 2);
      const conflicted = (await wallet.transaction(txid))!;
      expect(conflicted).toMatchObject({ confirmations: -3, blockHash: null, height: null, details: [] });
      expect((await wallet.receivedSince(cursor)).entries.filter((entry) => entry.txid === txid)).toEqual([]);
      expect(await heldUnits()).toBe(total);
    });

    describe('what people do to the wallet past the registry', () => {
      const net = async (txid: string) => {
        const { creditUnits, debitUnits } = (await wallet.transaction(txid))!;
        return creditUnits - debitUnits;
      };
      /** What an act takes from the wallet's total, or brings it. */
      const effect = async (act: () => Promise<string>) => {
        const before = await heldUnits();
        const txid = await act();
        return { txid, units: (await heldUnits()) - before };
      };

      it('lists a payment to a change address without details, and reckons its fee all the same', async () => {
        await confirmedDeposit(9n * FLOP);
        const { cursor } = await wallet.receivedSince(null);
        const address = await world.acts.changeAddress();
        const { txid, units } = await effect(() => world.acts.payByHand(address, FLOP));
        const seen = (await wallet.transaction(txid))!;
        expect(seen).toMatchObject({ details: [], feeUnits: -units });
        expect(seen.outputs).toContainEqual(expect.objectContaining({ address, amountUnits: FLOP }));
        expect([units < 0n, await net(txid)]).toEqual([true, units]);
        const { entries, spentTxids } = await wallet.receivedSince(cursor);
        expect([entries.filter((entry) => entry.txid === txid), spentTxids.includes(txid)]).toEqual([[], false]);
        await world.mine(1);
      });

      it('lists what strangers pay to a change address as received', async () => {
        const address = await world.acts.changeAddress();
        const { cursor } = await wallet.receivedSince(null);
        const txid = await world.deposit(address, 3n * FLOP);
        expect((await wallet.receivedSince(cursor)).entries).toContainEqual(expect.objectContaining({ txid, address }));
        await world.mine(1);
      });

      it('lists no raw consolidation to a change address, which costs its fee', async () => {
        await confirmedDeposit(2n * FLOP);
        const { txid, units } = await effect(() => world.acts.consolidate());
        expect((await wallet.transaction(txid))!.details).toEqual([]);
        expect([units < 0n, await net(txid)]).toEqual([true, units]);
        await world.mine(1);
      });

      it('counts an output without an address whose keys are all the wallet’s', async () => {
        const key = await world.acts.publicKeyOf(await wallet.newAddress('bare'));
        const { txid, units } = await effect(() => world.acts.payScript(`5121${key}51ae`, FLOP));
        // Newer daemons, litecoind among them, count only what pays an address, and have then never heard of it.
        expect([0n, FLOP]).toContain(units);
        expect((await wallet.transaction(txid))?.creditUnits ?? 0n).toBe(units);
        await world.mine(1);
        expect((await wallet.transaction(txid))?.creditUnits ?? 0n).toBe(units);
      });

      it('lists a bare public key under the address of the key', async () => {
        const address = await wallet.newAddress('bare key');
        const { cursor } = await wallet.receivedSince(null);
        const txid = await world.acts.payScript(`21${await world.acts.publicKeyOf(address)}ac`, FLOP);
        expect((await wallet.receivedSince(cursor)).entries).toContainEqual(expect.objectContaining({ txid, address }));
        expect((await wallet.transaction(txid))!.outputs).toContainEqual({ vout: 0, amountUnits: FLOP, address });
        await world.mine(1);
      });

      it('has the coins back of a payment that was abandoned', async () => {
        await confirmedDeposit(5n * FLOP);
        const before = await heldUnits();
        const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
        expect(await heldUnits()).toBeLessThan(before);
        await world.acts.abandon(txid);
        expect(await heldUnits()).toBe(before);
        expect(await wallet.transaction(txid)).toMatchObject({ confirmations: 0, abandoned: true });
        expect(await payments.isInMempool(txid)).toBe(false);
      });

      it('keeps a coin that two payments to change addresses have spent, until both are abandoned', async () => {
        await confirmedDeposit(5n * FLOP);
        const before = await heldUnits();
        const txid = await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
        const displacing = await world.acts.displace(txid);
        await world.acts.abandon(displacing);
        // Core lists neither of them, so that only free coins tell that one was abandoned.
        expect(await wallet.transaction(displacing)).toMatchObject({ details: [], abandoned: false });
        await world.acts.abandon(txid);
        expect(await wallet.transaction(displacing)).toMatchObject({ details: [], abandoned: true });
        expect(await heldUnits()).toBe(before);
      });

      it('keeps a payment in the mempool that was made for the last height, over a reorganisation', async () => {
        await confirmedDeposit(5n * FLOP);
        const txid = await world.acts.payByHand(await world.acts.changeAddress(), FLOP);
        await world.reorganise(1);
        expect(await world.acts.isWaiting(txid)).toBe(true);
        await world.mine(1);
      });

      it('takes no block with a payment in it that is built on one outside', async () => {
        await confirmedDeposit(5n * FLOP);
        await world.acts.consolidate();
        const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
        await expect(world.acts.malleate(txid)).rejects.toThrow();
        await world.mine(1);
        expect((await wallet.transaction(txid))!.confirmations).toBe(1);
      });

      it('shows a replaced payment and its replacement as conflicts, and counts the replacement alone', async () => {
        const before = await heldUnits();
        const txid = await world.acts.payByHand(await world.outsideAddress(), FLOP);
        const replacement = await world.acts.bump(txid);
        expect(await heldUnits()).toBe(before + (await net(replacement)));
        expect(await wallet.transaction(txid)).toMatchObject({
          confirmations: 0,
          walletConflicts: expect.arrayContaining([replacement]),
        });
        await world.mine(1);
        expect((await wallet.transaction(txid))!.confirmations).toBe(-1);
      });

      it('shows a malleated payment as dead, and its twin as a payment with the same effect', async () => {
        await world.mine(1);
        await confirmedDeposit(5n * FLOP);
        const payment = await payments.build(await order(FLOP));
        await payments.broadcast(payment.hex);
        const twin = await world.acts.malleate(payment.txid);
        expect(await wallet.transaction(payment.txid)).toMatchObject({ confirmations: -1, walletConflicts: [twin] });
        const [one, other] = [(await wallet.transaction(payment.txid))!, (await wallet.transaction(twin))!];
        expect(other).toMatchObject({ confirmations: 1, inputs: one.inputs, outputs: one.outputs });
        expect(await net(twin)).toBe(await net(payment.txid));
      });

      it('keeps both forms of a malleated payment out of the mempool when its block is left, and their coin spent', async () => {
        await world.mine(1);
        await confirmedDeposit(5n * FLOP);
        const before = await heldUnits();
        const payment = await payments.build(await order(FLOP));
        await payments.broadcast(payment.hex);
        const twin = await world.acts.malleate(payment.txid);
        const { hex } = (await wallet.transaction(twin))!;
        await world.reorganise(1);
        for (const txid of [payment.txid, twin]) {
          // Litecoin 0.21 counts on from the conflict with the block that was left, until it starts anew.
          expect((await wallet.transaction(txid))!.confirmations).toBeLessThanOrEqual(0);
          expect(await payments.isInMempool(txid)).toBe(false);
        }
        expect(await heldUnits()).toBeLessThan(before + (await net(payment.txid)));
        expect(await payments.broadcast(hex)).toMatchObject({ kind: 'undecided', reason: 'rejected' });
        expect(await payments.broadcast(payment.hex)).toEqual({ kind: 'accepted' });
        expect(await heldUnits()).toBe(before + (await net(payment.txid)));
      });

      it('mines to an address of the wallet, and lists the coin as mined', async () => {
        const address = await wallet.newAddress('miner');
        const { cursor } = await wallet.receivedSince(null);
        await world.acts.mineTo(address, 1);
        expect((await wallet.receivedSince(cursor)).entries).toContainEqual(
          expect.objectContaining({ address, coinbase: true }),
        );
        expect((await wallet.totals()).immatureUnits).toBeGreaterThan(0n);
      });
    });
  });
}
