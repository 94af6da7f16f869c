import { type LedgerClient, succeeded } from './ledger-client.js';

/** A registered user of a demo with a session. */
export interface SessionUser {
  readonly address: string;
  readonly checksummed: string;
  readonly privateKey: string;
  readonly session: { readonly authorization: string };
}

/** Registers a user of a demo and logs them in. */
export async function registerAndLogIn(client: LedgerClient, name: string, digit: number): Promise<SessionUser> {
  const email = `${name.toLowerCase()}@example.com`;
  const cnic = `35202-${`${digit}`.repeat(7)}-1`;
  const user = succeeded(await client.post('/register', { full_name: name, email, cnic }));
  return {
    address: user.wallet_address,
    checksummed: user.checksummed_address,
    privateKey: user.private_key,
    session: await sessionOf(client, email),
  };
}

/** Logs a user of a demo in. @returns the header of their session */
export async function sessionOf(client: LedgerClient, email: string): Promise<SessionUser['session']> {
  const code = succeeded(await client.post('/auth/request-otp', { email }));
  const { token } = succeeded(await client.post('/auth/verify-otp', { email, otp: code.otp }));
  return { authorization: `Bearer ${token}` };
}
