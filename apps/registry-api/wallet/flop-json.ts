import { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { IN_FLOP, IN_UNITS } from '@app/infrastructure/http/openapi/money.js';
import { IsDecimal } from '@app/infrastructure/http/validation/index.js';
import { formatFlop } from '@app/node-wallet';
import type { ApiPropertyOptions } from '@nestjs/swagger';

/** An amount of FLOP as an exact JSON number. */
export function flopJson(units: bigint): JsonNumber {
  return JsonNumber.of(formatFlop(units));
}

/** Enough for any amount, and too few for what a double makes of 0.1 + 0.2. */
const MAX_DECIMALS_READ = 16;

/** FLOP as its text, from a number literal or a string. That it is an amount of the coin is for the domain to say. */
export function IsFlop(schema: ApiPropertyOptions): PropertyDecorator {
  const text = { type: 'string', pattern: '^[0-9]{1,10}(\\.[0-9]{1,8})?$' };
  return IsDecimal(MAX_DECIMALS_READ, { oneOf: [{ type: 'number' }, text], ...IN_FLOP, ...schema });
}

/** What OpenAPI says about such a number. */
export const FLOP = {
  type: Number,
  description: 'FLOP, an exact decimal of up to 8 places',
  example: 10.5,
  ...IN_FLOP,
} as const;
/** And about its twin, which no JSON reader rounds. */
export const UNITS = {
  type: String,
  pattern: '^-?[0-9]+$',
  description: 'The same in units of 10⁻⁸ FLOP',
  example: '1050000000',
  ...IN_UNITS,
} as const;
