export class HealthResponse {
  /** @example "ok" */
  status!: string;
}

export class ReadinessResponse {
  status!: 'ready' | 'unavailable';

  /** @example "embedded" */
  database?: 'embedded' | 'postgres' | 'supabase' | 'none' | 'unreachable';

  /**
   * Of this server, as `mizan --version` says it.
   * @example "1.0.0"
   */
  version?: string;

  /** Whether this process accepts writes; another one may hold the writer's lock. */
  writer?: boolean;

  /**
   * Height of the highest block.
   * @example 2
   */
  height?: number;
}
