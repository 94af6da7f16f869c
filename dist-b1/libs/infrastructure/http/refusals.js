import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { errorContent } from './openapi.js';
/** Documents a ledger route's refusals: `@Refusals({ 400: ['invalid request body', 'invalid address'] })`. */
export function Refusals(refusals) {
    return document('plain-text', refusals);
}
/** The same for the registry, whose errors are `{"detail": …}`; 422 needs no texts. */
export function DetailRefusals(refusals) {
    return document('detail', refusals);
}
function document(form, refusals) {
    const responses = Object.entries(refusals).map(([key, texts]) => {
        const status = Number(key);
        return ApiResponse({
            status,
            description: STATUS_CODES[status] ?? 'Error',
            content: errorContent(form, texts, status),
        });
    });
    return applyDecorators(...responses);
}
//# sourceMappingURL=refusals.js.map