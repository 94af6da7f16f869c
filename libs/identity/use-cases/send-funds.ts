import { DomainError, KeyVault } from '@app/kernel';
import { type MinedTransaction, OutcomeUnknown } from '@app/utxo';
import {
  parseAddress,
  parseNote,
  parseTransfer,
  privateKeySeal,
  type Transfer,
  TransferFunds,
  type TransferOrder,
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
import { type CodeAttempt, VerifyOneTimePassword } from './verify-one-time-password.js';

export interface SendRequest extends TransferOrder {
  /** As the caller wrote it; '' when the server signs with the key that it keeps. */
  privateKey: string;
  /** A one-time password made for payments, '' when missing. */
  code: string;
  /** The user of the session. */
  sender: Pick<SessionOwner, 'userId' | 'email'> | undefined;
}

/** Sends funds: with the key in the request, or, for the owner of a session, with the key that the server keeps for them. */
export class SendFunds {
  constructor(
    private readonly transfer: TransferFunds,
    private readonly users: Users,
    private readonly verify: VerifyOneTimePassword,
    private readonly vault: KeyVault,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws with a key: RawKeyRefused, then what TransferFunds throws. Without: SessionRequired · what
   *   {@link parseTransfer} throws · InvalidNote · NotYourWallet · EmailNotConfirmed · IdempotencyKeyReused · RequestInFlight · what
   *   TransferFunds.rehearse throws · StepUpRequired · TooManyRequests · StepUpFailed · what TransferFunds throws
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
    if (await this.users.isCustodial(parseAddress(from, 'from'))) throw new RawKeyRefused();
  }

  private async sendFromCustody(request: SendRequest, sender: NonNullable<SendRequest['sender']>) {
    const wallet = await this.users.wallet(sender.userId);
    if (!wallet) throw new SessionRequired();
    const transfer = parseTransfer({ ...request, from: request.from || wallet.address });
    const { from } = transfer;
    // A code is not used up for what is refused.
    parseNote(request.note);
    if (from !== wallet.address) throw new NotYourWallet();
    if (!wallet.emailConfirmed) throw new EmailNotConfirmed();
    // A repetition needs no second code.
    const earlier = await this.transfer.earlier(transfer, request);
    if (earlier) return earlier;
    const usedCode = await this.stepUp(transfer, { ...request, email: sender.email });
    const privateKey = await this.vault.open(wallet.sealedPrivateKey, privateKeySeal(sender.userId, from));
    try {
      return await this.transfer.execute({ ...request, from, privateKey });
    } catch (error) {
      const isSettled = error instanceof DomainError && !(error instanceof OutcomeUnknown);
      if (usedCode && isSettled) await this.verify.giveBack(usedCode);
      throw error;
    } finally {
      privateKey.fill(0);
    }
  }

  /** The code that was used up, if the amount needed one. It is the last thing that is asked for, since it costs a mail. */
  private async stepUp(
    transfer: Transfer,
    { email, code, ip }: Omit<CodeAttempt, 'purpose'>,
  ): Promise<CodeAttempt | undefined> {
    const { stepUpAmount } = this.policy;
    if (stepUpAmount === undefined || transfer.amount <= stepUpAmount) return undefined;
    this.transfer.rehearse(transfer);
    if (code === '') throw new StepUpRequired();
    const attempt: CodeAttempt = { email, code, purpose: 'payment', ip };
    try {
      await this.verify.execute(attempt);
    } catch (error) {
      throw error instanceof InvalidOneTimePassword ? new StepUpFailed() : error;
    }
    return attempt;
  }
}
