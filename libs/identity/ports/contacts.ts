import type { Address } from '@app/wallet';

/** Whom a user pays, under a name of their own. */
export interface Contact {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  readonly address: Address;
  readonly createdAtMs: number;
}

/** Contacts of one user. */
export const MOST_CONTACTS = 500;

/** The contacts of users, of whom each sees only their own. */
export abstract class Contacts {
  /** By name. */
  abstract list(userId: string): Promise<Contact[]>;

  /** @throws ContactExists · TooManyContacts */
  abstract add(userId: string, contact: Contact): Promise<void>;

  /** @returns the contact as it is then, if it is one of this user's. @throws ContactExists */
  abstract change(userId: string, id: string, to: Pick<Contact, 'name' | 'address'>): Promise<Contact | undefined>;

  /** @returns whether it was one of this user's */
  abstract remove(userId: string, id: string): Promise<boolean>;
}
