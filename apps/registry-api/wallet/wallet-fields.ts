import { Field, formOfText, ofText } from '@app/infrastructure/http/validation/index.js';
import { parseWalletName } from '@app/node-wallet';
import type { ApiPropertyOptions } from '@nestjs/swagger';

const MAX_REASON_LENGTH = 500;

/** A name for people; spaces around it are dropped. */
export function IsWalletName(): PropertyDecorator {
  const fault = { msg: 'Wallet names are 1 to 100 visible characters', type: 'value_error' };
  const form = formOfText(
    'wallet_name',
    (text) => parseWalletName(text) !== undefined,
    () => fault,
  );
  const convert = (value: unknown) => (typeof value === 'string' ? (parseWalletName(value) ?? value) : value);
  return Field({ ...ofText(form), convert }, { minLength: 1, maxLength: 100 });
}

/** Why an administrator does something, for the audit trail; spaces around it are dropped. */
export function IsReason(schema: ApiPropertyOptions): PropertyDecorator {
  const fault = { msg: `Reason should have 1 to ${MAX_REASON_LENGTH} characters`, type: 'value_error' };
  const form = formOfText(
    'reason',
    (text) => text.length > 0 && text.length <= MAX_REASON_LENGTH,
    () => fault,
  );
  const convert = (value: unknown) => (typeof value === 'string' ? value.trim() : value);
  return Field({ ...ofText(form), convert }, { minLength: 1, maxLength: MAX_REASON_LENGTH, ...schema });
}
