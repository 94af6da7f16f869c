import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { BYTES, MOMENT, TEXT, UUID } from '../../entities/columns.js';
import { WalletProfileEntity } from './user.entity.js';
import { ZakatRunEntity } from './zakat.entity.js';
import { ZakatAssessmentEntity } from './zakat-assessment.entity.js';

@Entity('zakat_approvals')
@Check('zakat_approvals_approved_by_check', "approved_by <> ''")
export class ZakatApprovalEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatAssessmentEntity)
  assessmentId!: string;

  @PrimaryColumn(TEXT)
  approvedBy!: string;

  @Column(MOMENT)
  approvedAtMs!: number;
}

@Entity('zakat_shortfalls')
@Check('zakat_shortfalls_kind_check', "kind IN ('outstanding', 'failed')")
export class ZakatShortfallEntity {
  @PrimaryColumn(UUID)
  @ForeignKey(() => ZakatRunEntity)
  runId!: string;

  @PrimaryColumn(BYTES)
  @ForeignKey(() => WalletProfileEntity, 'walletAddress')
  walletAddress!: Buffer;

  @Column(TEXT)
  kind!: string;
}
