import { InvalidAddress } from '@app/wallet';
import { IsAddress } from './fields.js';

export class AddressPath {
  /** 64 hex characters; upper case means the same wallet */
  @IsAddress({}, () => new InvalidAddress())
  address!: string;
}
