import type { Api } from '../hostile/support/hostile-case.js';

/** As much of JSON Schema as the documents use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  examples?: unknown[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

/** A route of a served document. */
export interface Operation {
  api: Api;
  /** In capitals. */
  method: string;
  path: string;
  parameters: readonly Parameter[];
  body: Schema | undefined;
}

interface DocumentedOperation {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
}

/** An OpenAPI document as it is served, with its references. */
export class ApiDocument {
  private constructor(
    readonly api: Api,
    private readonly document: {
      paths: Record<string, Record<string, DocumentedOperation>>;
      components?: { schemas?: Record<string, Schema>; parameters?: Record<string, Parameter> };
    },
  ) {}

  static async of(api: Api, url: string): Promise<ApiDocument> {
    const answer = await fetch(`${url}/docs/openapi.json`);
    return new ApiDocument(api, JSON.parse(await answer.text()));
  }

  /** Reads first, so that they are tried on little data, and what takes things away last. */
  operations(): Operation[] {
    const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const all = Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        api: this.api,
        method: method.toUpperCase(),
        path,
        parameters: (operation.parameters ?? []).map((parameter) => this.parameter(parameter)),
        body: operation.requestBody?.content?.['application/json']?.schema,
      })),
    );
    return all.sort((left, right) => order.indexOf(left.method) - order.indexOf(right.method));
  }

  private parameter(given: Parameter | { $ref: string }): Parameter {
    return '$ref' in given ? this.document.components!.parameters![given.$ref.split('/').at(-1)!]! : given;
  }

  /** The schema that a reference leads to, or the schema itself. */
  resolve(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1);
    if (name === undefined) return schema;
    const found = this.document.components?.schemas?.[name];
    if (found === undefined) throw new Error(`the document has no schema ${name}`);
    return this.resolve(found);
  }
}
