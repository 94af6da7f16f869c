/** Whether what this API stores things in answers. */
export abstract class StorageHealth {
  abstract readonly name: 'embedded' | 'postgres' | 'supabase' | 'none';

  /** Never rejects. */
  abstract healthy(timeoutMs: number): Promise<boolean>;
}
