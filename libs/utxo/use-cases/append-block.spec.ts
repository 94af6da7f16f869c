import { AppendUnsettled } from '@app/chain';
import { keyPair, openLedger } from '../../../test/support/ledger.js';

const { address } = keyPair(1);

test('a process that may append no more and cannot learn the outcome stands down once its callers have given up', async () => {
  const { producer, faucet, store, index, tip } = await openLedger({ patienceMs: 30 });
  const forked = new Promise<void>((resolve) => producer.start(tip, resolve));
  store.after = () => {
    throw new AppendUnsettled('the block is stored, and a standby may lack it');
  };
  const fund = () => faucet.execute({ address, amount: 1n, ip: '' });
  await expect(fund()).rejects.toMatchObject({ code: 'outcome_unknown' });
  await forked;
  await expect(fund()).rejects.toMatchObject({ code: 'not_writing' });
  expect((await producer.standAside()).header.height).toBe(0);
  expect([store.blocks.length, index.balance(address)]).toEqual([2, 0n]);
});
