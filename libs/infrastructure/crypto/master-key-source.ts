/** Where the master key comes from. */
export type MasterKeySource =
  /** `createWhenMissing`: not in a place that the operator named, where a missing key is a mistake. */
  | { readonly kind: 'file'; readonly path: string; readonly createWhenMissing: boolean }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** For messages: what an operator must keep safe. */
export function describeMasterKey(source: MasterKeySource): string {
  return source.kind === 'file' ? `master key ${source.path}` : 'master passphrase (MASTER_PASSPHRASE)';
}
