import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { DECIMAL, MOMENT, UUID } from '../../entities/columns.js';

@Entity('send_totals')
@Check('send_totals_day_total_check', 'day_total >= 0')
@Check('send_totals_hour_total_check', 'hour_total >= 0')
export class SendTotalEntity {
  @PrimaryColumn(UUID)
  sender!: string;

  @Column({ ...MOMENT, name: 'hour' })
  hourMs!: number;

  @Column(DECIMAL)
  hourTotal!: string;

  @Column({ ...MOMENT, name: 'day' })
  dayMs!: number;

  @Column(DECIMAL)
  dayTotal!: string;
}
