import { DomainError } from '@app/kernel';
import { describe, expect, it } from '@jest/globals';
import type { Type } from '@nestjs/common';
import { IsEmail, IsOptional } from 'class-validator';
import { type FieldIssue, issuesOf, ValidationFailed } from '../field-issue.js';
import { parseStrictJson } from '../strict-json.js';
import { UnreadableBody, UnsupportedMediaType } from '../unreadable-body.js';
import {
  BodyMayBeEmpty,
  IsCount,
  IsDecimal,
  IsFlag,
  IsInteger,
  IsListOf,
  IsNested,
  IsOneOf,
  IsText,
  Must,
  RefusedAs,
  readRequest,
} from './index.js';

class Refused extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'refused';
}
const refused = (text: string) => () => new Refused(text);

class Item {
  @IsInteger()
  vout = -1n;
}

class Inner {
  @IsText()
  signature!: string;

  @IsInteger()
  timestamp!: bigint;
}

class Order {
  @IsOptional()
  @IsText()
  name?: string;

  @IsOptional()
  @IsInteger()
  n?: bigint;

  @IsOptional()
  @IsDecimal(8)
  price?: string;

  @IsOptional()
  @IsFlag()
  flag?: boolean;

  @IsOptional()
  @IsNested(() => Inner)
  inner?: Inner;

  @IsOptional()
  @IsListOf(() => Item, { maxItems: 3, tooLong: refused('too long') })
  items?: Item[];
}

class Required {
  @IsText()
  a!: string;

  @IsInteger()
  b!: bigint;
}

const read = <T extends object>(type: Type<T>, json: string) => readRequest(type, parseStrictJson(json), 'body');

