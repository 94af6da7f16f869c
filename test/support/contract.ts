import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What the contract looks at of one request and its answer. */
export interface Answered {
  method: string;
  /** With the query, as sent. */
  path: string;
  status: number;
  contentType: string | null;
  text: string;
}

/** An answer that the served OpenAPI document does not allow. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';

  constructor({ method, path, status, text }: Answered, what: string) {
    super(`${method} ${path} answered ${status}: ${what}\n${text.slice(0, 500)}`);
  }
}

interface Operation {
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: unknown }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas?: object; responses?: Operation['responses'] };
}

/** The routes that exist under no document: the framework's own answers. */
const FRAMEWORK_STATUSES = [204, 400, 403, 404, 405, 414, 421, 431, 503];

/**
 * The API's OpenAPI document as a test: every answer must have a documented path, method, status (or `default`), content
 * type, and, if it is JSON, a body that fits the schema and has no property that the schema does not name.
 */
export class Contract {
  private readonly document: Document;
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly succeeded = new Set<string>();

  /** @param ledgerUrl base URL of a server that serves /docs/openapi.json */
  static async of(ledgerUrl: string): Promise<Contract> {
    const answer = await fetch(`${ledgerUrl}/docs/openapi.json`);
    return new Contract((await answer.json()) as Document);
  }

  constructor(document: Document) {
    this.document = closed(document) as Document;
    this.ajv.addSchema(this.document, 'openapi');
  }

  /** Documented operations that no answer with a 2xx has been seen of, as `GET /api/v1/…`. */
  get unexercised(): string[] {
    return Object.entries(this.document.paths)
      .flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`))
      .filter((operation) => !this.succeeded.has(operation));
  }

  /** @throws ContractViolation */
  check(answered: Answered): void {
    const { method, status } = answered;
    const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
    const path = this.templateOf(answered.path.split('?', 1)[0]!, asked);
    const operation = path === undefined ? undefined : this.document.paths[path]?.[asked];
    if (path === undefined || !operation) {
      if (!FRAMEWORK_STATUSES.includes(status)) throw new ContractViolation(answered, 'the route is not documented');
      return;
    }
    const key = operation.responses[status] ? String(status) : 'default';
    const shared = operation.responses[key]?.$ref?.split('/').at(-1);
    const response = shared === undefined ? operation.responses[key] : this.document.components.responses![shared];
    if (!response || (key === 'default' && status < 400)) {
      throw new ContractViolation(answered, 'the status is not documented');
    }
    const place = shared === undefined ? ['paths', path, asked, 'responses', key] : ['components', 'responses', shared];
    this.checkBody(answered, response.content, place);
    if (status < 300 && method !== 'HEAD') this.succeeded.add(`${method} ${path}`);
  }

  private checkBody(answered: Answered, content: Operation['responses'][string]['content'], place: string[]): void {
    if (answered.text === '') {
      if (answered.method !== 'HEAD') throw new ContractViolation(answered, 'the body is missing');
      return;
    }
    const type = (answered.contentType ?? '').split(';', 1)[0]!.trim();
    if (!content?.[type]) throw new ContractViolation(answered, `the content type "${type}" is not documented`);
    if (!type.endsWith('json')) return;
    const validate = this.validatorAt([...place, 'content', type, 'schema']);
    if (!validate(JSON.parse(answered.text))) {
      throw new ContractViolation(answered, (validate.errors ?? []).map(inWords).join('; '));
    }
  }

  private validatorAt(place: string[]): ValidateFunction {
    const pointer = place.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    let validator = this.validators.get(pointer);
    if (!validator) {
      validator = this.ajv.compile({ $ref: `openapi#/${pointer}` });
      this.validators.set(pointer, validator);
    }
    return validator;
  }

  /** The documented path that `path` is an instance of; one without parameters goes first, then one that ends as the path does. */
  private templateOf(path: string, method: string): string | undefined {
    const matches = Object.entries(this.document.paths)
      .filter(([template, operations]) => method in operations && isInstance(path, template))
      .map(([template]) => template);
    const rank = (template: string) => 2 * template.split('{').length - (template.endsWith('}') ? 0 : 1);
    return matches.sort((left, right) => rank(left) - rank(right))[0];
  }
}

function isInstance(path: string, template: string): boolean {
  const [parts, slots] = [path.split('/'), template.split('/')];
  return parts.length === slots.length && slots.every((slot, at) => isSlot(slot, parts[at]!) || slot === parts[at]);
}

/** A parameter, and what may stand behind it, as in `{number}.pdf`. */
function isSlot(slot: string, part: string): boolean {
  return slot.startsWith('{') && part.endsWith(slot.slice(slot.indexOf('}') + 1));
}

/** The document with every object schema closed, so that an undocumented property is an error. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // Parts of one whole say each only something of it; the part that a reference leads to says all.
    copy[key] = key === 'allOf' ? member : closed(member);
  }
  if (copy.type === 'object' && 'properties' in copy) copy.additionalProperties ??= false;
  return copy;
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`;
}
