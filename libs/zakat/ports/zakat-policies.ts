import type { ZakatPolicy } from '../model/zakat-policy.js';

/** A policy as an administrator set it. */
export interface PolicyVersion {
  /** Counts from 1. */
  readonly version: number;
  readonly policy: ZakatPolicy;
  /** As in the audit trail. */
  readonly author: string;
  readonly createdAtMs: number;
}

/** The policies that were ever in force: each a new version, none changed. */
export abstract class ZakatPolicies {
  /** Undefined until the first is set. */
  abstract latest(): Promise<PolicyVersion | undefined>;

  abstract version(version: number): Promise<PolicyVersion | undefined>;

  /** Newest first, those below `beforeVersion`. */
  abstract page(beforeVersion: number | undefined, limit: number): Promise<PolicyVersion[]>;

  /**
   * Adds the version after the latest one.
   * @returns false, and adds nothing, when another one was added since `version` was to be the next
   */
  abstract append(version: PolicyVersion): Promise<boolean>;
}