function thrownBy(attempt: () => unknown): DomainError {
  try {
    attempt();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('nothing was thrown');
}
const issuesIn = (type: Type<object>, body: unknown, place: 'body' | 'query' = 'body') =>
  issuesOf(thrownBy(() => readRequest(type, body, place)))!;
const wrongIn = (json: string) =>
  issuesIn(Order, parseStrictJson(json)).map(({ loc, type }: FieldIssue) => [...loc, type]);

describe('a request class', () => {
  it('has what is declared, of its own type, and nothing else', () => {
    const order = read(Order, '{"name":"x","n":9007199254740993,"price":0.10,"flag":false,"isAdmin":true}');
    expect({ ...order }).toEqual({ name: 'x', n: 9007199254740993n, price: '0.10', flag: false });
    expect(order).toBeInstanceOf(Order);
  });

  it('finds nothing on a prototype', () => {
    expect(readRequest(Order, Object.create({ name: 'x' }), 'query').name).toBeUndefined();
  });

  it('takes null for absent, and keeps the initial value then', () => {
    expect(read(Order, '{"name":null,"n":null}').name).toBeUndefined();
    expect(read(Item, '{"vout":null}').vout).toBe(-1n);
  });

  it('misses what is neither optional nor there', () => {
    const issues = issuesIn(Required, parseStrictJson('{"b":"1"}'));
    expect(issues).toEqual([
      { loc: ['body', 'a'], msg: 'Field required', type: 'missing' },
      { loc: ['body', 'b'], msg: 'Input should be a valid integer', type: 'int_type' },
    ]);
  });

  it.each(['9223372036854775807', '-9223372036854775808', '0', '-0', '9007199254740993'])(
    'holds the integer %s',
    (text) => {
      expect(read(Order, `{"n":${text}}`).n).toBe(BigInt(text));
    },
  );

  it.each([
    ...['1.0', '1e2', '-0.0', '"5"', '""', 'true', '[]', '[1]', '{}'].map((text) => [text, 'int_type']),
    ['9223372036854775808', 'int_size'],
    ['-9223372036854775809', 'int_size'],
    [`1${'0'.repeat(30)}`, 'int_size'],
  ])('holds no integer in %s', (text, type) => {
    expect(wrongIn(`{"n":${text}}`)).toEqual([['body', 'n', type]]);
  });

  it.each([
    ['10.5', '10.5'],
    ['"10.50000000"', '10.50000000'],
    ['-1', '-1'],
    ['123456789012345678.12345678', '123456789012345678.12345678'],
  ])('holds the decimal %s as its text', (json, text) => {
    expect(read(Order, `{"price":${json}}`).price).toBe(text);
  });

  it.each([
    ['1e-9', 'decimal_type'],
    ['"1e3"', 'decimal_type'],
    ['" 1"', 'decimal_type'],
    ['"0x10"', 'decimal_type'],
    ['"+1"', 'decimal_type'],
    ['"01"', 'decimal_type'],
    ['".5"', 'decimal_type'],
    ['"NaN"', 'decimal_type'],
    ['"٣"', 'decimal_type'],
    ['true', 'decimal_type'],
    ['0.123456789', 'decimal_max_places'],
    ['1'.repeat(41), 'decimal_max_digits'],
  ])('holds no decimal in %s', (json, type) => {
    expect(wrongIn(`{"price":${json}}`)).toEqual([['body', 'price', type]]);
  });

  it('takes no text with a NUL, which no database takes, and no other type for another', () => {
    expect(wrongIn('{"name":"a\\u0000b","flag":"yes"}')).toEqual([
      ['body', 'name', 'string_type'],
      ['body', 'flag', 'bool_type'],
    ]);
  });

  it('names what is wrong in nested objects and in lists by its whole place', () => {
    expect(wrongIn('{"inner":{"timestamp":"x"},"items":[{"vout":1},{"vout":"x"}]}')).toEqual([
      ['body', 'inner', 'signature', 'missing'],
      ['body', 'inner', 'timestamp', 'int_type'],
      ['body', 'items', 1, 'vout', 'int_type'],
    ]);
    expect(wrongIn('{"inner":[],"items":[{},3,"x",{}]}')).toEqual([['body', 'inner', 'object_type']]);
    expect(wrongIn('{"items":[{},3,null]}')).toEqual([
      ['body', 'items', 1, 'object_type'],
      ['body', 'items', 2, 'object_type'],
    ]);
    expect(wrongIn('{"items":{}}')).toEqual([['body', 'items', 'list_type']]);
  });

  it('tells no more faults than one answer lists, and that there are more', () => {
    class Many {
      @IsListOf(() => Item, { maxItems: 100, tooLong: refused('too long') })
      items!: Item[];
    }
    const issues = issuesIn(Many, { items: Array(100).fill('x') });
    expect([issues.length, issues.at(-1)?.type]).toEqual([21, 'too_many_errors']);
  });

  it('tells a fault that a decorator of class-validator finds in its words', () => {
    class Mail {
      @IsEmail()
      @IsText()
      to!: string;
    }
    expect(issuesIn(Mail, { to: 'nowhere' })).toEqual([
      { loc: ['body', 'to'], msg: 'to must be an email', type: 'value_error' },
    ]);
  });
});

describe('a body that is no object', () => {
  it.each([
    [undefined, 'missing'],
    [new UnreadableBody('syntax'), 'json_invalid'],
    [[], 'object_type'],
    ['x', 'object_type'],
    [true, 'object_type'],
  ])('is one fault: %p', (body, type) => {
    expect(issuesIn(Required, body).map((issue) => [issue.loc, issue.type])).toEqual([[['body'], type]]);
  });

  it('is an object without fields when it is null, and when it may be left out', () => {
    @BodyMayBeEmpty()
    class Lenient extends Order {}
    expect(issuesIn(Required, null).map(({ type }) => type)).toEqual(['missing', 'missing']);
    expect(readRequest(Lenient, undefined, 'body')).toEqual(new Lenient());
  });

  it('is refused at once when it is not declared as JSON', () => {
    expect(() => readRequest(Order, new UnreadableBody('media-type'), 'body')).toThrow(UnsupportedMediaType);
  });
});

describe('what a request is refused with', () => {
  @RefusedAs(refused('invalid body'))
  class Fund {
    @Must((text: string) => text.length > 0, refused('text is needed'))
    @IsText()
    text = '';

    // The other way round: a rule is never asked about a value that is not of its kind.
    @IsInteger()
    @Must((amount: bigint) => amount > 0n, refused('amount must be positive'))
    amount = 0n;
  }

  it('is the list of the faults, unless the class has a refusal of its own', () => {
    expect(thrownBy(() => read(Required, '{}'))).toBeInstanceOf(ValidationFailed);
    const error = thrownBy(() => read(Fund, '{"text":1,"amount":"1"}'));
    expect([error.message, issuesOf(error)?.map(({ loc }) => loc[1])]).toEqual(['invalid body', ['text', 'amount']]);
  });

  it('is that of the first broken rule, once every value is of its kind', () => {
    const textOf = (json: string) => thrownBy(() => read(Fund, json)).message;
    expect(['{}', '{"text":"x"}', '{"amount":true}', '{"text":"","amount":1}'].map(textOf)).toEqual([
      'text is needed',
      'amount must be positive',
      'invalid body',
      'text is needed',
    ]);
    expect(issuesOf(thrownBy(() => read(Fund, '{"text":"x","amount":-1}')))).toEqual([
      { loc: ['body', 'amount'], msg: 'amount must be positive', type: 'refused' },
    ]);
    expect(thrownBy(() => read(Order, '{"items":[1,2,3,4]}')).message).toBe('too long');
    expect(read(Fund, '{"text":"x","amount":2}').amount).toBe(2n);
  });
});

describe('a query', () => {
  class Page {
    @IsOptional()
    @IsCount({ min: 1, max: 100 })
    limit?: number;

    @IsOptional()
    @IsText()
    cursor?: string;
  }
  class Listing extends Page {
    @IsOneOf(['sent', 'all'], {}, refused('direction must be sent or all'))
    direction = 'all';
  }

  it('is read by name, the inherited parameters last', () => {
    const query = readRequest(Listing, { cursor: 'abc', limit: '50', direction: 'sent', other: '1' }, 'query');
    expect({ ...query }).toEqual({ cursor: 'abc', limit: 50, direction: 'sent' });
    expect(readRequest(Listing, {}, 'query')).toEqual({ direction: 'all' });
  });

  it.each([
    ...['0', '-1'].map((text) => [text, 'greater_than_equal']),
    ['101', 'less_than_equal'],
    ...['abc', '-0', '1e1', '1.0', ' 1', '01', '', '٣', '9'.repeat(40)].map((text) => [text, 'int_type']),
    [['5', '9'], 'string_type'],
  ])('refuses the limit %j', (limit, type) => {
    expect(issuesIn(Page, { limit }, 'query')).toMatchObject([{ loc: ['query', 'limit'], type }]);
  });

  it('refuses a choice that does not exist, and a name that is given twice', () => {
    const error = thrownBy(() => readRequest(Listing, { direction: 'up', cursor: '' }, 'query'));
    expect([error.message, issuesOf(error)]).toEqual([
      'direction must be sent or all',
      [{ loc: ['query', 'direction'], msg: 'Input should be one of: sent, all', type: 'enum' }],
    ]);
    expect(issuesIn(Page, { cursor: ['a', 'b'] }, 'query')[0]?.type).toBe('string_type');
  });
});
