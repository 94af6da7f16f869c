import { DomainError } from "../../kernel/index.js";
/** A refusal that only HTTP knows, such as a body that is too large. Rules of the domain throw a `DomainError` of their own. */
export class HttpRefusal extends DomainError {
    kind;
    code;
    status;
    headers;
    constructor(options) {
        super(options.message, options);
        this.kind = options.status >= 500 ? 'unavailable' : 'invalid';
        this.code = options.code;
        this.status = options.status;
        this.headers = options.headers ?? {};
    }
}
//# sourceMappingURL=http-refusal.js.map