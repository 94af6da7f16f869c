import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { BIGINT, BYTES, UUID } from '../../entities/columns.js';
import { TransactionEntity } from './transaction.entity.js';

@Entity('transfer_notes')
@Check('transfer_notes_payer_check', 'octet_length(payer) = 32')
@Check('transfer_notes_payee_check', 'octet_length(payee) = 32')
@Check('transfer_notes_sealed_note_check', 'octet_length(sealed_note) BETWEEN 1 AND 1024')
export class TransferNoteEntity {
  @PrimaryColumn(UUID)
  id!: string;

  @Column({ ...BIGINT, unique: true })
  @ForeignKey(() => TransactionEntity)
  transactionKey!: bigint;

  @Column(BYTES)
  payer!: Buffer;

  @Column(BYTES)
  payee!: Buffer;

  @Column(BYTES)
  sealedNote!: Buffer;
}
