import type { Devnet } from '@app/infrastructure/devnet/devnet.js';
import {
  type CoinTransaction,
  parseTransaction,
  serializeTransaction,
  type TransactionOutput,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { outputScript } from '@app/infrastructure/flopcoin/output-script.js';
import { formatFlop, parseFlopAddress } from '@app/node-wallet';
import type { CoreDaemon } from './core-daemon.js';
import { OutsideWallet } from './outside-wallet.js';

const FEE_UNITS = 2_000_000n;

/** What people do to Core's wallet and to the chain past the registry. Each payment is in the mempool when its act resolves. */
export interface CoinActs {
  mine(blocks: number): Promise<void>;
  /** Mines one block without anything of the mempool. */
  mineEmpty(): Promise<void>;
  /** Mines to an address of somebody's choice. */
  mineTo(address: string, blocks: number): Promise<void>;
  /** An address of Core's wallet that has no label: Core takes what its own payments pay there for change. */
  changeAddress(): Promise<string>;
  /** The public key behind an address of Core's wallet, hex. */
  publicKeyOf(address: string): Promise<string>;
  /** A stranger pays a script, in hex. */
  payScript(script: string, amountUnits: bigint): Promise<string>;
  /** The operator pays from Core's wallet by hand, replaceably. */
  payByHand(address: string, amountUnits: bigint): Promise<string>;
  /** The operator gathers all confirmed coins on a change address by a raw transaction. */
  consolidate(): Promise<string>;
  /** The operator pays a stranger one confirmed coin of Core's wallet, with nothing coming back. */
  sweep(address: string): Promise<string>;
  /** The operator pays more for a payment of theirs; resolves to its replacement. */
  bump(txid: string): Promise<string>;
  /** A payment of Core's wallet leaves the mempool, with all that is built on it, and nothing is offered again. */
  evict(txid: string): Promise<void>;
  /** Another spend of its coins, by the operator, takes the place of a payment in the mempool: to their own wallet, or to `address`. */
  displace(txid: string, address?: string): Promise<string>;
  /** A payment of Core's wallet leaves the mempool and is abandoned. */
  abandon(txid: string): Promise<void>;
  /** A payment of Core's wallet is mined in another form, with another id, which is the answer. */
  malleate(txid: string): Promise<string>;
  /** Whether it is in the mempool. */
  isWaiting(txid: string): Promise<boolean>;
  /** How deep a transaction of Core's wallet is in the chain. */
  confirmations(txid: string): Promise<number>;
  /** The operator locks the wallet, which then signs nothing. */
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** A payment of Core's wallet is mined with a fee that is higher by 0.02, signed anew; resolves to its new id. */
  mineDearer(txid: string): Promise<string>;
}

export function devnetActs(devnet: Devnet): CoinActs {
  const offer = async (hex: string) => {
    const outcome = await devnet.accept(hex);
    if (outcome.kind !== 'accepted') throw new Error(`the devnet did not take it: ${JSON.stringify(outcome)}`);
    return transactionId(parseTransaction(hex));
  };
  const offerInstead = async (hex: string) => {
    const outcome = await devnet.replace(hex);
    if (outcome.kind !== 'accepted') throw new RangeError(`the devnet did not take it: ${JSON.stringify(outcome)}`);
    return transactionId(parseTransaction(hex));
  };
  const scriptOf = (address: string) => outputScript(parseFlopAddress(address)!);
  return {
    mine: async (blocks) => void (await devnet.mine(blocks)),
    mineEmpty: async () => void (await devnet.mineOnly([])),
    mineTo: async (address, blocks) => void (await devnet.mine(blocks, undefined, address)),
    changeAddress: () => devnet.changeAddress(),
    publicKeyOf: async (address) =>
      Buffer.from(devnet.wallets.ownerOf(scriptOf(address))!.key.publicKey).toString('hex'),
    payScript: (script, amountUnits) => {
      const coin = spendable(devnet, 'outside').find((owned) => owned.amountUnits > amountUnits + FEE_UNITS);
      if (!coin) throw new RangeError('the stranger has no confirmed coin');
      return offer(
        devnet.raw(
          [coin],
          [
            { amountUnits, script: new Uint8Array(Buffer.from(script, 'hex')) },
            { amountUnits: coin.amountUnits - amountUnits - FEE_UNITS, script: coin.owner.key.script },
          ],
        ),
      );
    },
    payByHand: async (address, amountUnits) => {
      const { transaction } = await devnet.prepare({ address, amountUnits, taken: [] });
      return offer(hexOf(transaction));
    },
    consolidate: async () => {
      const coins = spendable(devnet, 'registry');
      const amountUnits = coins.reduce((sum, coin) => sum + coin.amountUnits, -FEE_UNITS);
      if (amountUnits <= 0n) throw new RangeError('there is nothing to consolidate');
      return offer(devnet.raw(coins, [{ amountUnits, script: scriptOf(await devnet.changeAddress()) }]));
    },
    sweep: async (address) => {
      const [coin] = spendable(devnet, 'registry');
      return offer(devnet.raw([coin!], [{ amountUnits: coin!.amountUnits - FEE_UNITS, script: scriptOf(address) }]));
    },
    bump: (txid) => {
      const { inputs, outputs } = devnet.ledger.transaction(txid)!;
      const change = outputs.filter(({ script }) => devnet.wallets.ownerOf(script)?.purpose === 'change');
      if (change.length === 0) throw new RangeError('there is no change to pay from');
      return offerInstead(devnet.raw(inputs, withLess(outputs, largestOf(change))));
    },
    evict: (txid) => devnet.drop(txid),
    displace: async (txid, address) => {
      const { inputs } = devnet.ledger.transaction(txid)!;
      const units = inputs.reduce((sum, input) => sum + devnet.ledger.output(input).amountUnits, -2n * FEE_UNITS);
      const script = scriptOf(address ?? (await devnet.changeAddress()));
      return offerInstead(devnet.raw(inputs, [{ amountUnits: units, script }]));
    },
    abandon: async (txid) => {
      await devnet.drop(txid);
      await devnet.abandon(txid);
    },
    malleate: async (txid) => {
      const twin = twinOf(devnet.ledger.transaction(txid)!);
      await devnet.mineOnly([hexOf(twin)]);
      return transactionId(twin);
    },
    isWaiting: async (txid) => devnet.ledger.isInMempool(txid),
    confirmations: async (txid) => devnet.ledger.confirmations(txid),
    lock: async () => {
      devnet.wallets.isLocked = true;
    },
    unlock: async () => {
      devnet.wallets.isLocked = false;
    },
    mineDearer: async (txid) => {
      const { inputs, outputs } = devnet.ledger.transaction(txid)!;
      const hex = devnet.raw(inputs, withLessChange(outputs));
      await devnet.mineOnly([hex]);
      return transactionId(parseTransaction(hex));
    },
  };
}

export function daemonActs(daemon: CoreDaemon, outside: OutsideWallet): CoinActs {
  const sign = async (hex: string): Promise<string> => {
    return (await daemon.rpc(daemon.flavour.signing, [hex])).hex;
  };
  let isQuiet = false;
  /** The mempool is empty, and the wallet does not fill it. */
  const quieten = async () => {
    await daemon.restartWithoutMempool(['-walletbroadcast=0']);
    isQuiet = true;
  };
  const speak = async () => {
    if (isQuiet) await daemon.restartWithoutMempool();
    isQuiet = false;
  };
  return {
    mine: async (blocks) => void (await daemon.mine(blocks, outside.address)),
    mineEmpty: async () => void (await daemon.flavour.mineEmpty(daemon, OutsideWallet.freshAddress())),
    mineTo: async (address, blocks) => void (await daemon.mine(blocks, address)),
    changeAddress: () => daemon.rpc('getrawchangeaddress'),
    publicKeyOf: async (address) => {
      const known = await daemon.rpc('getaddressinfo', [address]).catch(() => daemon.rpc('validateaddress', [address]));
      return known.pubkey;
    },
    payScript: (script, amountUnits) =>
      outside.send(outside.prepareScript(new Uint8Array(Buffer.from(script, 'hex')), amountUnits)),
    payByHand: async (address, amountUnits) => {
      await speak();
      return daemon.rpc('sendtoaddress', [address, formatFlop(amountUnits), '', '', false, true]);
    },
    consolidate: async () => {
      const coins: { txid: string; vout: number; amount: number }[] = await daemon.rpc('listunspent', [1]);
      const sum = coins.reduce((total, { amount }) => total + BigInt(Math.round(amount * 1e8)), -FEE_UNITS);
      const outputs = { [await daemon.rpc('getrawchangeaddress')]: formatFlop(sum) };
      const inputs = coins.map(({ txid, vout }) => ({ txid, vout }));
      return daemon.rpc('sendrawtransaction', [
        await sign(await daemon.rpc('createrawtransaction', [inputs, outputs])),
      ]);
    },
    sweep: async (address) => {
      const [{ txid, vout, amount }] = await daemon.rpc('listunspent', [1]);
      const outputs = { [address]: formatFlop(BigInt(Math.round(amount * 1e8)) - FEE_UNITS) };
      const raw = await daemon.rpc('createrawtransaction', [[{ txid, vout }], outputs]);
      return daemon.rpc('sendrawtransaction', [await sign(raw)]);
    },
    bump: async (txid) => (await daemon.rpc('bumpfee', [txid])).txid,
    evict: quieten,
    displace: async (txid, address) => {
      const { hex } = await daemon.rpc('gettransaction', [txid]);
      const inputs = parseTransaction(hex).inputs.map((input) => ({ txid: input.txid, vout: input.vout }));
      let units = -FEE_UNITS / 10n;
      for (const input of inputs) {
        const coin = await daemon.rpc('gettxout', [input.txid, input.vout, false]);
        if (!coin) throw new RangeError('its coins are in no block');
        units += BigInt(Math.round(coin.value * 1e8));
      }
      const outputs = { [address ?? (await daemon.rpc('getrawchangeaddress'))]: formatFlop(units) };
      const signed = await sign(await daemon.rpc('createrawtransaction', [inputs, outputs]));
      const others = (await daemon.waiting()).filter((waiting) => waiting.txid !== txid);
      await quieten();
      const displacing = await daemon.rpc('sendrawtransaction', [signed]);
      // What is built on the displaced payment is refused.
      await daemon.offer(others);
      return displacing;
    },
    abandon: async (txid) => {
      await quieten();
      await daemon.rpc('abandontransaction', [txid]).finally(speak);
    },
    malleate: async (txid) => {
      const { hex } = await daemon.rpc('gettransaction', [txid]);
      const twin = twinOf(parseTransaction(hex));
      await daemon.flavour.mineConflict(daemon, hexOf(twin), OutsideWallet.freshAddress());
      return transactionId(twin);
    },
    isWaiting: async (txid) => (await daemon.rpc('getrawmempool')).includes(txid),
    confirmations: async (txid) => (await daemon.rpc('gettransaction', [txid])).confirmations,
    lock: () => daemon.lockWallet(),
    unlock: () => daemon.unlockWallet(),
    mineDearer: async (txid) => {
      const { hex } = await daemon.rpc('gettransaction', [txid]);
      const original = parseTransaction(hex);
      const unsigned = {
        ...original,
        inputs: original.inputs.map((input) => ({ ...input, scriptSig: new Uint8Array() })),
        outputs: withLessChange(original.outputs),
      };
      const signed = await sign(hexOf(unsigned));
      await daemon.flavour.mineConflict(daemon, signed, OutsideWallet.freshAddress());
      return transactionId(parseTransaction(signed));
    },
  };
}

/** The same payment in other bytes: the signature is pushed by the longer opcode, which blocks may hold and mempools refuse. */
function twinOf(transaction: CoinTransaction): CoinTransaction {
  const OP_PUSHDATA1 = 0x4c;
  const [first, ...others] = transaction.inputs;
  return {
    ...transaction,
    inputs: [{ ...first!, scriptSig: Uint8Array.of(OP_PUSHDATA1, ...first!.scriptSig) }, ...others],
  };
}

/** The change of the payments that are made dearer here is their largest output. */
function withLessChange(outputs: CoinTransaction['outputs']): CoinTransaction['outputs'] {
  return withLess(outputs, largestOf(outputs));
}

function withLess(outputs: CoinTransaction['outputs'], payer: TransactionOutput): CoinTransaction['outputs'] {
  return outputs.map((output) =>
    output === payer ? { ...output, amountUnits: output.amountUnits - FEE_UNITS } : output,
  );
}

function largestOf(outputs: CoinTransaction['outputs']): TransactionOutput {
  return outputs.reduce((one, other) => (other.amountUnits > one.amountUnits ? other : one));
}

function spendable({ wallets, ledger }: Devnet, owner: 'registry' | 'outside') {
  return wallets
    .coins(owner)
    .filter((coin) => coin.spendable && wallets.state(coin) === 'trusted' && ledger.heightOf(coin.txid) !== null);
}

function hexOf(transaction: CoinTransaction): string {
  return serializeTransaction(transaction).toString('hex');
}
