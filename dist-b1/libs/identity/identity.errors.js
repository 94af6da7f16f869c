import { DomainError } from "../kernel/index.js";
export class FieldsRequired extends DomainError {
    kind = 'invalid';
    code = 'fields_required';
}
/** A user could not be stored. The specification answers it with 500; nothing was written. */
export class UserNotCreated extends DomainError {
    kind = 'unavailable';
    code = 'user_not_created';
    /** The specification's status for it. */
    status = 500;
}
/** The code is wrong, used, expired, or was never made: one answer for all, so that it tells nothing. */
export class InvalidOneTimePassword extends DomainError {
    kind = 'denied';
    code = 'invalid_otp';
    constructor() {
        super('invalid or expired otp');
    }
}
//# sourceMappingURL=identity.errors.js.map