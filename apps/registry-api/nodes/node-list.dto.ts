import { IsCount, IsOneOf, IsText } from '@app/infrastructure/http/validation/index.js';
import { type Capability, NODE_STATES, type NodeState } from '@app/node-registry';
import { IsOptional } from 'class-validator';
import { IsCapability, IsMatching } from './node-fields.js';

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

export class NodeOriginQuery {
  /**
   * Whose nodes: `local`, those of this registry; `all`, also those that its peers tell of; or the `registry_id` of one. Unless it is left
   * out or `local`, each node has `origin`, `as_of` and `receiving_address`
   */
  @IsOptional()
  @IsMatching(/^(?:local|all|[0-9a-f]{32})$/, 'Origin is local, all, or the 32 hexadecimal digits of a registry ID', {
    default: 'local',
  })
  origin?: string;
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
