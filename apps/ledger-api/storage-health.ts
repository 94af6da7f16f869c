/** Whether what this API stores things in answers. */
export abstract class StorageHealth {
  abstract readonly name: 'embedded' | 'postgres' | 'none';

  /** Never rejects. */
  abstract healthy(timeoutMs: number): Promise<boolean>;
}
