import { type Fault, Field, isText, type Kind, NO_FAULT } from '@app/infrastructure/http/validation/index.js';
import type { ApiPropertyOptions } from '@nestjs/swagger';

const NOT_TEXTS: readonly Fault[] = [{ msg: 'Input should be a list of texts', type: 'list_type' }];

const TEXTS: Kind = {
  name: 'texts',
  faults: (value) => (Array.isArray(value) && value.every(isText) ? NO_FAULT : NOT_TEXTS),
  schema: { type: 'array', items: { type: 'string' } },
};

/** A list of texts. What each may be is for the domain to say. */
export function IsTextList(schema: object): PropertyDecorator {
  return Field(TEXTS, schema as ApiPropertyOptions);
}
