import type { Block, BlockEffects } from '@app/chain';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { TouchedWallets } from './touched-wallets.js';

const hash = (name: string) => Buffer.from(name.padEnd(32));
const hex = (name: string) => hash(name).toString('hex');
const ALL = ['a', 'b', 'c', 'd'].map(hex);

/** Transactions from `firstKey` on, each `[payer, receiver]`. */
function stored(firstKey: number, ...moves: [string, string][]): [Block, BlockEffects] {
  const transactions = moves.map(([, to]) => ({ outputs: [{ value: 1n, pubKeyHash: hash(to) }] }));
  const effects = {
    transactions: moves.map(([from]) => ({ payers: [hex(from)] })),
    tip: { nextTransactionKey: firstKey + moves.length },
  };
  return [{ transactions } as unknown as Block, effects as unknown as BlockEffects];
}

describe('wallets that the last blocks touched', () => {
  let touched: TouchedWallets;
  beforeEach(() => {
    touched = new TouchedWallets();
    touched.add(...stored(5, ['a', 'b'], ['a', 'a']));
    touched.add(...stored(7, ['c', 'a']));
  });

  it('are who paid or was paid in the asked part of the chain', () => {
    expect(touched.among(ALL, 5, 8)).toEqual({ addresses: ['a', 'b', 'c'].map(hex), untilKey: 8 });
    expect(touched.among(ALL, 7, 8)).toEqual({ addresses: ['a', 'c'].map(hex), untilKey: 8 });
    expect(touched.among([hex('d')], 6, 7)).toEqual({ addresses: [], untilKey: 7 });
  });

  it('are told up to the last block of this process, where the chain goes on', () => {
    expect(touched.among(ALL, 6, 50)).toEqual({ addresses: ['a', 'b', 'c'].map(hex), untilKey: 8 });
  });

  it('are not known before its first block, nor behind its last one', () => {
    expect(touched.among(ALL, 4, 8)).toBeUndefined();
    expect(touched.among(ALL, 8, 9)).toBeUndefined();
    expect(touched.among(ALL, 8, 8)).toBeUndefined();
  });

  it('are not known before a block that another process stored', () => {
    touched.add(...stored(10, ['d', 'd']));
    expect(touched.among(ALL, 7, 11)).toBeUndefined();
    expect(touched.among(ALL, 10, 11)).toEqual({ addresses: [hex('d')], untilKey: 11 });
  });

  it('are forgotten after many blocks', () => {
    for (let key = 8; key < 100; key++) touched.add(...stored(key, ['d', 'd']));
    expect(touched.among(ALL, 7, 9)).toBeUndefined();
    expect(touched.among(ALL, 99, 100)).toEqual({ addresses: [hex('d')], untilKey: 100 });
  });
});
