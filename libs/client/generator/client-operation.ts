import { type ApiDocument, type DocumentedOperation, nameOf, resolve, type Schema } from './api-document.js';

/** An operation as a method of the client. */
export interface ClientOperation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** What it does, for its comment. */
  readonly text: string;
  /** Names of fields, by where they go. */
  readonly query: readonly string[];
  readonly body: readonly string[];
  /** All fields of a call as one schema; none when the operation takes nothing. */
  readonly fields: Schema | undefined;
  /** Headers by the names of their fields, beside the idempotency key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly isKeyed: boolean;
  readonly answer: Schema;
  /** The answer is a sheet or a document, not JSON. */
  readonly isFile: boolean;
  /** What every answer has, of an operation that changes something. */
  readonly holds: readonly string[];
  readonly facts: readonly Fact[];
  /** The answer's member that holds the items of a list, empty when it is the list itself. */
  readonly items: string | undefined;
}

/** What the header of an answer tells, as a member of the result. */
export interface Fact {
  readonly name: string;
  readonly header: string;
  readonly schema: Schema;
  /** Whether every answer has it. */
  readonly isAlways: boolean;
}

/** Short names for what headers say; a header that is not among them stops the generator. */
const NAMES_OF_FACTS: Readonly<Record<string, string>> = {
  'X-Transaction-Id': 'txid',
  'X-Block-Hash': 'blockHash',
  'Idempotency-Replayed': 'isReplay',
  'X-Mined-Before': 'isMinedBefore',
};
const JSON_TYPE = 'application/json';
/** A file as it came. */
const BYTES: Schema = { type: 'string', format: 'binary' };
const KEY = 'Idempotency-Key';
/** Resumes a stream. The method that reads streams resumes by the cursor. */
const OF_STREAMS = 'Last-Event-ID';
/** The fields of headers; one that is not among them stops the generator. */
const NAMES_OF_HEADERS: Readonly<Record<string, string>> = { [KEY]: 'idempotencyKey', 'If-Match': 'ifMatch' };
const NEXT: Fact = {
  name: 'nextCursor',
  header: 'Link',
  schema: { type: 'string', description: 'For the next page; none on the last.' },
  isAlways: false,
};

export function clientOperations(document: ApiDocument): ClientOperation[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      // A stream has a method of its own.
      .filter(([, operation]) => mediaTypeOf(operation) !== 'text/event-stream')
      .map(([method, operation]) => clientOperation(document, path, method, operation)),
  );
}

/** What is answered when all goes well: 200, 201 where something was made, 202 where it was begun. */
function successOf({ responses }: DocumentedOperation) {
  return (responses['200'] ?? responses['201'] ?? responses['202'])!;
}

function mediaTypeOf(operation: DocumentedOperation): string | undefined {
  const types = Object.keys(successOf(operation).content ?? {});
  return types.includes(JSON_TYPE) ? JSON_TYPE : types[0];
}

function clientOperation(
  document: ApiDocument,
  path: string,
  method: string,
  operation: DocumentedOperation,
): ClientOperation {
  const parameters = (operation.parameters ?? [])
    .map((parameter) => resolve(document, parameter))
    .filter(({ name }) => name !== OF_STREAMS);
  const sent = operation.requestBody?.content[JSON_TYPE]?.schema;
  const body = sent && resolve<Schema>(document, sent);
  const inHeaders = parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name);
  const sentHeaders = inHeaders.filter((name) => name !== KEY);
  const { content, headers = {} } = successOf(operation);
  const answer = content?.[JSON_TYPE]?.schema ?? BYTES;
  const facts = Object.entries(headers).map(([header, described]) => {
    const { description, schema } = resolve(document, described);
    const isFlag = schema.const === 'true';
    const name = NAMES_OF_FACTS[header];
    if (name === undefined) throw new Error(`${operation.operationId}: what is ${header}?`);
    const told = isFlag ? { type: 'boolean' } : schema;
    return { name, header, schema: { ...told, description }, isAlways: true };
  });
  const isPaged = parameters.some(({ name }) => name === 'cursor');
  const items = isPaged || operation.operationId.startsWith('list') ? itemsOf(document, answer) : undefined;
  return {
    name: operation.operationId,
    method: method.toUpperCase(),
    path,
    text: [operation.summary, operation.description].filter(Boolean).join('\n\n'),
    query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    body: Object.keys(body?.properties ?? {}),
    fields: fieldsOf(parameters, body, operation.requestBody?.required !== false),
    headers: Object.fromEntries(sentHeaders.map((name) => [fieldOfHeader(name), name])),
    isKeyed: parameters.some(({ name }) => name === KEY),
    answer,
    isFile: answer === BYTES,
    holds: method === 'get' ? [] : (resolve<Schema>(document, answer).required ?? []),
    facts: isPaged && items === undefined ? [...facts, NEXT] : facts,
    items,
  };
}

/** Which member of an answer is a list, if one alone is. */
function itemsOf(document: ApiDocument, answer: Schema): string | undefined {
  if (answer.type === 'array') return '';
  const { properties = {} } = resolve<Schema>(document, answer);
  const lists = Object.keys(properties).filter((name) => properties[name]!.type === 'array');
  return lists.length === 1 ? lists[0] : undefined;
}

type Parameters = readonly { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];

function fieldsOf(parameters: Parameters, body: Schema | undefined, needsBody: boolean): Schema | undefined {
  const properties: Record<string, Schema> = {};
  const required = new Set(needsBody ? body?.required : []);
  for (const { name, in: place, schema, description, required: isRequired } of parameters) {
    const field = place === 'header' ? fieldOfHeader(name) : name;
    properties[field] = { ...schema, description: name === KEY ? KEY_TEXT : description };
    if (isRequired) required.add(field);
  }
  Object.assign(properties, body?.properties);
  if (Object.keys(properties).length === 0) return undefined;
  return { type: 'object', properties, required: [...required] };
}

function fieldOfHeader(name: string): string {
  const field = NAMES_OF_HEADERS[name];
  if (field === undefined) throw new Error(`what is the header ${name}?`);
  return field;
}

const KEY_TEXT =
  'Chosen anew for each call unless it is given. The same key and request answer as the first time and change nothing: give one to be able to repeat the call later.';

/** The schema of one item, or of the whole answer. */
export function itemOf(document: ApiDocument, { answer, items }: ClientOperation): Schema {
  if (items === undefined) return answer;
  return items === '' ? answer.items! : resolve<Schema>(document, answer).properties![items]!.items!;
}

/** A schema as a type: of the components by its name. */
export function typeOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return `Types.${name}`;
  if (schema === BYTES) return 'Uint8Array';
  if (schema.type === 'string') return 'string';
  throw new Error(`an answer that has no name: ${JSON.stringify(schema)}`);
}
