import { JsonNumber } from "../../../libs/infrastructure/http/json-value.js";
/**
 * One spelling of a JSON value: members sorted by key, no spaces, numbers as the sender wrote them, other characters as
 * they are. Python writes the same with `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.
 */
export function canonicalJson(value) {
    if (value instanceof JsonNumber)
        return value.text;
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value !== 'object' || value === null)
        return JSON.stringify(value);
    const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
//# sourceMappingURL=canonical-json.js.map