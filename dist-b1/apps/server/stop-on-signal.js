/** What was accepted must be finished within this time; then the process ends all the same. */
const STOP_WITHIN_MS = 9_000;
/**
 * Closes everything once, on SIGTERM or SIGINT, and ends the process with 0. A second signal changes nothing; a close that
 * hangs ends the process with 1.
 */
export function stopOnSignal(log, close) {
    let closing;
    const closeAll = () => {
        closing ??= close();
        return closing;
    };
    const onSignal = async (signal) => {
        log.info({ signal }, 'stopping');
        setTimeout(() => {
            log.error('stopping took too long');
            process.exit(1);
        }, STOP_WITHIN_MS).unref();
        try {
            await closeAll();
            process.exit(0);
        }
        catch (error) {
            log.error({ err: error }, 'stopping failed');
            process.exit(1);
        }
    };
    process.on('SIGTERM', (signal) => void onSignal(signal));
    process.on('SIGINT', (signal) => void onSignal(signal));
    return { closeAll };
}
//# sourceMappingURL=stop-on-signal.js.map