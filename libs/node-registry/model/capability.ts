/** What a node says it can do. */
export type Capability = string & { readonly __brand: 'Capability' };

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
] as const;

/** As written in OpenAPI and in the schema's CHECK. */
export const CAPABILITY_PATTERN = '^[a-zA-Z0-9_-]{1,64}$';
/** So many capabilities one node may have. */
export const MAX_CAPABILITIES = 64;

const PATTERN = new RegExp(CAPABILITY_PATTERN);
const standard = new Set<string>(STANDARD_CAPABILITIES);

export function isCapability(text: string): text is Capability {
  return PATTERN.test(text);
}

export function isStandardCapability(text: string): boolean {
  return standard.has(text);
}

/** A set in its one spelling: without repetitions, in alphabetical order. */
export function capabilitySet(capabilities: readonly Capability[]): Capability[] {
  return [...new Set(capabilities)].sort();
}
