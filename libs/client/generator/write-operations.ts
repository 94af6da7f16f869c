import { type ApiDocument, nameOf } from './api-document.js';
import { type ClientOperation, itemOf, typeOf } from './client-operation.js';
import { moneyShapes } from './money-shapes.js';

/** The methods of an API as an interface, and as a table what each of them sends and reads. */
export function writeOperations(api: string, document: ApiDocument, operations: readonly ClientOperation[]): string {
  const title = inTitleCase(api);
  const methods = operations.map((operation) => writeMethod(document, operation)).join('\n\n');
  const rows = operations.map((operation) => `  ${operation.name}: ${writeRow(document, operation)},`).join('\n');
  return `// Made from openapi/${api}.json by \`npm run client\`.

import type { Call, CallOptions, Operation, Shapes } from '../../calls/operation.js';
import type { Pages } from '../../calls/pages.js';
import type * as Types from './types.gen.js';

/** The operations of the ${api} as methods. Each takes one object of its fields, and \`signal\` beside them. */
export interface ${title}Operations {
${methods}
}

export const ${api}Operations = {
${rows}
} as const satisfies Record<keyof ${title}Operations, Operation>;

/** Where money stands in answers. */
export const ${api}Shapes: Shapes = ${JSON.stringify(moneyShapes(document), null, 2)};
`;
}

function writeMethod(document: ApiDocument, operation: ClientOperation): string {
  const { name, text, fields, facts, items } = operation;
  const argument = fields ? `Call<Types.${inTitleCase(name)}Fields>` : 'CallOptions';
  const isNeeded = (fields?.required?.length ?? 0) > 0;
  const answer = facts.length > 0 ? `Types.${inTitleCase(name)}Result` : typeOf(itemOf(document, operation));
  const lines = text.replaceAll('*/', '* /').split('\n');
  const comment = ['/**', ...lines.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
  const result = items === undefined ? `Promise<${answer}>` : `Pages<${answer}>`;
  return [...comment, `${name}(call${isNeeded ? '' : '?'}: ${argument}): ${result};`]
    .map((line) => `  ${line}`)
    .join('\n');
}

/** What is empty is left out: each page that uses the client loads the table. */
function writeRow(document: ApiDocument, operation: ClientOperation): string {
  const { method, path, query, body, headers, isKeyed, isFile, holds, facts, items } = operation;
  const shape = nameOf(operation.answer) ?? nameOf(itemOf(document, operation));
  const row = {
    method,
    path,
    ...(query.length > 0 && { query }),
    ...(body.length > 0 && { body }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(isKeyed && { isKeyed }),
    ...(isFile && { isFile }),
    ...(shape !== undefined && shape in moneyShapes(document) && { answer: shape }),
    ...(holds.length > 0 && { holds }),
    ...(items !== undefined && { items }),
    ...(facts.length > 0 && { facts: Object.fromEntries(facts.map(({ name, header }) => [name, header])) }),
  };
  return JSON.stringify(row);
}

function inTitleCase(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}
