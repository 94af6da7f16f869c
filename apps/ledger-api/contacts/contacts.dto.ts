import { type Contact, ContactNotFound } from '@app/identity';
import { IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { checksummed } from '@app/wallet';
import { IsAddress, IsRecordId } from '../presentation/fields.js';
import { invalidBody } from '../presentation/invalid-request.js';

@RefusedAs(invalidBody)
export class ContactRequest {
  /**
   * 1 to 80 characters.
   * @example "Omar"
   */
  @IsText({ minLength: 1, maxLength: 80 })
  name = '';

  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  @IsAddress()
  address = '';
}

export class ContactPath {
  /** UUID of a contact */
  @IsRecordId(() => new ContactNotFound())
  id = '';
}

export class ContactResponse {
  /** @example "b6e1f7a2-3f57-4a0e-9d3e-0f1d5a1c2b3e" */
  id!: string;

  /** @example "Omar" */
  name!: string;

  /** @example "8d1f3c6a0e9b4d7f5a2c8e1b3d6f9a0c4e7b2d5f8a1c3e6b9d0f2a4c7e8b1d3f" */
  address!: string;

  /**
   * The same address with a checksum.
   * @example "mzn1350nc6swndxh7k3v3cdn6mu6p388kt2l3gwru6uapu4ycl5tr5lstyd4qw"
   */
  checksummed_address!: string;

  /**
   * RFC 3339.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at!: string;
}

export class ContactsResponse {
  /** By name; all of them. */
  contacts!: ContactResponse[];
}

export class ContactDeletedResponse {
  /** @example true */
  success!: boolean;
}

export function contactJson({ id, name, address, createdAtMs }: Contact) {
  const created_at = new Date(createdAtMs).toISOString();
  return { id, name, address, checksummed_address: checksummed(address), created_at };
}
