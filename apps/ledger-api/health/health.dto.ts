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

  /**
   * Why writes would fail, in words for operators; docs/operations.md says what to do.
   * @example ["the database is read-only: a standby, or its server is being maintained"]
   */
  reasons?: string[];

  /** Whether this process accepts writes; another one may hold the writer's lock. */
  writer?: boolean;

  /**
   * What this process is to the chain: it writes, reads after the one that writes, reads a hot standby of the database, or can do
   * neither at the moment.
   */
  role?: 'writer' | 'follower' | 'standby' | 'none';

  /**
   * Height of the highest block.
   * @example 2
   */
  height?: number;
}

export class WriterResponse {
  /** See `role` of `GET /health/ready`. */
  role!: 'writer' | 'follower' | 'standby' | 'none';
}
