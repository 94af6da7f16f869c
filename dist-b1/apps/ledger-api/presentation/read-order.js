import { QueryFields } from "../../../libs/infrastructure/http/query-fields.js";
import { InvalidParameter } from './invalid-request.js';
/** @throws InvalidParameter */
export function readOrder(query) {
    const fields = new QueryFields(query);
    const order = fields.oneOf('order', ['asc', 'desc']) ?? 'asc';
    fields.orRefuse(() => new InvalidParameter('order must be asc or desc'));
    return order;
}
//# sourceMappingURL=read-order.js.map