import { CommandFailure } from '../command-failure.js';
import { UNREACHABLE } from '../exit-codes.js';
/** No connection was made, so nothing was asked of the server and nothing has happened there. */
export class NoServer extends CommandFailure {
    constructor(url, cause) {
        super(`no server answers at ${url.origin} (${reasonOf(cause)})`, UNREACHABLE, { cause });
    }
}
/** The request was on its way when the connection ended or the time was up: the server may have carried it out. */
export class AnswerLost extends CommandFailure {
    constructor(url, cause) {
        super(`the answer of ${url.origin} was lost (${reasonOf(cause)})`, UNREACHABLE, { cause });
    }
}
/** `localhost` is tried at several addresses, and an error about all of them has a code but no message. */
function reasonOf(cause) {
    const { code } = cause;
    return code ?? cause.message;
}
//# sourceMappingURL=registry-client.errors.js.map