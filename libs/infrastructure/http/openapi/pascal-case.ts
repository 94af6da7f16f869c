/** `node_id` and `Retry-After` as names of components: `NodeId`, `RetryAfter`. */
export function inPascalCase(name: string): string {
  return name.replaceAll(/(?:^|[-_])([a-z])/gi, (_, letter: string) => letter.toUpperCase());
}
