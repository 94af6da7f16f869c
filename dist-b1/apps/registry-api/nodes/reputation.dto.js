var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { isClamped, MAX_REPUTATION, NODE_ID_PATTERN, REPUTATION_EVENT_TYPES, } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
import { readNodeId } from './read-fields.js';
const SCORE = { type: 'integer', minimum: 0, maximum: MAX_REPUTATION };
export class ReputationEventRequest {
    /** @example "node_001" */
    node_id;
    event_type;
    /** In place of what the event is worth by rule; for administrators. */
    custom_delta;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, example: "node_001" }, event_type: { required: true, type: () => String }, custom_delta: { required: false, type: () => Number, description: "In place of what the event is worth by rule; for administrators." } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], ReputationEventRequest.prototype, "node_id", void 0);
__decorate([
    ApiProperty({ enum: REPUTATION_EVENT_TYPES }),
    __metadata("design:type", String)
], ReputationEventRequest.prototype, "event_type", void 0);
__decorate([
    ApiProperty({ type: 'integer', minimum: -MAX_REPUTATION, maximum: MAX_REPUTATION, required: false }),
    __metadata("design:type", Number)
], ReputationEventRequest.prototype, "custom_delta", void 0);
export class ReputationChangedResponse {
    success;
    /** @example "node_001" */
    node_id;
    old_reputation;
    new_reputation;
    /** What the event is worth. */
    delta;
    /** The reputation moved by less than that, because it ends at 0 and at 100. */
    clamped;
    event_type;
    /**
     * Whose delta it was: the rule's, or `custom_delta`.
     * @example "task_success"
     */
    rule_applied;
    /** Always null: a refusal has a status of its own. */
    error;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, old_reputation: { required: true, type: () => Number }, new_reputation: { required: true, type: () => Number }, delta: { required: true, type: () => Number, description: "What the event is worth." }, clamped: { required: true, type: () => Boolean, description: "The reputation moved by less than that, because it ends at 0 and at 100." }, event_type: { required: true, type: () => String }, rule_applied: { required: true, type: () => String, description: "Whose delta it was: the rule's, or `custom_delta`.", example: "task_success" }, error: { required: true, type: () => String, nullable: true, description: "Always null: a refusal has a status of its own." } };
    }
}
__decorate([
    ApiProperty(SCORE),
    __metadata("design:type", Number)
], ReputationChangedResponse.prototype, "old_reputation", void 0);
__decorate([
    ApiProperty(SCORE),
    __metadata("design:type", Number)
], ReputationChangedResponse.prototype, "new_reputation", void 0);
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], ReputationChangedResponse.prototype, "delta", void 0);
__decorate([
    ApiProperty({ enum: REPUTATION_EVENT_TYPES }),
    __metadata("design:type", String)
], ReputationChangedResponse.prototype, "event_type", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ReputationChangedResponse.prototype, "error", void 0);
/** @throws ValidationFailed */
export function readReputationEvent(body) {
    const fields = new BodyFields(body);
    const nodeId = readNodeId(fields);
    const eventType = fields.require('event_type').string('event_type');
    const customDelta = fields.integer('custom_delta');
    if (customDelta !== undefined && (customDelta > MAX_REPUTATION || customDelta < -MAX_REPUTATION)) {
        fields.reportField('custom_delta', {
            msg: `Input should be from -${MAX_REPUTATION} to ${MAX_REPUTATION}`,
            type: customDelta < 0n ? 'greater_than_equal' : 'less_than_equal',
        });
    }
    fields.orList();
    return {
        nodeId: nodeId,
        eventType: eventType,
        customDelta: customDelta === undefined ? undefined : Number(customDelta),
    };
}
export function reputationChangedJson(nodeId, change) {
    return {
        success: true,
        node_id: nodeId,
        old_reputation: change.before,
        new_reputation: change.after,
        delta: change.delta,
        clamped: isClamped(change),
        event_type: change.eventType,
        rule_applied: change.isCustom ? 'custom_delta' : change.eventType,
        error: null,
    };
}
//# sourceMappingURL=reputation.dto.js.map