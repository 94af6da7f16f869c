/** The server refused, or the command could not do what it was asked. */
export const FAILED = 1;
/** The command line was written wrongly: as most shells and their commands have it. */
export const USAGE_ERROR = 2;
/** A run of zakat was carried out, and left wallets uncharged. */
export const LEFT_OVER = 3;
/** The command was carried out, and what it says could not be written to standard output. From sysexits.h. */
export const OUTPUT_LOST = 74;
/** The reader of the output has left, and the command had nothing else to do: 128 + SIGPIPE, as a shell has it. */
export const READER_LEFT = 141;
/** No answer: no process listens, or the connection was cut. From sysexits.h. */
export const UNREACHABLE = 69;
