import { IsCount, IsOneOf, IsText } from '@app/infrastructure/http/validation/index.js';
import { type Capability, NODE_STATES, type NodeState } from '@app/node-registry';
import { IsOptional } from 'class-validator';
import { IsCapability } from './node-fields.js';

export const MAX_PAGE = 1000;

export class NodePageQuery {
  /** At most this many; a page ends earlier where it would pass about 1 MB */
  @IsCount({ min: 1, max: MAX_PAGE }, { default: MAX_PAGE })
  limit?: number = MAX_PAGE;

  /** `next_cursor` of the page before, with the same filters */
  @IsOptional()
  @IsText()
  cursor?: string;
}

export class NodeFilterQuery {
  @IsOptional()
  @IsCapability()
  capability?: Capability;

  @IsOptional()
  @IsOneOf(NODE_STATES)
  status?: NodeState;

  @IsCount({ min: 0, max: 100 })
  min_reputation?: number = 0;
}
