import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CoinKey, unlocks } from '@app/infrastructure/flopcoin/coin-key.js';
import {
  parseTransaction,
  serializeTransaction,
  transactionId,
} from '@app/infrastructure/flopcoin/coin-transaction.js';
import { addressOfScript, bareKeys } from '@app/infrastructure/flopcoin/output-script.js';
import { Clock } from '@app/kernel';
import { Devnet } from './devnet.js';
import { MemoryDevnetStore } from './memory-devnet-store.js';

/** Made once by the code of 2026-11-26, which wrote every byte itself, and pinned. */
const pinned: {
  keys: { seed: number; publicKey: string; address: string; script: string }[];
  scripts: { script: string; address: string | null; bareKeys: string[] }[];
  transactions: { txid: string; hex: string; withWitness?: string }[];
  signatures: { seed: number; unsigned: string; index: number; scriptSig: string }[];
  devnet: { addresses: string[]; transactions: { txid: string; hex: string }[]; blocks: string[]; tipHash: string };
} = JSON.parse(readFileSync('test/vectors/coin-bytes.json', 'utf8'));

const FLOP = 100_000_000n;
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const sha256 = (text: string) => createHash('sha256').update(text).digest();
const keyOf = (seed: number) => new CoinKey(new Uint8Array(sha256(`coin key ${seed}`)));

class StoppedClock extends Clock {
  override nowMs(): number {
    return 1_790_000_000_000;
  }
}

describe('the bytes of the coin', () => {
  it.each(pinned.keys)('are the same for the key of $address', ({ seed, publicKey, address, script }) => {
    const key = keyOf(seed);
    expect([hexOf(key.publicKey), key.address, hexOf(key.script)]).toEqual([publicKey, address, script]);
  });

  it.each(pinned.scripts)('are read alike in the script "$script"', ({ script, address, bareKeys: keys }) => {
    expect(addressOfScript(bytesOf(script), 'regtest')).toBe(address);
    expect(bareKeys(bytesOf(script)).map(hexOf)).toEqual(keys);
  });

  it.each(pinned.transactions)('are the same for the transaction $txid', ({ txid, hex, withWitness = hex }) => {
    for (const written of [hex, withWitness]) {
      const transaction = parseTransaction(written);
      expect(transactionId(transaction)).toBe(txid);
      expect(hexOf(serializeTransaction(transaction))).toBe(hex);
    }
  });

  it('are the same for each signature, which opens the coin', () => {
    for (const { seed, unsigned, index, scriptSig } of pinned.signatures) {
      const key = keyOf(seed);
      const transaction = parseTransaction(unsigned);
      expect(hexOf(key.unlock(transaction, index))).toBe(scriptSig);
      transaction.inputs[index]!.scriptSig = bytesOf(scriptSig);
      expect(unlocks(transaction, index, key.script)).toBe(true);
    }
  });

  it('are the same for a whole devnet under the same clock and randomness', async () => {
    let count = 0;
    const store = new MemoryDevnetStore();
    const randomBytes = (length: number) => new Uint8Array(sha256(`bytes:${count++}`).subarray(0, length));
    const devnet = await Devnet.open({ store, clock: new StoppedClock(), randomBytes });
    const receive = async (amountUnits: bigint) => {
      const txid = await devnet.faucet(await devnet.newAddress('registry'), amountUnits);
      await devnet.mine(1);
      return txid;
    };
    const doomed = await receive(42n * FLOP);
    await receive(7n * FLOP);
    await devnet.reorganise({ depth: 2, doubleSpend: [doomed] });
    await devnet.mine(1);
    for (const amount of [8n, 3n, 2n]) await receive(amount * FLOP);
    const address = await devnet.newAddress('outside');
    for (const amountUnits of [2n * FLOP, 6n * FLOP + 5n, FLOP + 1n]) {
      const { transaction } = await devnet.prepare({ address, amountUnits, taken: [] });
      await devnet.accept(hexOf(serializeTransaction(transaction)));
    }
    await devnet.mine(2);
    const { keys, transactions, blocks, tipHash } = await store.load();
    expect({
      addresses: keys.map((key) => key.address),
      transactions,
      blocks: blocks.map(({ hash }) => hash),
      tipHash,
    }).toEqual(pinned.devnet);
  });
});
