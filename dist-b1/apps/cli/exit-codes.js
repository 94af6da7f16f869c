/** The server refused, or the command could not do what it was asked. */
export const FAILED = 1;
/** The command line was written wrongly: as most shells and their commands have it. */
export const USAGE_ERROR = 2;
/** No answer: nobody listens, or the connection was cut. From sysexits.h. */
export const UNREACHABLE = 69;
//# sourceMappingURL=exit-codes.js.map