import type { FastifyRequest } from 'fastify';
import type { ErrorAnswer } from './error-answer.js';

/** Says where in the request the field stands that a rule of the domain refused: rules know names, not places. */
export function locateField(answer: ErrorAnswer, request: FastifyRequest): ErrorAnswer {
  const { field, issues, text, why = text, code } = answer;
  if (field === undefined || issues !== undefined) return answer;
  return { ...answer, issues: [{ loc: [placeOf(field, request), ...field.split('.')], msg: why, type: code }] };
}

function placeOf(field: string, { params, query }: FastifyRequest): string {
  if (field.includes('-')) return 'header';
  if (has(params, field)) return 'path';
  return has(query, field) ? 'query' : 'body';
}

function has(members: unknown, name: string): boolean {
  return typeof members === 'object' && members !== null && Object.hasOwn(members, name);
}
