/** Whether what this API stores things in takes writes. */
export abstract class StorageHealth {
  abstract readonly name: 'embedded' | 'postgres' | 'supabase' | 'none';

  /**
   * Why not, in words for operators; undefined when it takes a write within `timeoutMs`, or answers a read where only that is
   * asked for. Never rejects.
   */
  abstract trouble(timeoutMs: number, effect?: 'write' | 'read'): Promise<string | undefined>;
}
