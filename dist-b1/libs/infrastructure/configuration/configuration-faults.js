/** What sysexits.h calls EX_CONFIG: the process was configured wrongly and starting it again will not help. */
export const CONFIGURATION_EXIT_CODE = 78;
/** Everything that is wrong with the environment, found in one pass. Each line names a variable and how to put it right. */
export class ConfigurationFaults extends Error {
    lines;
    constructor(lines) {
        super(lines.join('\n'));
        this.lines = lines;
        this.name = 'ConfigurationFaults';
    }
}
/**
 * Runs several readers of the environment and throws what all of them found wrong, together, so that a start is refused
 * once for everything.
 *
 * @throws ConfigurationFaults
 */
export function readTogether(...readers) {
    const lines = [];
    const values = readers.map((read) => {
        try {
            return read();
        }
        catch (error) {
            if (!(error instanceof ConfigurationFaults))
                throw error;
            lines.push(...error.lines);
            return undefined;
        }
    });
    if (lines.length > 0)
        throw new ConfigurationFaults([...new Set(lines)]);
    return values;
}
//# sourceMappingURL=configuration-faults.js.map