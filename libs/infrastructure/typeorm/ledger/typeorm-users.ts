import { fromHex, toHex } from '@app/chain';
import {
  AlreadyRegistered,
  type CustodialWallet,
  type KnownUser,
  type NewUser,
  type UserProfile,
  Users,
  UserWriteFailed,
} from '@app/identity';
import { read, type Statements, write } from '../../sql/statement.js';
import { ConstraintViolated } from '../database.errors.js';

/** Both rows or none, and the name of the constraint says which of them was refused. */
export const REGISTER_USER = write('register_user', {
  parameters: {
    id: 'uuid',
    full_name: 'text',
    email: 'text',
    mailbox: 'text',
    sealed_cnic: 'bytea',
    cnic_hash: 'bytea',
    exclusive: 'boolean',
    wallet_address: 'bytea',
    sealed_private_key: 'bytea',
    created_at: 'timestamptz',
  },
  columns: {},
  sql: `WITH person AS (
          INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, claimed_mailbox, claimed_cnic_hash, created_at)
          VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN $4 END, CASE WHEN $7 THEN $6::bytea END, $10)
          RETURNING id)
        INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
        SELECT id, $8, $9, $10 FROM person`,
});

export const USER_OF_MAILBOX = read('user_of_mailbox', {
  parameters: { mailbox: 'text', or_newest: 'boolean' },
  columns: { id: 'uuid', email: 'text' },
  sql: `SELECT id, email FROM users WHERE mailbox = $1 AND (claimed_mailbox IS NOT NULL OR $2)
        ORDER BY claimed_mailbox IS NULL, created_at DESC, id LIMIT 1`,
});

export const USER_PROFILE = read('user_profile', {
  parameters: { user_id: 'uuid' },
  columns: {
    full_name: 'text',
    email: 'text',
    sealed_cnic: 'bytea',
    wallet_address: 'bytea',
    created_at: 'timestamptz',
    confirmed: 'boolean',
  },
  sql: `SELECT full_name, email, sealed_cnic, wallet_address, u.created_at, email_confirmed_at IS NOT NULL AS confirmed
        FROM users u JOIN wallet_profiles w ON w.user_id = u.id WHERE u.id = $1`,
});

export const WALLET_OF_USER = read('wallet_of_user', {
  parameters: { user_id: 'uuid' },
  columns: { wallet_address: 'bytea', sealed_private_key: 'bytea', confirmed: 'boolean' },
  sql: `SELECT wallet_address, sealed_private_key, email_confirmed_at IS NOT NULL AS confirmed
        FROM users u JOIN wallet_profiles w ON w.user_id = u.id WHERE u.id = $1`,
});

export const WALLET_IS_CUSTODIAL = read('wallet_is_custodial', {
  parameters: { wallet_address: 'bytea' },
  columns: { custodial: 'boolean' },
  sql: `SELECT EXISTS (SELECT 1 FROM wallet_profiles w JOIN users u ON u.id = w.user_id
          WHERE wallet_address = $1 AND claimed_mailbox IS NOT NULL) AS custodial`,
});

const CLAIMS: readonly string[] = ['users_claimed_mailbox', 'users_claimed_cnic_hash'];

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
        mailbox: user.mailbox,
        sealed_cnic: user.sealedCnic,
        cnic_hash: user.cnicHash,
        exclusive: user.exclusive,
        wallet_address: fromHex(user.walletAddress, 32)!,
        sealed_private_key: user.sealedPrivateKey,
        created_at: new Date(user.createdAtMs),
      });
    } catch (cause) {
      const constraint = cause instanceof ConstraintViolated ? cause.constraint : '';
      if (CLAIMS.includes(constraint)) throw new AlreadyRegistered({ cause });
      throw new UserWriteFailed(constraint.startsWith('wallet_profiles_') ? 'wallet_profile' : 'user', { cause });
    }
  }

  override async findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined> {
    const [user] = await this.statements.run(USER_OF_MAILBOX, { mailbox, or_newest: orNewest });
    return user;
  }

  override async profile(userId: string): Promise<UserProfile | undefined> {
    const [row] = await this.statements.run(USER_PROFILE, { user_id: userId });
    if (!row) return undefined;
    return {
      id: userId,
      fullName: row.full_name,
      email: row.email,
      sealedCnic: row.sealed_cnic,
      address: toHex(row.wallet_address),
      createdAtMs: row.created_at.getTime(),
      emailConfirmed: row.confirmed,
    };
  }

  override async wallet(userId: string): Promise<CustodialWallet | undefined> {
    const [row] = await this.statements.run(WALLET_OF_USER, { user_id: userId });
    if (!row) return undefined;
    return {
      address: toHex(row.wallet_address),
      sealedPrivateKey: row.sealed_private_key,
      emailConfirmed: row.confirmed,
    };
  }

  override async isCustodial(address: string): Promise<boolean> {
    const [row] = await this.statements.run(WALLET_IS_CUSTODIAL, { wallet_address: fromHex(address, 32)! });
    return row!.custodial;
  }
}
