import { randomUUID } from 'node:crypto';
import { type CompanionRow, toHex } from '@app/chain';
import { KeyVault } from '@app/kernel';
import { NOTE_COMPANION, noteSeal } from '../model/note.js';

/** Makes of a note the row that is stored with its transaction: unreadable to those who read the database. */
export class SealNote {
  constructor(private readonly vault: KeyVault) {}

  /** No row for no note. @param note as {@link parseNote} reads it */
  async execute(note: string | undefined, payer: string, payee: string): Promise<readonly CompanionRow[]> {
    if (note === undefined) return [];
    const id = randomUUID();
    const sealed = await this.vault.seal(Buffer.from(note), noteSeal(id, payer, payee));
    return [{ kind: NOTE_COMPANION, values: { note_id: id, payer, payee, sealed: toHex(sealed) } }];
  }
}
