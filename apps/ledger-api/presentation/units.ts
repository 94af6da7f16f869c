import { IN_UNITS } from '@app/infrastructure/http/openapi/money.js';

/** What OpenAPI says about an amount of whole units. */
export const UNITS = { type: 'integer', format: 'int64', ...IN_UNITS } as const;
