import { IsInteger, IsText } from '@app/infrastructure/http/validation/index.js';
import type { ApiPropertyOptions } from '@nestjs/swagger';

/** An address. Whether it is one is for the domain to say, which has checks before it. */
export function IsAddress(schema?: ApiPropertyOptions): PropertyDecorator {
  return IsText({ pattern: '^[0-9a-fA-F]{64}$', ...schema });
}

/** An amount of whole units. Whether it is above 0 is checked after the form of everything else. */
export function IsUnits(): PropertyDecorator {
  return IsInteger({ minimum: 1 });
}
