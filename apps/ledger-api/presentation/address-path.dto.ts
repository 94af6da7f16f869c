import { InvalidAddress } from '@app/wallet';
import { IsAddress } from './fields.js';

export class AddressPath {
  /** 64 hex characters, of which upper case means the same wallet, or the checksummed spelling that begins with `mzn1` */
  @IsAddress({}, () => new InvalidAddress())
  address!: string;
}
