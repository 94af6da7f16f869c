import { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { formatFlop } from '@app/node-wallet';

/** An amount of FLOP as an exact JSON number. */
export function flopJson(units: bigint): JsonNumber {
  return JsonNumber.of(formatFlop(units));
}

/** What OpenAPI says about such a number. */
export const FLOP = { type: Number, description: 'FLOP, an exact decimal of up to 8 places', example: 10.5 } as const;
/** And about its twin, which no JSON reader rounds. */
export const UNITS = {
  type: String,
  pattern: '^-?[0-9]+$',
  description: 'The same in units of 10⁻⁸ FLOP',
  example: '1050000000',
} as const;
