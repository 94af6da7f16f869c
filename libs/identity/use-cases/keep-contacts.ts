import { randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { ContactNotFound } from '../contacts.errors.js';
import { parseContactName } from '../model/contact-name.js';
import { type Contact, Contacts } from '../ports/contacts.js';

/** A contact as its user writes it. */
export interface WrittenContact {
  readonly name: string;
  readonly address: string;
}

/** Whom a user pays, kept for them. */
export class KeepContacts {
  constructor(
    private readonly contacts: Contacts,
    private readonly clock: Clock,
  ) {}

  list(userId: string): Promise<Contact[]> {
    return this.contacts.list(userId);
  }

  /** @throws InvalidContactName · InvalidAddress · ContactExists · TooManyContacts */
  async add(userId: string, written: WrittenContact): Promise<Contact> {
    const contact = { id: randomUUID(), ...read(written), createdAtMs: this.clock.nowMs() };
    await this.contacts.add(userId, contact);
    return contact;
  }

  /** @throws InvalidContactName · InvalidAddress · ContactExists · ContactNotFound */
  async change(userId: string, id: string, written: WrittenContact): Promise<Contact> {
    const changed = await this.contacts.change(userId, id, read(written));
    if (!changed) throw new ContactNotFound();
    return changed;
  }

  /** @throws ContactNotFound */
  async remove(userId: string, id: string): Promise<void> {
    if (!(await this.contacts.remove(userId, id))) throw new ContactNotFound();
  }
}

function read({ name, address }: WrittenContact) {
  return { name: parseContactName(name), address: parseAddress(address) };
}
