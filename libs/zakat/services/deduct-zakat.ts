import { SignatureScheme } from '@app/chain';
import { Clock, KeyVault } from '@app/kernel';
import type { BlockIntent } from '@app/utxo';
import { type Address, planTransfer, privateKeySeal } from '@app/wallet';
import { ZAKAT_COMPANION } from '../model/zakat-record.js';
import { NothingDue } from '../zakat.errors.js';

/** A wallet whose key is kept. */
export interface ChargedWallet {
  readonly userId: string;
  readonly address: Address;
  readonly sealedPrivateKey: Uint8Array;
}

export interface Deduction {
  readonly runId: string;
  readonly pool: Address;
  readonly wallet: ChargedWallet;
  /** Units to deduct from a balance; none means that the wallet is left alone. */
  readonly amountOf: (balance: bigint) => bigint;
}

/** Makes deductions for the block producer, each with the record that is stored in the same database transaction. */
export class DeductZakat {
  constructor(
    private readonly vault: KeyVault,
    private readonly scheme: SignatureScheme,
    private readonly clock: Clock,
  ) {}

  /** @returns undefined when the key of the wallet does not open */
  async prepare(deduction: Deduction): Promise<BlockIntent | undefined> {
    const { userId, address, sealedPrivateKey } = deduction.wallet;
    const seal = privateKeySeal(userId, address);
    const privateKey = await this.vault.open(sealedPrivateKey, seal).catch(() => undefined);
    return privateKey && this.intent(deduction, privateKey);
  }

  private intent({ runId, pool, wallet, amountOf }: Deduction, privateKey: Uint8Array): BlockIntent {
    const signer = { privateKey, publicKey: this.scheme.publicKeyOf(privateKey) };
    return {
      /** @throws NothingDue */
      plan: (coins) => {
        const balance = coins.balance(wallet.address);
        const amount = amountOf(balance);
        if (amount === 0n) throw new NothingDue();
        const values = {
          run_id: runId,
          user_id: wallet.userId,
          wallet_address: wallet.address,
          amount: String(amount),
          balance: String(balance),
          created_at: new Date(this.clock.nowMs()).toISOString(),
        };
        return {
          ...planTransfer(coins, { from: wallet.address, to: pool, amount }, { type: 'zakat_deduction', signer }),
          companions: [{ kind: ZAKAT_COMPANION, values }],
        };
      },
      settled: () => privateKey.fill(0),
    };
  }
}
