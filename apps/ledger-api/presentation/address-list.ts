import { type Fault, Field, isText, type Kind, NO_FAULT } from '@app/infrastructure/http/validation/index.js';
import { ADDRESS_PATTERN, readAddress } from '@app/wallet';

const NOT_ADDRESSES: readonly Fault[] = [{ msg: 'Input should be a list of addresses', type: 'list_type' }];

const ADDRESSES: Kind = {
  name: 'addresses',
  convert: (value) =>
    Array.isArray(value) ? value.map((item) => (isText(item) ? (readAddress(item) ?? item) : item)) : value,
  faults: (value) => (Array.isArray(value) && value.every(isText) ? NO_FAULT : NOT_ADDRESSES),
  schema: { type: 'array', items: { type: 'string', pattern: ADDRESS_PATTERN } },
};

/** A list of addresses. Whether each is one is for the domain to say. */
export function IsAddressList(maxItems: number): PropertyDecorator {
  return Field(ADDRESSES, { maxItems });
}
