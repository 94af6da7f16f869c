import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { CreateWallet } from '@app/wallet';
import { type PoolWallet, PoolWallets, poolKeySeal } from '../ports/pool-wallets.js';
import { PoolHeldElsewhere, PoolMadeAlready } from '../zakat.errors.js';
import { PoolChoice } from './find-pool.js';

/** Makes the wallet of the pool, once. Its key is sealed as those of users are, and never leaves the server. */
export class MakePool {
  constructor(
    private readonly choice: PoolChoice,
    private readonly wallets: PoolWallets,
    private readonly createWallet: CreateWallet,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /**
   * @param actor who asks, for the audit trail
   * @throws PoolMadeAlready · PoolHeldElsewhere
   */
  async execute({ actor, ip }: { actor: string; ip: string }): Promise<PoolWallet> {
    if (await this.wallets.find()) throw new PoolMadeAlready();
    if (this.choice.address !== undefined) throw new PoolHeldElsewhere();
    const { address, privateKey } = this.createWallet.execute();
    try {
      const sealedPrivateKey = await this.vault.seal(privateKey, poolKeySeal(address));
      const wallet = { address, sealedPrivateKey, madeBy: actor, createdAtMs: this.clock.nowMs() };
      if (!(await this.wallets.add(wallet))) throw new PoolMadeAlready();
      await this.log.record({ level: 'info', type: 'zakat_pool_made', message: `the zakat pool is ${address}`, ip });
      return wallet;
    } finally {
      privateKey.fill(0);
    }
  }
}
