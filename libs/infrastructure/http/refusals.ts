import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { errorContent, type RefusalTexts } from './openapi/error-content.js';

/** Error texts by status and code, in the order in which they are checked. */
export type DocumentedRefusals = Readonly<Record<number, RefusalTexts>>;

/** Documents a ledger route's refusals: `@Refusals({ 400: { invalid_address: 'invalid address' } })`. */
export function Refusals(refusals: DocumentedRefusals): MethodDecorator & ClassDecorator {
  return document('plain-text', refusals);
}

/** The same for the registry, whose errors are `{"detail": …}`; 422 needs no texts. */
export function DetailRefusals(refusals: DocumentedRefusals): MethodDecorator & ClassDecorator {
  return document('detail', refusals);
}

function document(form: 'plain-text' | 'detail', refusals: DocumentedRefusals) {
  const responses = Object.entries(refusals).map(([key, texts]) => {
    const status = Number(key);
    return ApiResponse({
      status,
      description: STATUS_CODES[status] ?? 'Error',
      content: errorContent(form, status, texts) as never,
    });
  });
  return applyDecorators(...responses);
}
