import { type Contact, ContactExists, Contacts, MOST_CONTACTS, TooManyContacts } from '@app/identity';

/** Contacts for the life of the process. */
export class MemoryContacts extends Contacts {
  private readonly contacts = new Map<string, Contact[]>();

  override async list(userId: string): Promise<Contact[]> {
    const byName = (one: Contact, other: Contact) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
    return [...this.of(userId)].sort(byName);
  }

  override async add(userId: string, contact: Contact): Promise<void> {
    const own = this.of(userId);
    if (own.some(({ address }) => address === contact.address)) throw new ContactExists();
    if (own.length >= MOST_CONTACTS) throw new TooManyContacts();
    this.contacts.set(userId, [...own, contact]);
  }

  override async change(
    userId: string,
    id: string,
    to: Pick<Contact, 'name' | 'address'>,
  ): Promise<Contact | undefined> {
    const own = this.of(userId);
    const contact = own.find((known) => known.id === id);
    if (!contact) return undefined;
    if (own.some((other) => other !== contact && other.address === to.address)) throw new ContactExists();
    const changed = { ...contact, ...to };
    this.contacts.set(
      userId,
      own.map((known) => (known === contact ? changed : known)),
    );
    return changed;
  }

  override async remove(userId: string, id: string): Promise<boolean> {
    const own = this.of(userId);
    const left = own.filter((contact) => contact.id !== id);
    this.contacts.set(userId, left);
    return left.length < own.length;
  }

  private of(userId: string): Contact[] {
    return this.contacts.get(userId) ?? [];
  }
}
