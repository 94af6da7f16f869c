import { BodyFields } from '@app/infrastructure/http/body-fields.js';
import {
  isClamped,
  MAX_REPUTATION,
  NODE_ID_PATTERN,
  type NodeId,
  REPUTATION_EVENT_TYPES,
  REPUTATION_PLACES,
  type ReputationChange,
  type ReputationRequest,
} from '@app/node-registry';
import { ApiProperty } from '@nestjs/swagger';
import { readNodeId } from './read-fields.js';

// No `multipleOf: 0.01`: in binary numbers 39.02 is no multiple of 0.01, and validators say so.
const SCORE = { type: 'number', minimum: 0, maximum: MAX_REPUTATION } as const;

export class ReputationEventRequest {
  /** @example "node_001" */
  @ApiProperty({ pattern: NODE_ID_PATTERN })
  node_id!: string;

  @ApiProperty({ enum: REPUTATION_EVENT_TYPES })
  event_type!: string;

  /**
   * In place of what the event is worth by rule; for administrators. At most two decimal places, which count exactly.
   * @example 12.5
   */
  @ApiProperty({ type: 'number', minimum: -MAX_REPUTATION, maximum: MAX_REPUTATION, required: false })
  custom_delta?: number;
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

/** @throws ValidationFailed */
export function readReputationEvent(body: unknown): Omit<ReputationRequest, 'actor'> {
  const fields = new BodyFields(body);
  const nodeId = readNodeId(fields);
  const eventType = fields.require('event_type').string('event_type');
  const customDelta = readDelta(fields);
  fields.orList();
  return { nodeId: nodeId!, eventType: eventType!, customDelta };
}

function readDelta(fields: BodyFields): number | undefined {
  const text = fields.decimal('custom_delta', REPUTATION_PLACES);
  if (text === undefined) return undefined;
  const delta = Number(text);
  if (Math.abs(delta) <= MAX_REPUTATION) return delta === 0 ? 0 : delta;
  return fields.reportField('custom_delta', {
    msg: `Input should be from -${MAX_REPUTATION} to ${MAX_REPUTATION}`,
    type: delta < 0 ? 'greater_than_equal' : 'less_than_equal',
  });
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
