import type { DocumentedRefusals } from '@app/infrastructure/http/refusals.js';
import { ADDRESS_REFUSALS } from '@app/wallet';
import { KEY_REFUSALS } from '../presentation/idempotency-key.js';

/** What the routes of zakat's terms and declarations refuse alike. */
export const NOT_CONFIGURED = { database_not_configured: 'database not configured' };

export const PAGE_REFUSALS = {
  invalid_limit: 'limit must be an integer from 1 to 1000',
  invalid_cursor: 'invalid cursor',
};

export const DATE_REFUSALS = {
  invalid_date: 'invalid date',
  no_such_hijri_date: 'no such date in the Hijri calendar',
};

/** Of what is entered for a wallet, under a key. */
const ENTERED: DocumentedRefusals = {
  ...KEY_REFUSALS,
  400: {
    ...KEY_REFUSALS[400],
    invalid_request: 'invalid request body',
    ...DATE_REFUSALS,
    invalid_address: ADDRESS_REFUSALS,
  },
  404: { wallet_not_registered: 'no registered wallet has this address' },
  409: { ...KEY_REFUSALS[409], too_many_declarations: 'this wallet has too many declarations' },
  500: NOT_CONFIGURED,
};

export const DEBT_REFUSALS: DocumentedRefusals = {
  ...ENTERED,
  400: { ...ENTERED[400], invalid_debt: 'invalid amount' },
};

export const EXEMPTION_REFUSALS: DocumentedRefusals = {
  ...ENTERED,
  400: { ...ENTERED[400], invalid_exemption: 'invalid exemption' },
};

export const SETTLE_REFUSALS: DocumentedRefusals = {
  400: {
    invalid_request: 'invalid request body',
    ...DATE_REFUSALS,
    invalid_settlement: 'a debt is not settled in the future',
  },
  404: { debt_not_found: 'debt not found' },
  409: { debt_settled: 'the debt was settled on another day' },
  500: NOT_CONFIGURED,
};
