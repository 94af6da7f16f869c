/** A command cannot do what it was asked, for a reason that the operator can act on. */
export class CommandFailure extends Error {
    exitCode;
    name = 'CommandFailure';
    /** @param exitCode from sysexits.h */
    constructor(message, exitCode, options) {
        super(message, options);
        this.exitCode = exitCode;
    }
}
//# sourceMappingURL=command-failure.js.map