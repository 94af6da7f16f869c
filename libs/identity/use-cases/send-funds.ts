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
  SendLimitReached,
  SessionRequired,
  StepUpFailed,
  StepUpRequired,
} from '../identity.errors.js';
import type { KeyGrant } from '../model/api-key.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { Users } from '../ports/users.js';
import type { SessionOwner } from './authenticate-session.js';
import { type CountedPayment, LimitSending, refuseForeignReceiver } from './limit-sending.js';
import { type CodeAttempt, VerifyOneTimePassword } from './verify-one-time-password.js';

export interface SendRequest extends TransferOrder {
  /** As the caller wrote it; '' when the server signs with the key that it keeps. */
  privateKey: string;
  /** A one-time password made for payments, '' when missing. */
  code: string;
  /** The user of the session or of the key. */
  sender: (Pick<SessionOwner, 'userId' | 'email'> & { readonly key?: KeyGrant | undefined }) | undefined;
}

type CustodialRequest = SendRequest & { sender: NonNullable<SendRequest['sender']> };

/** By what a payment may be made: what is given back when it is not. */
interface Permit {
  readonly usedCode?: CodeAttempt;
  readonly counted?: CountedPayment | undefined;
}

/** Sends funds: with the key in the request, or, for the owner of a session, with the key that the server keeps for them. */
export class SendFunds {
  constructor(
    private readonly transfer: TransferFunds,
    private readonly users: Users,
    private readonly verify: VerifyOneTimePassword,
    private readonly limits: LimitSending,
    private readonly vault: KeyVault,
    private readonly policy: IdentityPolicy,
  ) {}

  /**
   * Resolves when the transaction is stored in a block.
   * @throws with a key: RawKeyRefused, then what TransferFunds throws. Without: SessionRequired · what
   *   {@link parseTransfer} throws · InvalidNote · NotYourWallet · EmailNotConfirmed · ReceiverNotAllowed · IdempotencyKeyReused ·
   *   RequestInFlight · what TransferFunds.rehearse throws · StepUpRequired · SendLimitReached · KeyLimitReached · TooManyRequests ·
   *   StepUpFailed · what TransferFunds throws
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
    refuseForeignReceiver(sender.key, transfer.to);
    // A repetition needs no second code.
    const earlier = await this.transfer.earlier(transfer, request);
    if (earlier) return earlier;
    const permit = await this.permit(transfer, { ...request, sender });
    const privateKey = await this.vault.open(wallet.sealedPrivateKey, privateKeySeal(sender.userId, from));
    try {
      const mined = await this.transfer.execute({ ...request, from, privateKey });
      if (mined.isReplay) await permit.counted?.takeOff();
      return mined;
    } catch (error) {
      if (error instanceof DomainError && !(error instanceof OutcomeUnknown)) await this.giveBack(permit);
      throw error;
    } finally {
      privateKey.fill(0);
    }
  }

  /** Asks for a code where the amount needs one, or what was sent without one before it. A code does not count against the limits. */
  private async permit(transfer: Transfer, { sender, code, ip }: CustodialRequest): Promise<Permit> {
    const attempt: CodeAttempt = { email: sender.email, code, purpose: 'payment', ip };
    const { stepUpAmount } = this.policy;
    const isLarge = stepUpAmount !== undefined && transfer.amount > stepUpAmount;
    const counted = isLarge ? 'refused' : await this.limits.count(transfer.amount, sender, false);
    if (counted !== 'refused') return { counted };
    const required = () => (isLarge ? new StepUpRequired() : new SendLimitReached());
    await this.confirm(transfer, attempt, required);
    try {
      return { usedCode: attempt, counted: await this.countConfirmed(transfer, sender) };
    } catch (error) {
      await this.verify.giveBack(attempt);
      throw error;
    }
  }

  private async countConfirmed({ amount }: Transfer, sender: CustodialRequest['sender']) {
    const counted = await this.limits.count(amount, sender, true);
    return counted === 'refused' ? undefined : counted;
  }

  /** Uses the code up. It is the last thing that is asked for, since it costs a mail. */
  private async confirm(transfer: Transfer, attempt: CodeAttempt, required: () => DomainError): Promise<void> {
    this.transfer.rehearse(transfer);
    if (attempt.code === '') throw required();
    try {
      await this.verify.execute(attempt);
    } catch (error) {
      throw error instanceof InvalidOneTimePassword ? new StepUpFailed() : error;
    }
  }

  /** After a payment that was certainly not made. */
  private async giveBack({ usedCode, counted }: Permit): Promise<void> {
    await counted?.takeOff();
    if (usedCode) await this.verify.giveBack(usedCode);
  }
}
