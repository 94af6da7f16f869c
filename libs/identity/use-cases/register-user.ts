import { randomUUID } from 'node:crypto';
import { toHex } from '@app/chain';
import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { type Address, CreateWallet, privateKeySeal } from '@app/wallet';
import { UserNotCreated } from '../identity.errors.js';
import { cnicKey, type PersonalData, personalData } from '../model/personal-data.js';
import { Users, UserWriteFailed } from '../ports/users.js';

export interface RegistrationRequest {
  fullName: string;
  email: string;
  cnic: string;
  ip: string;
}

export interface RegisteredUser extends PersonalData {
  readonly id: string;
  readonly address: Address;
  /** Hex; shown once, to the caller alone. At rest it is sealed. */
  readonly privateKey: string;
}

/** Creates a user with a wallet of his own. */
export class RegisterUser {
  constructor(
    private readonly users: Users,
    private readonly createWallet: CreateWallet,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /** @throws FieldsRequired · UserNotCreated */
  async execute(request: RegistrationRequest): Promise<RegisteredUser> {
    const data = personalData(request);
    const { address, privateKey } = this.createWallet.execute();
    const id = randomUUID();
    try {
      await this.users.register({
        id,
        fullName: data.fullName,
        email: data.email,
        sealedCnic: await this.vault.seal(Buffer.from(data.cnic), { table: 'users', column: 'cnic', row: id }),
        cnicHash: this.vault.keyedHash('cnic', cnicKey(data.cnic)),
        walletAddress: address,
        sealedPrivateKey: await this.vault.seal(privateKey, privateKeySeal(id, address)),
        createdAtMs: this.clock.nowMs(),
      });
    } catch (cause) {
      privateKey.fill(0);
      await this.reportFailure(cause, request.ip);
    }
    const registered = { ...data, id, address, privateKey: toHex(privateKey) };
    privateKey.fill(0);
    await this.log.record({ level: 'info', type: 'user_registered', message: `user ${id} registered`, ip: request.ip });
    return registered;
  }

  private async reportFailure(cause: unknown, ip: string): Promise<never> {
    const profileFailed = cause instanceof UserWriteFailed && cause.part === 'wallet_profile';
    const what = profileFailed ? 'wallet profile' : 'user';
    const type = profileFailed ? 'wallet_profile_create_failed' : 'user_create_failed';
    await this.log.record({ level: 'error', type, message: `failed to create ${what}`, ip });
    throw new UserNotCreated(`failed to create ${what}`, { cause });
  }
}
