import { IsInteger, IsOneOf, IsText, type Refusal } from '@app/infrastructure/http/validation/index.js';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { InvalidParameter } from './invalid-request.js';
import { UNITS } from './units.js';

/** An address. Whether it is one is for the domain to say, which has checks before it. */
export function IsAddress(schema?: ApiPropertyOptions, refusal?: Refusal): PropertyDecorator {
  return IsText({ pattern: '^[0-9a-fA-F]{64}$', ...schema }, refusal);
}

/** An amount of whole units. Whether it is above 0 is checked after the form of everything else. */
export function IsUnits(): PropertyDecorator {
  return IsInteger({ ...UNITS, minimum: 1 });
}

/** The order of a list. */
export function IsOrder(): PropertyDecorator {
  return IsOneOf(['asc', 'desc'], {}, () => new InvalidParameter('order must be asc or desc'));
}
