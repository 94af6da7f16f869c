import { fromHex, toHex } from '@app/chain';
import {
  AlreadyRegistered,
  type CustodialWallet,
  type KnownUser,
  type LoginCandidate,
  type MailboxReader,
  type NewUser,
  type UserProfile,
  Users,
  UserWriteFailed,
} from '@app/identity';
import { ConstraintViolated } from '../database.errors.js';
import { read, type Statements, write } from '../statement.js';

/** Both rows or none, and the name of the constraint says which of them was refused. */
export const REGISTER_USER = write('register_user', {
  parameters: {
    id: 'uuid',
    full_name: 'text',
    email: 'text',
    mailbox: 'text',
    sealed_cnic: 'bytea',
    cnic_hash: 'bytea',
    custodial: 'boolean',
    wallet_address: 'bytea',
    sealed_private_key: 'bytea',
    created_at: 'timestamptz',
    registered_from: 'bytea',
  },
  columns: { registered: 'boolean' },
  sql: `WITH person AS (
          INSERT INTO users (id, full_name, email, mailbox, sealed_cnic, cnic_hash, custodial, registered_from, created_at)
          SELECT $1, $2, $3, $4, $5, $6, $7, $11, $10
          WHERE NOT ($7 AND EXISTS (SELECT 1 FROM users WHERE claimed_mailbox = $4 OR claimed_cnic_hash = $6))
          RETURNING id),
        profile AS (
          INSERT INTO wallet_profiles (user_id, wallet_address, sealed_private_key, created_at)
          SELECT id, $8, $9, $10 FROM person)
        SELECT EXISTS (SELECT 1 FROM person) AS registered`,
});

export const USER_OF_MAILBOX = read('user_of_mailbox', {
  parameters: { mailbox: 'text', or_newest: 'boolean' },
  columns: { id: 'uuid', email: 'text' },
  sql: `SELECT id, email FROM users WHERE mailbox = $1 AND (claimed_mailbox IS NOT NULL OR $2)
        ORDER BY claimed_mailbox IS NULL, created_at DESC, id LIMIT 1`,
});

export const ADDRESSEE_OF_CODE = read('addressee_of_code', {
  parameters: { mailbox: 'text', email: 'text', network: 'bytea' },
  columns: { id: 'uuid', email: 'text' },
  sql: `SELECT id, email FROM users WHERE mailbox = $1 AND custodial
        ORDER BY claimed_mailbox IS NULL, email <> $2, registered_from IS DISTINCT FROM $3, created_at DESC, id LIMIT 1`,
});

export const LOGIN_CANDIDATES = read('login_candidates', {
  parameters: { mailbox: 'text', sent_to: 'text', network: 'bytea', user_id: 'uuid null' },
  columns: { id: 'uuid', confirmed: 'boolean', cnic_taken: 'boolean', is_from_here: 'boolean' },
  sql: `SELECT id, claimed_mailbox IS NOT NULL AS confirmed, registered_from IS NOT DISTINCT FROM $3 AS is_from_here,
          EXISTS (SELECT 1 FROM users c WHERE c.claimed_cnic_hash = u.cnic_hash AND c.id <> u.id) AS cnic_taken
        FROM users u
        WHERE mailbox = $1 AND custodial AND email = $2 AND (claimed_mailbox IS NOT NULL OR $4::uuid IS NULL OR id = $4)
        ORDER BY confirmed DESC, cnic_taken, is_from_here DESC, created_at DESC, id LIMIT 2`,
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
          WHERE wallet_address = $1 AND u.custodial) AS custodial`,
});

export const RELEASE_CNIC = write('release_cnic', {
  parameters: { cnic_hash: 'bytea', actor: 'text' },
  columns: { id: 'uuid' },
  sql: `WITH released AS (UPDATE users SET claimed_cnic_hash = NULL WHERE claimed_cnic_hash = $1 RETURNING id)
        SELECT r.id FROM released r, LATERAL append_audit('cnic_released', 'user:' || r.id, '{}', $2)`,
});

export class SqlUsers extends Users {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async register(user: NewUser): Promise<void> {
    const registered = await this.store(user);
    if (!registered) throw new AlreadyRegistered();
  }

  override async findByMailbox(mailbox: string, orNewest: boolean): Promise<KnownUser | undefined> {
    const [user] = await this.statements.run(USER_OF_MAILBOX, { mailbox, or_newest: orNewest });
    return user;
  }

  override async addressee(asked: {
    mailbox: string;
    email: string;
    network: Uint8Array;
  }): Promise<KnownUser | undefined> {
    const [user] = await this.statements.run(ADDRESSEE_OF_CODE, asked);
    return user;
  }

  override async loginCandidates({ mailbox, sentTo, network, userId }: MailboxReader): Promise<LoginCandidate[]> {
    const values = { mailbox, sent_to: sentTo, network, user_id: userId ?? null };
    const rows = await this.statements.run(LOGIN_CANDIDATES, values);
    return rows.map((row) => ({
      id: row.id,
      confirmed: row.confirmed,
      cnicTaken: row.cnic_taken,
      isFromHere: row.is_from_here,
    }));
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

  override async releaseCnic(cnicHash: Uint8Array, actor: string): Promise<string | undefined> {
    const [user] = await this.statements.run(RELEASE_CNIC, { cnic_hash: cnicHash, actor });
    return user?.id;
  }

  override async isCustodial(address: string): Promise<boolean> {
    const [row] = await this.statements.run(WALLET_IS_CUSTODIAL, { wallet_address: fromHex(address, 32)! });
    return row!.custodial;
  }

  private async store(user: NewUser): Promise<boolean> {
    try {
      const [row] = await this.statements.run(REGISTER_USER, {
        id: user.id,
        full_name: user.fullName,
        email: user.email,
        mailbox: user.mailbox,
        sealed_cnic: user.sealedCnic,
        cnic_hash: user.cnicHash,
        custodial: user.exclusive,
        wallet_address: fromHex(user.walletAddress, 32)!,
        sealed_private_key: user.sealedPrivateKey,
        created_at: new Date(user.createdAtMs),
        registered_from: user.registeredFrom,
      });
      return row!.registered;
    } catch (cause) {
      const constraint = cause instanceof ConstraintViolated ? cause.constraint : '';
      throw new UserWriteFailed(constraint.startsWith('wallet_profiles_') ? 'wallet_profile' : 'user', { cause });
    }
  }
}
