import { KeyVault } from '@app/kernel';
import { type Address, parseAddress, ReadBalance } from '@app/wallet';
import { SessionRequired } from '../identity.errors.js';
import { maskCnic } from '../model/personal-data.js';
import { Users } from '../ports/users.js';
import { cnicSeal } from './register-user.js';

export interface Profile {
  readonly userId: string;
  readonly fullName: string;
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly maskedCnic: string;
  readonly address: Address;
  readonly balance: bigint;
  readonly createdAtMs: number;
}

/** What users see of themselves. */
export class ReadProfile {
  constructor(
    private readonly users: Users,
    private readonly vault: KeyVault,
    private readonly balances: ReadBalance,
  ) {}

  /** @throws SessionRequired when there is no such user any more */
  async execute(userId: string): Promise<Profile> {
    const user = await this.users.profile(userId);
    if (!user) throw new SessionRequired();
    const cnic = await this.vault.open(user.sealedCnic, cnicSeal(user.id));
    return {
      userId: user.id,
      fullName: user.fullName,
      email: user.email,
      emailConfirmed: user.emailConfirmed,
      maskedCnic: maskCnic(cnic.toString('utf8')),
      address: parseAddress(user.address),
      balance: await this.balances.execute(user.address),
      createdAtMs: user.createdAtMs,
    };
  }
}
