import { DomainError } from '@app/kernel';
import { describe, expect, it } from '@jest/globals';
import { IsDefined, IsEmail, IsOptional, MinLength, ValidateIf, validateSync } from 'class-validator';
import fc from 'fast-check';
import { parseStrictJson } from '../strict-json.js';
import { bind } from './field.js';
import { Field, IsCount, IsDecimal, IsFlag, IsInteger, IsListOf, IsNested, IsOneOf, IsText, Must } from './index.js';
import { keepsRules } from './keeps-rules.js';

class TooLong extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'too_long';
}
const LIST = { maxItems: 2, tooLong: () => new TooLong('too long') };

class Item {
  @IsInteger()
  vout = -1n;
}

class Kept {
  @IsOptional()
  @IsNested(() => Item)
  item?: Item;

  @IsListOf(() => Item, LIST)
  items: Item[] = [];
}

class Order extends Kept {
  @IsOptional()
  @IsText()
  @IsEmail()
  text?: string;

  @IsInteger()
  @Must((value: bigint) => value > 0n, { msg: 'Input should be above 0', type: 'greater_than' })
  integer = 1n;

  @IsOptional()
  @IsDecimal(2)
  decimal?: string;

  @IsOptional()
  @IsFlag()
  flag?: boolean;

  @IsOptional()
  @IsOneOf(['asc', 'desc'])
  order?: string;

  @IsOptional()
  @IsCount({ min: 1, max: 9 })
  count?: number;
}

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      '1',
      '0',
      '-5',
      '1.25',
      '1.255',
      'true',
      'null',
      '"asc"',
      '"a@b.io"',
      '"7"',
      '"\\u0000"',
      '{}',
      '[]',
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join()}]`),
    fc.constantFrom('{"vout":0}', '{"vout":"0"}', '[{"vout":1},{}]', '[{"vout":1},{"vout":true}]'),
  ),
})).value;
const names = ['text', 'integer', 'decimal', 'flag', 'order', 'count', 'item', 'items'];
const members = fc.dictionary(fc.constantFrom(...names), json, { maxKeys: 3 });

const isRight = (request: object) => validateSync(request, { forbidUnknownValues: false }).length === 0;

describe('keeping the rules of a request class', () => {
  it('is what class-validator finds, for whatever was sent', () => {
    const seen = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(members, (texts) => {
        const body = Object.entries(texts).map(([name, text]) => `"${name}":${text}`);
        const order = bind(Order, parseStrictJson(`{${body}}`) as object);
        seen[isRight(order) ? 'right' : 'wrong']++;
        expect(keepsRules(order)).toBe(isRight(order));
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(seen.right, seen.wrong)).toBeGreaterThan(200);
  });

  it('is left to class-validator where its rules are not plain ones', () => {
    class Each {
      @MinLength(1, { each: true })
      names = ['a'];
    }
    class Conditional {
      @MinLength(1, { validateIf: () => false })
      name = '';
    }
    class Defined {
      @IsDefined()
      name = 'a';
    }
    for (const request of [new Each(), new Conditional(), new Defined()]) {
      expect([isRight(request), keepsRules(request)]).toEqual([true, false]);
    }
  });

  it('is asked under the condition of a property', () => {
    class OnlyWith {
      flag = false;

      @ValidateIf(({ flag }: OnlyWith) => flag)
      @Field({ name: 'never', faults: () => [{ msg: 'never right', type: 'never' }], schema: {} })
      value = 1;
    }
    expect(keepsRules(new OnlyWith())).toBe(true);
    expect(keepsRules(Object.assign(new OnlyWith(), { flag: true }))).toBe(false);
  });
});
