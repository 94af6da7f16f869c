import { InvalidCursor } from '@app/infrastructure/http/cursor.js';
import { InvalidLimit } from '@app/infrastructure/http/paging.js';
import { IsCount, IsText } from '@app/infrastructure/http/validation/index.js';
import type { ApiPropertyOptions } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';

const LIMITS = { min: 1, max: 1000 };

/** Rows of a page. */
export function IsLimit(schema?: ApiPropertyOptions): PropertyDecorator {
  return IsCount(LIMITS, schema, () => new InvalidLimit(LIMITS.min, LIMITS.max));
}

/** What every list takes. */
export class PageQuery {
  /**
   * Answer with a page of at most this many, which ends earlier where it would pass about 1 MB; a `Link` header with `rel="next"`
   * leads to the next page
   */
  @IsOptional()
  @IsLimit()
  limit?: number;

  /** From the `Link` header; opaque. It belongs to this query: with another wallet, order or filter it is refused */
  @IsOptional()
  @IsText({}, () => new InvalidCursor())
  cursor?: string;
}
