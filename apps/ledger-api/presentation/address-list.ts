import { type Fault, Field, isText, type Kind, NO_FAULT } from '@app/infrastructure/http/validation/index.js';

const NOT_ADDRESSES: readonly Fault[] = [{ msg: 'Input should be a list of addresses', type: 'list_type' }];

const ADDRESSES: Kind = {
  name: 'addresses',
  faults: (value) => (Array.isArray(value) && value.every(isText) ? NO_FAULT : NOT_ADDRESSES),
  schema: { type: 'array', items: { type: 'string', pattern: '^[0-9a-fA-F]{64}$' } },
};

/** A list of addresses. Whether each is one is for the domain to say. */
export function IsAddressList(maxItems: number): PropertyDecorator {
  return Field(ADDRESSES, { maxItems });
}
