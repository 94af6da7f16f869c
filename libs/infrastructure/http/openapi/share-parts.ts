import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type Response } from './operations.js';
import { inPascalCase } from './pascal-case.js';

/** Where a part stands: a parameter of an operation, a header of a response. */
interface Place {
  name: string;
  operationId: string;
  part: object;
  /** Several operations may have the same one. */
  holder: object[] | Record<string, object>;
  key: string | number;
}

/** Parameters, and headers of responses, that stand more than once, word for word, are written once. */
export function shareParts(document: OpenAPIObject): void {
  const components = document.components as Record<string, Record<string, object>>;
  const operations = operationsOf(document);
  const parameters = operations.flatMap(({ operationId, parameters: holder = [] }) =>
    holder.map((part, key) => ({ name: (part as { name: string }).name, operationId, part, holder, key })),
  );
  components.parameters = share('parameters', parameters);
  const common = { operationId: 'common', responses: components.responses as Record<string, Response> };
  const headers = [common, ...operations].flatMap(({ operationId, responses }) =>
    Object.values(responses).flatMap(({ headers: holder = {} }) =>
      Object.entries(holder).map(([name, part]) => ({ name, operationId, part, holder, key: name })),
    ),
  );
  components.headers = share('headers', headers);
}

/** @returns what was shared, by name; where parts of one name differ, all but the first are called after an operation */
function share(kind: string, places: readonly Place[]): Record<string, object> {
  const alike = new Map<string, Place[]>();
  for (const place of places) {
    const text = JSON.stringify(place.part);
    alike.set(text, [...(alike.get(text) ?? []), place]);
  }
  const shared: Record<string, object> = {};
  for (const group of alike.values()) {
    if (group.length === 1) continue;
    const [first] = group as [Place];
    const plain = inPascalCase(first.name);
    const name = plain in shared ? `${inPascalCase(first.operationId)}${plain}` : plain;
    shared[name] = first.part;
    for (const { holder, key } of group) Object.assign(holder, { [key]: { $ref: `#/components/${kind}/${name}` } });
  }
  return shared;
}
