import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { BOOLEAN, MOMENT } from './columns.js';

@Entity('production_mark')
@Check('production_mark_only_one_check', 'only_one')
export class ProductionMarkEntity {
  @PrimaryColumn({ ...BOOLEAN, default: true })
  onlyOne!: boolean;

  @Column({ ...MOMENT, default: () => 'now()' })
  markedAtMs!: number;
}
