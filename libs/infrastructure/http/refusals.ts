import { STATUS_CODES } from 'node:http';
import { ApiResponse } from '@nestjs/swagger';
import { errorContent, type RefusalTexts } from './openapi/error-content.js';

/** Error texts by status and code, in the order in which they are checked. */
export type DocumentedRefusals = Readonly<Record<number, RefusalTexts>>;

const REFUSALS = Symbol('documented refusals');

/** Documents a ledger route's refusals: `@Refusals({ 400: { invalid_address: 'invalid address' } })`. */
export function Refusals(refusals: DocumentedRefusals): MethodDecorator {
  return document('plain-text', refusals);
}

/** The same for the registry, whose errors are `{"detail": …}`; 422 needs no texts. */
export function DetailRefusals(refusals: DocumentedRefusals): MethodDecorator {
  return document('detail', refusals);
}

/** Adds to what other decorators of the route have documented: those of a guard stand above, and are checked first. */
function document(form: 'plain-text' | 'detail', refusals: DocumentedRefusals): MethodDecorator {
  return (target, key, descriptor) => {
    const below: DocumentedRefusals = Reflect.getMetadata(REFUSALS, target, key) ?? {};
    const all: Record<number, RefusalTexts> = { ...below };
    for (const [name, texts] of Object.entries(refusals)) {
      const status = Number(name);
      all[status] = { ...texts, ...below[status] };
      const content = errorContent(form, status, all[status]) as never;
      // What is documented already keeps its description; Nest would write it twice.
      const description = below[status] ? '' : (STATUS_CODES[status] ?? 'Error');
      ApiResponse({ status, description, content })(target, key, descriptor);
    }
    Reflect.defineMetadata(REFUSALS, all, target, key);
  };
}
