import { toHex } from '@app/chain';
import { KeyVault } from '@app/kernel';
import type { Address } from '../model/address.js';
import { noteSeal } from '../model/note.js';
import { TransferNotes } from '../ports/transfer-notes.js';

/** Opens the notes of transfers for those who wrote or got them. */
export class ReadNotes {
  constructor(
    private readonly notes: TransferNotes,
    private readonly vault: KeyVault,
  ) {}

  /** @returns by the ID of their transactions in hex; of no one else's transfers, and none to a session that owns no wallet */
  async execute(txids: readonly Uint8Array[], reader: Address | undefined): Promise<ReadonlyMap<string, string>> {
    if (reader === undefined || txids.length === 0) return new Map();
    const found = await this.notes.of(txids, reader);
    const opened = found.map(async ({ txid, id, payer, payee, sealed }) => {
      const note = await this.vault.open(sealed, noteSeal(id, payer, payee));
      return [toHex(txid), note.toString('utf8')] as const;
    });
    return new Map(await Promise.all(opened));
  }
}
