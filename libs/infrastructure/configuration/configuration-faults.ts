/** What sysexits.h calls EX_CONFIG: the process was configured wrongly and starting it again will not help. */
export const CONFIGURATION_EXIT_CODE = 78;

/** Everything that is wrong with the environment, found in one pass. Each line names a variable and how to put it right. */
export class ConfigurationFaults extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigurationFaults';
  }
}
