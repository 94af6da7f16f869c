/** Every page of the registry. Other paths than `/` must be none of its API. */
export const REGISTRY_PATHS = ['/'] as const;

export type RegistryPath = (typeof REGISTRY_PATHS)[number];
