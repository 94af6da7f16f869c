import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { BYTES, MOMENT, SMALLINT, TEXT, UUID } from '../../entities/columns.js';
import { UserEntity } from './user.entity.js';

@Entity('contacts')
@Unique(['userId', 'place'])
@Unique(['userId', 'address'])
@Check('contacts_place_check', 'place BETWEEN 1 AND 500')
@Check('contacts_name_check', 'char_length(name) BETWEEN 1 AND 80')
@Check('contacts_address_check', 'octet_length(address) = 32')
export class ContactEntity {
  @PrimaryColumn(UUID)
  id!: string;

  @Column(UUID)
  @ForeignKey(() => UserEntity)
  userId!: string;

  @Column(SMALLINT)
  place!: number;

  @Column(TEXT)
  name!: string;

  @Column(BYTES)
  address!: Buffer;

  @Column(MOMENT)
  createdAtMs!: number;
}
