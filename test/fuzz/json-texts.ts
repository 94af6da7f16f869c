import fc from 'fast-check';
import type { ApiDocument, Schema } from './api-document.js';
import { HOSTILE_LITERALS, HOSTILE_TEXTS } from './hostile-values.js';

/** Values that mean something to the server under test, by the name of the field or parameter that takes them. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** What free texts are made of: letters, what means something somewhere, and characters of two, three and four bytes. */
const UNIT = fc.constantFrom(...'abcXYZ0189 _-.,:;/\\"\'<>{}[]()$%&?#=+*~|^`@!\t\n\0éßد中\u202e\ufeff💩');

/** Texts of JSON made from a schema. Texts and not values, because a number's spelling is half of what is tried. */
export class JsonTexts {
  constructor(
    private readonly document: ApiDocument,
    private readonly known: KnownValues,
  ) {}

  /** A value that the schema allows, or nearly so; `name` is that of its field. */
  of(given: Schema, name = '', depth = 0): fc.Arbitrary<string> {
    const schema = this.document.resolve(given);
    if (depth > 5) return fc.constant('null');
    const choices = schema.oneOf ?? schema.anyOf;
    if (choices) return fc.oneof(...choices.map((choice) => this.of(choice, name, depth + 1)));
    if (schema.enum) return fc.constantFrom(...schema.enum.map((value) => JSON.stringify(value)));
    const examples = (schema.examples ?? []).map((example) => fc.constant(JSON.stringify(example)));
    const nothing = [schema.type].flat().includes('null') ? [fc.constant('null')] : [];
    return fc.oneof(this.ofType(schema, name, depth), ...examples, ...nothing);
  }

  /** A text for a field, a parameter or a segment of a path. */
  textOf(given: Schema, name: string): fc.Arbitrary<string> {
    const schema = this.document.resolve(given);
    const known = this.known[name];
    const pattern = schema.pattern === undefined ? [] : [fc.stringMatching(new RegExp(schema.pattern))];
    const bounded = fc.string({
      minLength: schema.minLength ?? 0,
      maxLength: schema.maxLength ?? 20,
      unit: UNIT,
    });
    const free = pattern.length > 0 ? pattern : [bounded];
    if (schema.enum) return fc.constantFrom(...schema.enum.map(String));
    if (schema.type === 'integer' || schema.type === 'number') return numberText(schema);
    if (schema.type === 'boolean') return fc.constantFrom('true', 'false');
    if (known === undefined) return fc.oneof(...free);
    return fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...known) },
      ...free.map((arbitrary) => ({ weight: 1, arbitrary })),
    );
  }

  private ofType(schema: Schema, name: string, depth: number): fc.Arbitrary<string> {
    switch ([schema.type].flat()[0]) {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return fc
          .array(this.of(schema.items ?? {}, name, depth + 1), { maxLength: 4 })
          .map((items) => `[${items.join()}]`);
      case 'integer':
      case 'number':
        return numberText(schema);
      case 'boolean':
        return fc.constantFrom('true', 'false');
      default:
        return this.textOf(schema, name).map((text) => JSON.stringify(text));
    }
  }

  private object(schema: Schema, depth: number): fc.Arbitrary<string> {
    const members = Object.entries(schema.properties ?? {}).map(([name, member]) =>
      this.member(name, member, schema, depth),
    );
    return fc.tuple(...members).map((texts) => `{${texts.filter((text) => text !== '').join()}}`);
  }

  /** A member, at times left out, of another type, or hostile. */
  private member(name: string, schema: Schema, parent: Schema, depth: number): fc.Arbitrary<string> {
    const isRequired = parent.required?.includes(name) ?? false;
    const value = fc.oneof(
      { weight: 12, arbitrary: this.of(schema, name, depth + 1) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS).map((text) => JSON.stringify(text)) },
      { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_LITERALS) },
    );
    const absence = { weight: isRequired ? 1 : 40, arbitrary: fc.constant('') };
    return fc.oneof({ weight: 15, arbitrary: value.map((text) => `${JSON.stringify(name)}:${text}`) }, absence);
  }
}

function numberText({ type, minimum = 1, maximum = 1_000 }: Schema): fc.Arbitrary<string> {
  const inside = fc.bigInt({ min: BigInt(Math.ceil(minimum)), max: BigInt(Math.floor(maximum)) }).map(String);
  const around = fc.constantFrom(minimum, minimum - 1, maximum, maximum + 1).map(String);
  const decimal = fc.tuple(inside, fc.stringMatching(/^[0-9]{1,9}$/)).map(([whole, places]) => `${whole}.${places}`);
  return type === 'integer'
    ? fc.oneof({ weight: 6, arbitrary: inside }, { weight: 1, arbitrary: around })
    : fc.oneof({ weight: 4, arbitrary: inside }, { weight: 1, arbitrary: around }, { weight: 2, arbitrary: decimal });
}
