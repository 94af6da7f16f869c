import { IsLimit, PageQuery } from '../presentation/page-query.dto.js';

export class LogsQuery extends PageQuery {
  @IsLimit({ default: 100 })
  override limit?: number = 100;
}

export class SystemLogResponse {
  /** @example "42" */
  id!: string;

  level!: 'info' | 'warn' | 'error';

  /** @example "otp_generated" */
  type!: string;

  /** @example "a one-time password was made" */
  message!: string;

  /** @example "127.0.0.1" */
  ip!: string;

  /** @example "2026-11-21T20:15:00.000Z" */
  timestamp!: string;
}

export class SystemLogsResponse {
  logs!: SystemLogResponse[];
}
