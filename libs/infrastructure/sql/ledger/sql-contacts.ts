import { fromHex, toHex } from '@app/chain';
import { type Contact, ContactExists, Contacts, MOST_CONTACTS, TooManyContacts } from '@app/identity';
import { parseAddress } from '@app/wallet';
import { ConstraintViolated } from '../database.errors.js';
import { type Columns, type RowOf, read, type Statements, write } from '../statement.js';

const CONTACT = {
  id: 'uuid',
  name: 'text',
  address: 'bytea',
  created_at: 'timestamptz',
} as const satisfies Columns;

export const CONTACTS_OF_USER = read('contacts_of_user', {
  parameters: { user_id: 'uuid' },
  columns: CONTACT,
  sql: 'SELECT id, name, address, created_at FROM contacts WHERE user_id = $1 ORDER BY name, id',
});

/** The first free place. Of two who find the same the table refuses one, as it refuses a place above the last. */
export const ADD_CONTACT = write('add_contact', {
  parameters: {
    id: 'uuid',
    user_id: 'uuid',
    name: 'text',
    address: 'bytea',
    created_at: 'timestamptz',
    most: 'integer',
  },
  columns: { id: 'uuid' },
  sql: `INSERT INTO contacts (id, user_id, place, name, address, created_at)
        SELECT $1, $2, free.place, $3, $4, $5
        FROM (SELECT n AS place FROM generate_series(1, $6) AS n
              WHERE NOT EXISTS (SELECT 1 FROM contacts c WHERE c.user_id = $2 AND c.place = n) ORDER BY n LIMIT 1) AS free
        RETURNING id`,
});

export const CHANGE_CONTACT = write('change_contact', {
  parameters: { id: 'uuid', user_id: 'uuid', name: 'text', address: 'bytea' },
  columns: CONTACT,
  sql: `UPDATE contacts SET name = $3, address = $4 WHERE id = $1 AND user_id = $2
        RETURNING id, name, address, created_at`,
});

export const REMOVE_CONTACT = write('remove_contact', {
  parameters: { id: 'uuid', user_id: 'uuid' },
  columns: { id: 'uuid' },
  sql: 'DELETE FROM contacts WHERE id = $1 AND user_id = $2 RETURNING id',
});

const MOST_TRIES = 20;

export class SqlContacts extends Contacts {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async list(userId: string): Promise<Contact[]> {
    const rows = await this.statements.run(CONTACTS_OF_USER, { user_id: userId });
    return rows.map(contactOf);
  }

  override async add(userId: string, { id, name, address, createdAtMs }: Contact): Promise<void> {
    const created_at = new Date(createdAtMs);
    const values = { id, user_id: userId, name, address: fromHex(address, 32)!, created_at, most: MOST_CONTACTS };
    for (let tries = 1; ; tries++) {
      try {
        const added = await refusingDoubles(() => this.statements.run(ADD_CONTACT, values));
        if (added.length === 0) throw new TooManyContacts();
        return;
      } catch (error) {
        // Another request of this user took the place first.
        const isTaken = error instanceof ConstraintViolated && error.constraint === 'contacts_user_id_place_key';
        if (!isTaken || tries === MOST_TRIES) throw error;
      }
    }
  }

  override async change(
    userId: string,
    id: string,
    { name, address }: Pick<Contact, 'name' | 'address'>,
  ): Promise<Contact | undefined> {
    const values = { id, user_id: userId, name, address: fromHex(address, 32)! };
    const [row] = await refusingDoubles(() => this.statements.run(CHANGE_CONTACT, values));
    return row && contactOf(row);
  }

  override async remove(userId: string, id: string): Promise<boolean> {
    return (await this.statements.run(REMOVE_CONTACT, { id, user_id: userId })).length > 0;
  }
}

/** @throws ContactExists in place of the constraint that says so */
async function refusingDoubles<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isDouble = error instanceof ConstraintViolated && error.constraint === 'contacts_user_id_address_key';
    throw isDouble ? new ContactExists() : error;
  }
}

function contactOf(row: RowOf<typeof CONTACT>): Contact {
  const { id, name, address, created_at } = row;
  return { id, name, address: parseAddress(toHex(address)), createdAtMs: created_at.getTime() };
}
