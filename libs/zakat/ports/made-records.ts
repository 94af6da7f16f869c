/** The records that were made under a caller's key. */
export abstract class MadeRecords {
  /** What was asked for under a key that has not expired by `nowMs`, and the ID of the record that came of it. See RequestClaim. */
  abstract find(keyHash: Buffer, nowMs: number): Promise<{ requestHash: Buffer; id: string } | undefined>;
}
