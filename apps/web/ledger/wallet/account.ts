import { signal } from '@preact/signals';
import { type Ledger, type LedgerTypes, MizanError } from 'mizan-client';
import { ledger, ledgerOf } from '../../shell/ledger-client.js';
import type { Paid, Payment } from './payment.js';

/** Who is logged in. The token is in the memory of this page alone, inside `as`. */
export interface Session {
  readonly profile: LedgerTypes.ProfileResponse;
  readonly as: Ledger;
}

export const session = signal<Session | undefined>(undefined);
/** The server ended the last one. */
export const hasEnded = signal(false);

/** No session came for this code. The server does not tell a wrong code from an address that is not registered. */
export class WrongCode extends Error {
  override readonly name = 'WrongCode';
}

/** Has a code sent. @returns the code where the server shows it, as a demo does */
export async function askLoginCode(email: string): Promise<string | undefined> {
  return (await ledger.requestOtp({ email })).otp;
}

/** @throws WrongCode */
export async function logIn(email: string, otp: string): Promise<void> {
  const { token } = await ledger.verifyOtp({ email, otp }).catch((error: unknown) => {
    if (error instanceof MizanError && error.status === 401) throw new WrongCode(error.message, { cause: error });
    throw error;
  });
  if (token === undefined) throw new WrongCode('no session came for this code');
  const as = ledgerOf(token);
  session.value = { as, profile: await as.getMe() };
  hasEnded.value = false;
}

/** The page forgets the token, whether the server hears of it or not; there it ends by itself after 15 minutes. */
export async function logOut(): Promise<void> {
  const { value } = session;
  session.value = undefined;
  await value?.as.logOut({});
}

/** Has the server sign with the key that it keeps. @param otp a code for payments, where the amount needs one */
export function payFromAccount({ to, amount, note, request, idempotencyKey }: Payment, otp?: string): Promise<Paid> {
  return inSession(({ as, profile: { wallet_address: from } }) =>
    as.sendTransfer({ from, to, amount, note, request, otp, idempotencyKey }),
  );
}

/** Has a code for one payment sent. @returns the code where the server shows it */
export function askPaymentCode(): Promise<string | undefined> {
  return inSession(async ({ as, profile: { email } }) => (await as.requestOtp({ email, purpose: 'payment' })).otp);
}

/** Does something as who is logged in, and shows the login again when the server has ended the session. */
export async function inSession<Result>(act: (session: Session) => Promise<Result>): Promise<Result> {
  const { value } = session;
  if (!value) throw new Error('no user is logged in');
  try {
    return await act(value);
  } catch (error) {
    if (error instanceof MizanError && error.status === 401 && session.value === value) {
      session.value = undefined;
      hasEnded.value = true;
    }
    throw error;
  }
}
