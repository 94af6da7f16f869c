import { describe, expect, it } from '@jest/globals';
import type { LedgerTypes } from '../../../libs/client/index.js';
import { SHOWN, withEvents } from './with-events.js';

const mined = (txid: string) =>
  ({
    type: 'transaction.mined',
    data: { txid, sender: null, receiver: 'a', amount: 1n },
  }) as LedgerTypes.LedgerEventResponse;
const created = (height: number) =>
  ({
    type: 'block.created',
    data: { height, hash: `h${height}`, tx_count: 1, time: 1_795_766_400 },
  }) as LedgerTypes.LedgerEventResponse;

describe('the newest of the ledger', () => {
  it('has what was told before what was known, the newest first, and nothing twice', () => {
    const first = withEvents({ blocks: [], transfers: [] }, [created(1), mined('a'), mined('b')]);
    const then = withEvents(first, [created(1), mined('b'), created(2), mined('c')]);
    expect(then.blocks.map(({ index }) => index)).toEqual([2, 1]);
    expect(then.transfers.map(({ txid }) => txid)).toEqual(['c', 'b', 'a']);
    expect(then.blocks[0]!.timestamp).toBe(1_795_766_400);
  });

  it('is bounded however much is told', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => mined(`${index}`));
    expect(withEvents({ blocks: [], transfers: [] }, many).transfers).toHaveLength(SHOWN);
  });
});
