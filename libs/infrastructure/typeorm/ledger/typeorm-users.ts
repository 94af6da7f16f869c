import { fromHex } from '@app/chain';
import { type NewUser, Users, UserWriteFailed } from '@app/identity';
import { type Statements, write } from '../../sql/statement.js';
import { ConstraintViolated } from '../database.errors.js';

/** Both rows or none, and the name of the constraint says which of them was refused. */
export const REGISTER_USER = write('register_user', {
  parameters: {
    id: 'uuid',
    full_name: 'text',
    email: 'text',
    sealed_cnic: 'bytea',
    cnic_hash: 'bytea',
    wallet_address: 'bytea',
    sealed_private_key: 'bytea',
    created_at: 'timestamptz',
  },
  columns: {},
  sql: `WITH person AS (
          INSERT INTO users (id, full_name, email, sealed_cnic, cnic_hash, created_at) VALUES ($1, $2, $3, $4, $5, $8)
          RETURNING id)
        INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
        SELECT id, $6, $7, $8 FROM person`,
});

export class TypeormUsers extends Users {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async register(user: NewUser): Promise<void> {
    try {
      await this.statements.run(REGISTER_USER, {
        id: user.id,
        full_name: user.fullName,
        email: user.email,
        sealed_cnic: user.sealedCnic,
        cnic_hash: user.cnicHash,
        wallet_address: fromHex(user.walletAddress, 32)!,
        sealed_private_key: user.sealedPrivateKey,
        created_at: new Date(user.createdAtMs),
      });
    } catch (cause) {
      const profileRefused = cause instanceof ConstraintViolated && cause.constraint.startsWith('wallet_profiles_');
      throw new UserWriteFailed(profileRefused ? 'wallet_profile' : 'user', { cause });
    }
  }
}
