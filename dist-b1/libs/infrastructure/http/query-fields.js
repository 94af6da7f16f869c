import { ISSUES, ValidationFailed } from './field-issue.js';
const INTEGER = /^-?(?:0|[1-9][0-9]{0,17})$/;
/**
 * Reads query parameters. One that is absent is `undefined`; one that is repeated, empty where a value is needed, or not
 * of the asked form is `undefined` and leaves an issue. The end is as in `BodyFields`.
 */
export class QueryFields {
    issues = [];
    parameters;
    /** @param query what `@Query()` gives: text by name, or an array of texts for a repeated name */
    constructor(query) {
        this.parameters = typeof query === 'object' && query !== null ? query : {};
    }
    string(name) {
        const value = this.parameters[name];
        if (value === undefined)
            return undefined;
        if (typeof value === 'string' && !value.includes('\0'))
            return value;
        return this.reportField(name, ISSUES.string);
    }
    /** Canonical decimal digits, no plus sign, exponent or leading zeros, from `range.min` to `range.max` inclusive. */
    integer(name, range) {
        const text = this.string(name);
        if (text === undefined)
            return undefined;
        if (!INTEGER.test(text))
            return this.reportField(name, ISSUES.integer);
        const value = Number(text);
        if (value >= range.min && value <= range.max)
            return value;
        return this.reportField(name, {
            msg: `Input should be from ${range.min} to ${range.max}`,
            type: value < range.min ? 'greater_than_equal' : 'less_than_equal',
        });
    }
    oneOf(name, choices) {
        const text = this.string(name);
        if (text === undefined)
            return undefined;
        const choice = choices.find((candidate) => candidate === text);
        return choice ?? this.reportField(name, { msg: `Input should be one of: ${choices.join(', ')}`, type: 'enum' });
    }
    /** Adds an issue that only the caller can see. */
    reportField(name, issue) {
        this.issues.push({ loc: ['query', name], msg: issue.msg, type: issue.type });
    }
    orRefuse(refusal) {
        if (this.issues.length > 0)
            throw refusal();
    }
    /** @throws ValidationFailed with every issue, when there is one */
    orList() {
        if (this.issues.length > 0)
            throw new ValidationFailed(this.issues);
    }
}
//# sourceMappingURL=query-fields.js.map