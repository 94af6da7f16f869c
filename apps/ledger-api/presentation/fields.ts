import {
  Field,
  IsInteger,
  IsOneOf,
  IsText,
  isText,
  type Kind,
  Must,
  NO_FAULT,
  ofText,
  type Refusal,
} from '@app/infrastructure/http/validation/index.js';
import { ADDRESS_PATTERN, readAddress } from '@app/wallet';
import { applyDecorators } from '@nestjs/common';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { InvalidParameter } from './invalid-request.js';
import { UNITS } from './units.js';

/** An address in either spelling is read as hex. Any other text stays as it is, and the domain refuses it. */
const ADDRESS: Kind = {
  ...ofText({ name: 'address', faults: () => NO_FAULT, schema: { type: 'string', pattern: ADDRESS_PATTERN } }),
  convert: (value) => (typeof value === 'string' ? (readAddress(value) ?? value) : value),
};

/** An address in either spelling. Whether it is one is for the domain to say, which has checks before it. */
export function IsAddress(schema?: ApiPropertyOptions, refusal?: Refusal): PropertyDecorator {
  return Field(ADDRESS, schema, refusal);
}

/** An amount of whole units. Whether it is above 0 is checked after the form of everything else. */
export function IsUnits(): PropertyDecorator {
  return IsInteger({ ...UNITS, minimum: 1 });
}

/** The order of a list. */
export function IsOrder(): PropertyDecorator {
  return IsOneOf(['asc', 'desc'], {}, () => new InvalidParameter('order must be asc or desc'));
}

/** Text of 1 to `longest` characters that are not all blanks. */
export function IsShortText(longest: number): PropertyDecorator {
  const isShort = (text: string) => text.trim() !== '' && text.length <= longest;
  return applyDecorators(
    IsText({ minLength: 1, maxLength: longest }),
    Must(isShort, { msg: `Text should have 1 to ${longest} characters`, type: 'string_length' }),
  );
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID, read in lower case as the database writes it: what tells records apart by their IDs takes two spellings for two records. */
const RECORD_ID: Kind = {
  name: 'record ID',
  convert: (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  faults: (value) => (isText(value) && UUID.test(value) ? NO_FAULT : [{ msg: 'Input should be a UUID', type: 'uuid' }]),
  schema: { type: 'string', format: 'uuid' },
};

/** The ID of a record, in either case. Any other text is refused as one that no record has. */
export function IsRecordId(missing: Refusal): PropertyDecorator {
  return Field(RECORD_ID, {}, missing);
}
