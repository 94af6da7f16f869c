import { randomUUID } from 'node:crypto';
import { toHex } from '@app/chain';
import { Clock, KeyVault, type SealContext, SystemLog } from '@app/kernel';
import { type Address, CreateWallet, privateKeySeal } from '@app/wallet';
import { AlreadyRegistered, UserNotCreated } from '../identity.errors.js';
import type { IdentityPolicy } from '../model/identity-policy.js';
import { networkHash } from '../model/network.js';
import { cnicKey, emailKey, exclusivePersonalData, type PersonalData, personalData } from '../model/personal-data.js';
import { Users, UserWriteFailed } from '../ports/users.js';
import { ThrottleCaller } from './throttle-caller.js';

export interface RegistrationRequest extends PersonalData {
  ip: string;
}

export interface RegisteredUser extends PersonalData {
  readonly id: string;
  readonly address: Address;
  /** Hex, for the caller alone, and only in demo mode: else the key never leaves the server. At rest it is sealed. */
  readonly privateKey: string | undefined;
}

/** Where a user's national ID is sealed to. */
export function cnicSeal(userId: string): SealContext {
  return { table: 'users', column: 'cnic', row: userId };
}

/** Creates a user with a wallet of their own. In production e-mail and national ID are claimed by the first login, not here. */
export class RegisterUser {
  constructor(
    private readonly users: Users,
    private readonly createWallet: CreateWallet,
    private readonly throttle: ThrottleCaller,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
    private readonly policy: IdentityPolicy,
  ) {}

  /** @throws FieldsRequired · TooManyRequests · AlreadyRegistered · UserNotCreated */
  async execute({ ip, ...given }: RegistrationRequest): Promise<RegisteredUser> {
    const { exclusive } = this.policy;
    const data = exclusive ? exclusivePersonalData(given) : personalData(given);
    await this.throttle.execute({ act: 'register', ip });
    const { address, privateKey } = this.createWallet.execute();
    try {
      const id = randomUUID();
      await this.store(id, data, address, privateKey, ip);
      await this.log.record({ level: 'info', type: 'user_registered', message: `user ${id} registered`, ip });
      return { ...data, id, address, privateKey: exclusive ? undefined : toHex(privateKey) };
    } finally {
      privateKey.fill(0);
    }
  }

  private async store(id: string, data: PersonalData, address: Address, privateKey: Uint8Array, ip: string) {
    try {
      await this.users.register({
        id,
        fullName: data.fullName,
        email: data.email,
        mailbox: emailKey(data.email),
        sealedCnic: await this.vault.seal(Buffer.from(data.cnic), cnicSeal(id)),
        cnicHash: this.vault.keyedHash('cnic', cnicKey(data.cnic)),
        exclusive: this.policy.exclusive,
        walletAddress: address,
        sealedPrivateKey: await this.vault.seal(privateKey, privateKeySeal(id, address)),
        registeredFrom: networkHash(this.vault, ip),
        createdAtMs: this.clock.nowMs(),
      });
    } catch (cause) {
      await this.reportFailure(cause, ip);
    }
  }

  private async reportFailure(cause: unknown, ip: string): Promise<never> {
    if (cause instanceof AlreadyRegistered) {
      const message = 'a registration was refused: e-mail or national ID is taken';
      await this.log.record({ level: 'warn', type: 'user_exists', message, ip });
      throw cause;
    }
    const profileFailed = cause instanceof UserWriteFailed && cause.part === 'wallet_profile';
    const what = profileFailed ? 'wallet profile' : 'user';
    const type = profileFailed ? 'wallet_profile_create_failed' : 'user_create_failed';
    await this.log.record({ level: 'error', type, message: `failed to create ${what}`, ip });
    throw new UserNotCreated(`failed to create ${what}`, { cause });
  }
}
