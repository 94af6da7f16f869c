import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { IDENTITY, MOMENT, TEXT } from '../../entities/columns.js';

@Entity('system_logs')
@Check('system_logs_level_check', "level IN ('info', 'warn', 'error')")
export class SystemLogEntity {
  @PrimaryColumn(IDENTITY)
  id!: bigint;

  @Column(TEXT)
  level!: string;

  @Column(TEXT)
  type!: string;

  @Column(TEXT)
  message!: string;

  @Column(TEXT)
  ip!: string;

  @Column({ ...MOMENT, name: 'timestamp' })
  timestampMs!: number;
}
