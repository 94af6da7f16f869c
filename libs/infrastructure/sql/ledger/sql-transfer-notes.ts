import { fromHex, toHex } from '@app/chain';
import { type Address, type SealedNote, TransferNotes } from '@app/wallet';
import { read, type Statements } from '../statement.js';

export const NOTES_OF_TRANSACTIONS = read('notes_of_transactions', {
  parameters: { txids: 'bytea[]', reader: 'bytea' },
  columns: { txid: 'bytea', id: 'uuid', payer: 'bytea', payee: 'bytea', sealed_note: 'bytea' },
  sql: `SELECT t.txid, n.id, n.payer, n.payee, n.sealed_note
        FROM unnest($1::bytea[]) AS u(txid) JOIN transactions t ON t.txid = u.txid
          JOIN transfer_notes n ON n.transaction_key = t.key
        WHERE $2 IN (n.payer, n.payee)`,
});

/** Reads the notes that `append_block` has stored. */
export class SqlTransferNotes extends TransferNotes {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async of(txids: readonly Uint8Array[], reader: Address): Promise<SealedNote[]> {
    const rows = await this.statements.run(NOTES_OF_TRANSACTIONS, { txids, reader: fromHex(reader, 32)! });
    return rows.map(({ txid, id, payer, payee, sealed_note: sealed }) => {
      return { txid, id, payer: toHex(payer), payee: toHex(payee), sealed };
    });
  }
}
