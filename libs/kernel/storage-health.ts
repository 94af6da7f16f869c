/** Whether what this API stores things in takes writes. */
export abstract class StorageHealth {
  abstract readonly name: 'embedded' | 'postgres' | 'supabase' | 'none';

  /** Why not, in words for operators. Never rejects. */
  abstract trouble(timeoutMs: number): Promise<string | undefined>;
}
