import { EnvelopeVault } from '@app/infrastructure/crypto/envelope-vault.js';
import { CreateWallet } from '@app/wallet';
import { KeptPool } from '../../../test/support/kept-pool.js';
import { keyPair, RecordingLog, StandingClock, scheme } from '../../../test/support/ledger.js';
import { poolKeySeal } from '../ports/pool-wallets.js';
import { FindPool, PoolChoice } from './find-pool.js';
import { MakePool } from './make-pool.js';

const vault = EnvelopeVault.ephemeral();
const { address } = keyPair(1);

function arrange(configured: string | undefined) {
  const kept = new KeptPool();
  const choice = new PoolChoice(configured);
  const make = new MakePool(choice, kept, new CreateWallet(scheme), vault, new StandingClock(), new RecordingLog());
  return { kept, find: new FindPool(choice, kept), make: () => make.execute({ actor: 'administrator:amina', ip: '' }) };
}

test('a pool is made once, and its sealed key is that of its address', async () => {
  const { find, make } = arrange(undefined);
  await expect(find.execute()).rejects.toMatchObject({ code: 'zakat_pool_not_set' });
  const made = await make();
  expect(await find.execute()).toEqual({ address: made.address, sealedPrivateKey: made.sealedPrivateKey });
  expect(await vault.open(made.sealedPrivateKey, poolKeySeal(made.address))).toHaveLength(32);
  await expect(make()).rejects.toMatchObject({ code: 'zakat_pool_made_already', kind: 'conflict' });
});

test('the configured pool goes before the one that was made here, and its key is not here', async () => {
  const { kept, find, make } = arrange(address);
  await expect(make()).rejects.toMatchObject({ code: 'zakat_pool_held_elsewhere', kind: 'conflict' });
  await kept.add({ address: keyPair(2).address, sealedPrivateKey: Buffer.alloc(1), madeBy: 'a', createdAtMs: 0 });
  expect(await find.execute()).toEqual({ address, sealedPrivateKey: undefined });
});

test('the configured pool may be the one that was made here', async () => {
  const { kept, find } = arrange(address);
  await kept.add({ address, sealedPrivateKey: Buffer.alloc(1), madeBy: 'a', createdAtMs: 0 });
  expect(await find.execute()).toEqual({ address, sealedPrivateKey: Buffer.alloc(1) });
});
