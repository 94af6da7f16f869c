import { ConfigurationFaults } from './configuration-faults.js';
/**
 * Reads the variables of `shape` out of `environment`, once, and freezes them. A variable that is empty counts as not
 * set. Variables that the shape does not name belong to somebody else and are not looked at.
 *
 * @throws ConfigurationFaults with a line for every fault
 */
export function readEnvironment(shape, environment, rules = () => { }) {
    const faults = [];
    const values = {};
    for (const [name, type] of Object.entries(shape)) {
        const outcome = type.safeParse(environment[name]?.trim() || undefined);
        if (outcome.success)
            values[name] = outcome.data;
        else
            faults.push(...outcome.error.issues.map((issue) => `${name}: ${issue.message}`));
    }
    rules(values, (line) => faults.push(line));
    if (faults.length > 0)
        throw new ConfigurationFaults(faults);
    return Object.freeze(values);
}
//# sourceMappingURL=read-environment.js.map