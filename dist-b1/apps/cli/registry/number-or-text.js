import { JsonNumber } from "../../../libs/infrastructure/http/json-value.js";
export function numberOrText(text) {
    return text !== undefined && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? JsonNumber.of(text) : text;
}
//# sourceMappingURL=number-or-text.js.map