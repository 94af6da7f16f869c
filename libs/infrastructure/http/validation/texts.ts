import type { ApiPropertyOptions } from '@nestjs/swagger';
import { ISSUES } from '../field-issue.js';
import { type Fault, Field, type Kind, NO_FAULT, type Refusal } from './field.js';

const NOT_TEXT: readonly Fault[] = [ISSUES.string];

/** Text without U+0000, which no database column takes. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

export const TEXT: Kind = {
  name: 'text',
  faults: (value) => (isText(value) ? NO_FAULT : NOT_TEXT),
  schema: { type: 'string' },
};

/** Text. What `schema` says of its form is for a rule behind it to check. */
export function IsText(schema?: ApiPropertyOptions, refusal?: Refusal): PropertyDecorator {
  return Field(TEXT, schema, refusal);
}

/** A text that `isRight` takes. Where anything may have been sent it goes through {@link ofText}. */
export function formOfText(
  name: string,
  isRight: (text: string) => boolean,
  wrong: (text: string) => Fault,
  pattern?: string,
): Kind {
  const faults = (text: unknown) => (isRight(text as string) ? NO_FAULT : [wrong(text as string)]);
  return { name, faults, schema: { ...TEXT.schema, pattern } as ApiPropertyOptions };
}

/** `kind`, and before it that there is text at all. */
export function ofText(kind: Kind): Kind {
  return { ...kind, faults: (value) => (isText(value) ? kind.faults(value) : NOT_TEXT) };
}

/** One of `choices`. */
export function IsOneOf(choices: readonly string[], schema?: ApiPropertyOptions, refusal?: Refusal): PropertyDecorator {
  const wrong = { msg: `Input should be one of: ${choices.join(', ')}`, type: 'enum' };
  const kind = formOfText(
    'choice',
    (text) => choices.includes(text),
    () => wrong,
  );
  return Field(ofText(kind), { enum: [...choices], ...schema } as ApiPropertyOptions, refusal);
}

const FLAG: Kind = {
  name: 'flag',
  faults: (value) => (typeof value === 'boolean' ? NO_FAULT : [ISSUES.boolean]),
  schema: { type: 'boolean' },
};

/** `true` or `false`. */
export function IsFlag(schema?: ApiPropertyOptions): PropertyDecorator {
  return Field(FLAG, schema);
}
