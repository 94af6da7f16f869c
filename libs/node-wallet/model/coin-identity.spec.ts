import { WrongChainOrWallet } from '../coin.errors.js';
import { requireSameIdentity } from './coin-identity.js';

const pinned = {
  genesisHash: 'e0'.repeat(32),
  chain: 'regtest',
  walletId: '0d'.repeat(20),
  subversion: '/Floptoshi:2.0.0/',
};

describe('the pinned identity', () => {
  it('outlives an upgrade of the daemon', () => {
    expect(() => requireSameIdentity(pinned, { ...pinned, subversion: '/Floptoshi:2.1.0/' })).not.toThrow();
  });

  it.each([{ genesisHash: '1f'.repeat(32) }, { chain: 'main' }, { walletId: '52'.repeat(20) }])(
    'is not %j',
    (other) => {
      expect(() => requireSameIdentity(pinned, { ...pinned, ...other })).toThrow(WrongChainOrWallet);
    },
  );
});
