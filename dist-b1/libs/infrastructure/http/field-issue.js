import { DomainError } from "../../kernel/index.js";
/** Fields of a request that cannot be read as what they should be. The registry answers 422 with the whole list. */
export class ValidationFailed extends DomainError {
    issues;
    kind = 'invalid';
    code = 'validation_failed';
    status = 422;
    constructor(issues) {
        super('validation failed');
        this.issues = issues;
    }
}
/** Words and types follow Pydantic, whose answers the registry's clients already understand. */
export const ISSUES = {
    json: { msg: 'JSON decode error', type: 'json_invalid' },
    missing: { msg: 'Field required', type: 'missing' },
    object: { msg: 'Input should be a valid object', type: 'object_type' },
    list: { msg: 'Input should be a valid list', type: 'list_type' },
    string: { msg: 'Input should be a valid string', type: 'string_type' },
    boolean: { msg: 'Input should be a valid boolean', type: 'bool_type' },
    integer: { msg: 'Input should be a valid integer', type: 'int_type' },
    integerSize: { msg: 'Input should fit a signed 64-bit integer', type: 'int_size' },
    decimal: { msg: 'Input should be a plain decimal number', type: 'decimal_type' },
    decimalPlaces: { msg: 'Input has too many decimal places', type: 'decimal_max_places' },
    decimalDigits: { msg: 'Input has too many digits', type: 'decimal_max_digits' },
};
//# sourceMappingURL=field-issue.js.map