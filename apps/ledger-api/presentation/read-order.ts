import { QueryFields } from '@app/infrastructure/http/query-fields.js';
import { InvalidParameter } from './invalid-request.js';

/** @throws InvalidParameter */
export function readOrder(query: unknown): 'asc' | 'desc' {
  const fields = new QueryFields(query);
  const order = fields.oneOf('order', ['asc', 'desc']) ?? 'asc';
  fields.orRefuse(() => new InvalidParameter('order must be asc or desc'));
  return order;
}
