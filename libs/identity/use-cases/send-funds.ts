import { KeyVault } from '@app/kernel';
import { InsufficientFunds, type MinedTransaction } from '@app/utxo';
import {
  parseAddress,
  parsePayment,
  privateKeySeal,
  ReadBalance,
  TransferFunds,
  type TransferRequest,
} from '@app/wallet';
import {
  EmailNotConfirmed,
  InvalidOneTimePassword,
  NotYourWallet,
  RawKeyRefused,
  SessionRequired,
  StepUpFailed,
  StepUpRequired,
} from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { Users } from '../ports/users.js';
import type { SessionOwner } from './authenticate-session.js';
import { VerifyOneTimePassword } from './verify-one-time-password.js';

export interface SendRequest extends TransferRequest {
  /** As the caller wrote it; '' when he signs with the key that is kept for him. */
  privateKey: string;
  /** A one-time password made for payments, '' when missing. */
  code: string;
  /** Whoever's session it is. */
  sender: Pick<SessionOwner, 'userId' | 'email'> | undefined;
}

/** Sends funds: with the key in the request, or, for the owner of a session, with the key that is kept for him. */
export class SendFunds {
  constructor(
    private readonly transfer: TransferFunds,
    private readonly users: Users,
    private readonly balances: ReadBalance,
    private readonly verify: VerifyOneTimePassword,
    private readonly vault: KeyVault,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws with a key: RawKeyRefused, then what TransferFunds throws. Without: SessionRequired · what
   *   {@link parsePayment} throws · NotYourWallet · EmailNotConfirmed · IdempotencyKeyReused · RequestInFlight ·
   *   InsufficientFunds · StepUpRequired · TooManyRequests · StepUpFailed · what TransferFunds throws
   */
  async execute(request: SendRequest): Promise<MinedTransaction> {
    const { rawKeySigning } = this.policy;
    if (request.privateKey !== '' || (!request.sender && rawKeySigning === 'anybody')) {
      // In a demo this costs nothing more than the transfer: no look at the database.
      if (rawKeySigning !== 'anybody') await this.refuseRawKey(request.from);
      return this.transfer.execute(request);
    }
    if (!request.sender) throw new SessionRequired();
    return this.sendFromCustody(request, request.sender);
  }

  private async refuseRawKey(from: string): Promise<void> {
    if (this.policy.rawKeySigning === 'nobody') throw new RawKeyRefused();
    if (await this.users.isCustodial(parseAddress(from))) throw new RawKeyRefused();
  }

  private async sendFromCustody(request: SendRequest, sender: NonNullable<SendRequest['sender']>) {
    const wallet = await this.users.wallet(sender.userId);
    if (!wallet) throw new SessionRequired();
    const { from } = parsePayment({ ...request, from: request.from || wallet.address });
    if (from !== wallet.address) throw new NotYourWallet();
    if (!wallet.emailConfirmed) throw new EmailNotConfirmed();
    // A repetition needs no second code.
    const earlier = await this.transfer.earlier({ ...request, from });
    if (earlier) return earlier;
    await this.stepUp(request, sender.email, wallet.address);
    const privateKey = await this.vault.open(wallet.sealedPrivateKey, privateKeySeal(sender.userId, from));
    try {
      return await this.transfer.execute({ ...request, from, privateKey });
    } finally {
      privateKey.fill(0);
    }
  }

  private async stepUp({ amount, code, ip }: SendRequest, email: string, address: string): Promise<void> {
    const { stepUpAmount } = this.policy;
    if (stepUpAmount === undefined || amount <= stepUpAmount) return;
    // Before the code, which would be used up for nothing. Never instead of it: the money may arrive a moment later.
    if ((await this.balances.execute(address)) < amount) throw new InsufficientFunds();
    if (code === '') throw new StepUpRequired();
    try {
      await this.verify.execute({ email, code, purpose: 'payment', ip });
    } catch (error) {
      throw error instanceof InvalidOneTimePassword ? new StepUpFailed() : error;
    }
  }
}
