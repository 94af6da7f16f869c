import { type Address, NOTE_COMPANION, type SealedNote, TransferNotes } from '@app/wallet';
import type { MemoryChainStore } from './memory-chain-store.js';

/** Reads the notes of the chain in memory. */
export class MemoryTransferNotes extends TransferNotes {
  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async of(txids: readonly Uint8Array[], reader: Address): Promise<SealedNote[]> {
    const found = await Promise.all(txids.map((txid) => this.noteOf(txid)));
    return found.filter((note): note is SealedNote => note !== undefined && [note.payer, note.payee].includes(reader));
  }

  private async noteOf(txid: Uint8Array): Promise<SealedNote | undefined> {
    const { effects } = this.chain.storedTransaction(txid) ?? {};
    const values = effects?.companions.find(({ kind }) => kind === NOTE_COMPANION)?.values;
    if (!values) return undefined;
    const { note_id: id = '', payer = '', payee = '', sealed = '' } = values;
    return { txid, id, payer, payee, sealed: Buffer.from(sealed, 'hex') };
  }
}
