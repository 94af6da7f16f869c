export const STANDARD_CAPABILITIES = [
    'compute',
    'storage',
    'gpu',
    'network',
    'security',
    'ai_ml',
    'blockchain',
    'database',
    'web_server',
    'wallet',
];
/** As written in OpenAPI and in the schema's CHECK. */
export const CAPABILITY_PATTERN = '^[a-zA-Z0-9_-]{1,64}$';
/** So many capabilities one node may have. */
export const MAX_CAPABILITIES = 64;
const PATTERN = new RegExp(CAPABILITY_PATTERN);
const standard = new Set(STANDARD_CAPABILITIES);
export function isCapability(text) {
    return PATTERN.test(text);
}
export function isStandardCapability(text) {
    return standard.has(text);
}
/** A set in its one spelling: without repetitions, in alphabetical order. */
export function capabilitySet(capabilities) {
    return [...new Set(capabilities)].sort();
}
//# sourceMappingURL=capability.js.map