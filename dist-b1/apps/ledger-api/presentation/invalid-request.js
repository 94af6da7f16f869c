import { DomainError } from "../../../libs/kernel/index.js";
/** The body is no JSON object, or a field has the wrong type. The transfer routes say "payload" where the others say "body". */
export class InvalidRequest extends DomainError {
    kind = 'invalid';
    code = 'invalid_request';
    constructor(what) {
        super(`invalid request ${what}`);
    }
}
/** A query parameter is not one of its choices. */
export class InvalidParameter extends DomainError {
    kind = 'invalid';
    code = 'invalid_parameter';
}
//# sourceMappingURL=invalid-request.js.map