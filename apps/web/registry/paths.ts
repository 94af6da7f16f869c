/** Every page of the registry. Other paths than `/` must be none of its API. */
export const REGISTRY_PATHS = ['/', '/node/:node', '/reserves', '/registries'] as const;

export type RegistryPath = (typeof REGISTRY_PATHS)[number];
