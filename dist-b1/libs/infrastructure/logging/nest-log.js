/** Nest's own messages on the process log. Its start-up chatter ("Mapped {…} route") is worth `debug` and no more. */
export class NestLog {
    pino;
    constructor(pino) {
        this.pino = pino;
    }
    log(message, ...rest) {
        this.write('debug', message, rest);
    }
    error(message, ...rest) {
        this.write('error', message, rest);
    }
    warn(message, ...rest) {
        this.write('warn', message, rest);
    }
    debug(message, ...rest) {
        this.write('debug', message, rest);
    }
    verbose(message, ...rest) {
        this.write('trace', message, rest);
    }
    fatal(message, ...rest) {
        this.write('fatal', message, rest);
    }
    /** Nest passes the context last and, for errors, a stack before it. */
    write(level, message, rest) {
        const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
        if (message instanceof Error)
            this.pino[level]({ context, err: message }, message.message);
        else
            this.pino[level]({ context }, String(message));
    }
}
//# sourceMappingURL=nest-log.js.map