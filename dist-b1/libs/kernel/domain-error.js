/**
 * A request that the rules refuse. `code` is stable and meant for programs, `message` is the text that the
 * specification prints and never repeats what the caller sent. Anything else that is thrown is a bug and answers 500.
 */
export class DomainError extends Error {
    retryAfterSeconds;
    constructor(message, options = {}) {
        super(message, { cause: options.cause });
        this.name = new.target.name;
        this.retryAfterSeconds = options.retryAfterSeconds;
    }
}
//# sourceMappingURL=domain-error.js.map