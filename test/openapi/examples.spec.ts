import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { apiDocument } from './support/documents.js';

interface Example {
  /** JSON Pointer of the schema that it must fit. */
  schema: string;
  /** Of what it is an example. */
  name: string;
  value: unknown;
}

/** One world: whatever is shown twice is the same thing. */
const SAME = {
  ledger: [
    'wallet_address',
    'address',
    'from',
    'to',
    'email',
    'user_id',
    'full_name',
    'private_key',
    'privKey',
    'txid',
  ],
  registry: ['node_id', 'wallet_name', 'txid', 'row', 'finding'],
} as const;

/** `from` and `to` are addresses in a transfer, and times where a list is asked for. */
const isTime = ({ value }: Example) => /^\d{4}-\d{2}-\d{2}/.test(String(value));

describe.each(['ledger', 'registry'] as const)('the examples of the %s', (api) => {
  const examples = examplesIn(apiDocument(api));

  it('fit their schemas', () => {
    const misfits = examples.filter(({ schema, value }) => !fits(api, schema, value));
    expect(misfits).toEqual([]);
    expect(examples.length).toBeGreaterThan(100);
  });

  it('are looked at: one that does not fit is found', () => {
    const { schema } = examples.find(({ name }) => name === (api === 'ledger' ? 'balance' : 'node_id'))!;
    expect(fits(api, schema, { neither: 'a number', nor: 'a name' })).toBe(false);
  });

  it.each(SAME[api])('show the same %s everywhere', (name) => {
    const values = examples.filter((example) => example.name === name && !isTime(example)).map(({ value }) => value);
    expect([...new Set(values)]).toHaveLength(1);
  });
});

it('the examples of the ledger show one ID of a transaction, in hex and in Base64', () => {
  const named = (name: string) =>
    examplesIn(apiDocument('ledger')).find((example) => example.name === name && !isTime(example))!.value;
  expect(Buffer.from(String(named('Txid')), 'base64').toString('hex')).toBe(named('txid'));
  expect(named('from')).toBe(named('wallet_address'));
  expect(named('privKey')).toBe(named('private_key'));
});

const validators = new Map<string, Ajv2020>();

function fits(api: 'ledger' | 'registry', schema: string, value: unknown): boolean {
  let ajv = validators.get(api);
  if (!ajv) {
    ajv = new Ajv2020({ strict: false, validateFormats: true });
    // A module of CommonJS: its default export is the function and has it again.
    (addFormats as unknown as { default: (ajv: Ajv2020) => void }).default(ajv);
    ajv.addFormat('int64', true);
    ajv.addSchema(apiDocument(api), api);
    validators.set(api, ajv);
  }
  return ajv.validate({ $ref: `${api}#${schema}` }, value) as boolean;
}

/** Of schemas, parameters and media types; the latter two have a `schema` beside them. */
function examplesIn(part: unknown, pointer = '', name = ''): Example[] {
  if (typeof part !== 'object' || part === null) return [];
  const { examples, schema } = part as { examples?: unknown; schema?: unknown };
  const own = Array.isArray(examples) ? examples.map((value) => ({ schema: pointer, name, value })) : [];
  const named =
    schema && examples && !Array.isArray(examples) ? Object.values(examples as Record<string, { value: unknown }>) : [];
  const shown = 'example' in part ? [{ value: part.example }] : [];
  const beside = [...named, ...shown].map(({ value }) => ({ schema: `${pointer}/schema`, name, value }));
  const inside = Object.entries(part)
    .filter(([key]) => key !== 'examples' && key !== 'example')
    .flatMap(([key, member]) => {
      const step = encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
      return examplesIn(
        member,
        `${pointer}/${step}`,
        key === 'schema' ? String((part as { name?: string }).name ?? name) : key,
      );
    });
  return [...own, ...beside, ...inside];
}
