import { readFileSync } from 'node:fs';
import { hash160 } from '@app/node-wallet';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { CoinKey, unlocks } from './coin-key.js';
import { type CoinTransaction, parseTransaction } from './coin-transaction.js';
import { addressOfScript, outputScript } from './output-script.js';

const key = new CoinKey(new Uint8Array(32).fill(1));
const unsigned: CoinTransaction = {
  version: 1,
  inputs: [{ txid: 'ab'.repeat(32), vout: 0, scriptSig: new Uint8Array(), sequence: 0xffffffff }],
  outputs: [{ amountUnits: 5n, script: key.script }],
  lockTime: 0,
};
const signed = (): CoinTransaction => ({
  ...unsigned,
  inputs: [{ ...unsigned.inputs[0]!, scriptSig: key.unlock(unsigned, 0) }],
});

describe('a key of the coin', () => {
  it('has the address that its script pays', () => {
    expect(addressOfScript(key.script, 'regtest')).toBe(key.address);
    expect(key.address).toMatch(/^[mn]/);
  });

  it('opens its own coin and no other', () => {
    expect(unlocks(signed(), 0, key.script)).toBe(true);
    expect(unlocks(signed(), 0, new CoinKey(new Uint8Array(32).fill(2)).script)).toBe(false);
  });

  it('signs everything: no change of the transaction goes unnoticed', () => {
    const transaction = signed();
    expect(unlocks({ ...transaction, lockTime: 1 }, 0, key.script)).toBe(false);
    expect(unlocks({ ...transaction, outputs: [{ amountUnits: 6n, script: key.script }] }, 0, key.script)).toBe(false);
    for (let at = 0; at < transaction.inputs[0]!.scriptSig.length; at++) {
      const scriptSig = transaction.inputs[0]!.scriptSig.slice();
      scriptSig[at]! ^= 1;
      expect(unlocks({ ...transaction, inputs: [{ ...transaction.inputs[0]!, scriptSig }] }, 0, key.script)).toBe(
        false,
      );
    }
  });

  it('takes a signature in one spelling alone: strict DER with a low S, both pushed the short way', () => {
    const scriptSig = key.unlock(unsigned, 0);
    const opened = (changed: readonly number[]) =>
      unlocks(
        { ...unsigned, inputs: [{ ...unsigned.inputs[0]!, scriptSig: Uint8Array.from(changed) }] },
        0,
        key.script,
      );
    const der = scriptSig.slice(1, scriptSig[0]!);
    const { r, s } = secp256k1.Signature.fromBytes(der, 'der');
    const highS = new secp256k1.Signature(r, secp256k1.Point.Fn.ORDER - s).toBytes('der');
    const spelled = (signature: readonly number[]) => [signature.length + 1, ...signature, 1, 33, ...key.publicKey];
    expect(opened(spelled([...der]))).toBe(true);
    expect(opened(spelled([...highS]))).toBe(false);
    expect(opened(spelled([...der, 0]))).toBe(false);
    expect(opened(spelled([0x30, 0x81, ...der.slice(1)]))).toBe(false);
    expect(opened(spelled([0x30, der[1]! + 1, 2, der[3]! + 1, 0, ...der.slice(4)]))).toBe(false);
    expect(opened([0x4c, ...scriptSig])).toBe(false);
    expect(opened([...scriptSig, 0x51])).toBe(false);
    expect(opened([])).toBe(false);
  });

  it('agrees with the signatures that Flopcoin Core makes', () => {
    const recorded: { daemon: string; method: string; http: number; body: string }[] = JSON.parse(
      readFileSync('test/vectors/flopcoin-rpc.json', 'utf8'),
    );
    const { body } = recorded.find((e) => e.daemon === 'flop' && e.method === 'signrawtransaction' && e.http === 200)!;
    const transaction = parseTransaction(JSON.parse(body).result.hex);
    expect(transaction.inputs).toHaveLength(4);
    const byKey = transaction.inputs.filter(({ scriptSig }) => scriptSig.length > 100);
    expect(byKey.length).toBeGreaterThan(0);
    for (const input of byKey) {
      const publicKey = input.scriptSig.slice(-33);
      const script = outputScript({ kind: 'key', hash: hash160(publicKey) });
      expect(unlocks(transaction, transaction.inputs.indexOf(input), script)).toBe(true);
    }
  });
});
