import { IsDecimal, IsText, Must } from '@app/infrastructure/http/validation/index.js';
import {
  isClamped,
  MAX_REPUTATION,
  type NodeId,
  REPUTATION_EVENT_TYPES,
  REPUTATION_PLACES,
  type ReputationChange,
} from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsNodeId } from './node-fields.js';

// No `multipleOf: 0.01`: in binary numbers 39.02 is no multiple of 0.01, and validators say so.
const SCORE = { type: 'number', minimum: 0, maximum: MAX_REPUTATION } as const;

const RANGE = `Input should be from -${MAX_REPUTATION} to ${MAX_REPUTATION}`;

export class ReputationEventRequest {
  /** @example "node_001" */
  @IsNodeId()
  node_id!: NodeId;

  @IsText({ enum: REPUTATION_EVENT_TYPES })
  event_type!: string;

  /**
   * In place of what the event is worth by rule; for administrators. At most two decimal places, which count exactly.
   * @example 12.5
   */
  @Must((delta: string) => Number(delta) >= -MAX_REPUTATION, { msg: RANGE, type: 'greater_than_equal' })
  @Must((delta: string) => Number(delta) <= MAX_REPUTATION, { msg: RANGE, type: 'less_than_equal' })
  @IsOptional()
  @IsDecimal(REPUTATION_PLACES, { minimum: -MAX_REPUTATION, maximum: MAX_REPUTATION })
  custom_delta?: string;
}

export class ReputationChangedResponse {
  success!: boolean;

  /** @example "node_001" */
  node_id!: string;

  /** With at most two decimal places. */
  @ApiProperty(SCORE)
  old_reputation!: number;

  /** With at most two decimal places. */
  @ApiProperty(SCORE)
  new_reputation!: number;

  /** What the event is worth. */
  @ApiProperty({ type: 'number' })
  delta!: number;

  /** The reputation moved by less than that, because it ends at 0 and at 100. */
  clamped!: boolean;

  @ApiProperty({ enum: REPUTATION_EVENT_TYPES })
  event_type!: string;

  /** Whether the delta is the rule's, and not `custom_delta`. */
  rule_applied!: boolean;

  /** Always null: a refusal has a status of its own. */
  @ApiProperty({ type: String, nullable: true })
  error!: string | null;
}

export function reputationChangedJson(nodeId: NodeId, change: ReputationChange) {
  return {
    success: true,
    node_id: nodeId,
    old_reputation: change.before,
    new_reputation: change.after,
    delta: change.delta,
    clamped: isClamped(change),
    event_type: change.eventType,
    rule_applied: !change.isCustom,
    error: null,
  };
}
