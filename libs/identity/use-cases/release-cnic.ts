import { KeyVault, SystemLog } from '@app/kernel';
import { CnicNotClaimed, FieldsRequired } from '../identity.errors.js';
import { cnicKey } from '../model/personal-data.js';
import { Users } from '../ports/users.js';

/** Takes a national ID from the user who has claimed it, for its owner, who has shown papers to an administrator. */
export class ReleaseCnic {
  constructor(
    private readonly users: Users,
    private readonly vault: KeyVault,
    private readonly log: SystemLog,
  ) {}

  /**
   * Resolves with the ID of the user who had it.
   * @throws FieldsRequired · CnicNotClaimed
   */
  async execute({ cnic, actor, ip }: { cnic: string; actor: string; ip: string }): Promise<string> {
    const key = cnicKey(cnic);
    if (key === '') throw new FieldsRequired('cnic is required', { field: 'cnic' });
    const userId = await this.users.releaseCnic(this.vault.keyedHash('cnic', key), actor);
    if (userId === undefined) throw new CnicNotClaimed();
    await this.log.record({ level: 'warn', type: 'cnic_released', message: `user ${userId} lost a national ID`, ip });
    return userId;
  }
}
