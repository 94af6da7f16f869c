var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "../access/auth-data.dto.js";
import * as openapi from "@nestjs/swagger";
import { BodyFields } from "../../../libs/infrastructure/http/body-fields.js";
import { CAPABILITY_PATTERN, NODE_ID_PATTERN, } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
import { ANY_NODE } from './node-list.js';
import { readCapabilities, readNodeId } from './read-fields.js';
const NAMES = { type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN }, maxItems: 64 };
export class NewCapabilitiesRequest {
    /** @example "node_001" */
    node_id;
    /** @example ["gpu"] */
    new_capabilities;
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, example: "node_001" }, new_capabilities: { required: true, type: () => [String], example: ["gpu"] }, auth_data: { required: false, type: () => openapi_import_1.AuthData } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], NewCapabilitiesRequest.prototype, "node_id", void 0);
__decorate([
    ApiProperty(NAMES),
    __metadata("design:type", Array)
], NewCapabilitiesRequest.prototype, "new_capabilities", void 0);
export class RemoveCapabilitiesRequest {
    /** @example "node_001" */
    node_id;
    /** Those that the node does not have are passed over. */
    capabilities_to_remove;
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, example: "node_001" }, capabilities_to_remove: { required: true, type: () => [String], description: "Those that the node does not have are passed over." }, auth_data: { required: false, type: () => openapi_import_1.AuthData } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], RemoveCapabilitiesRequest.prototype, "node_id", void 0);
__decorate([
    ApiProperty(NAMES),
    __metadata("design:type", Array)
], RemoveCapabilitiesRequest.prototype, "capabilities_to_remove", void 0);
export class CapabilitiesChangedResponse {
    success;
    /** @example "node_001" */
    node_id;
    old_capabilities;
    new_capabilities;
    added_capabilities;
    removed_capabilities;
    /** Always null: a refusal has a status of its own. */
    error;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, old_capabilities: { required: true, type: () => [String] }, new_capabilities: { required: true, type: () => [String] }, added_capabilities: { required: true, type: () => [String] }, removed_capabilities: { required: true, type: () => [String] }, error: { required: true, type: () => String, nullable: true, description: "Always null: a refusal has a status of its own." } };
    }
}
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], CapabilitiesChangedResponse.prototype, "error", void 0);
export class QueryCapabilitiesRequest {
    /**
     * At least one.
     * @example ["compute", "gpu"]
     */
    capabilities;
    /** Nodes that have all of them; otherwise one is enough. */
    match_all;
    static _OPENAPI_METADATA_FACTORY() {
        return { capabilities: { required: true, type: () => [String], description: "At least one.", example: ["compute", "gpu"] }, match_all: { required: false, type: () => Boolean, description: "Nodes that have all of them; otherwise one is enough." } };
    }
}
__decorate([
    ApiProperty({ ...NAMES, minItems: 1 }),
    __metadata("design:type", Array)
], QueryCapabilitiesRequest.prototype, "capabilities", void 0);
__decorate([
    ApiProperty({ required: false, default: false }),
    __metadata("design:type", Boolean)
], QueryCapabilitiesRequest.prototype, "match_all", void 0);
export class CapabilityCountResponse {
    /** @example "compute" */
    capability;
    /** Nodes in service that have it. */
    count;
    static _OPENAPI_METADATA_FACTORY() {
        return { capability: { required: true, type: () => String, example: "compute" }, count: { required: true, type: () => Number, description: "Nodes in service that have it." } };
    }
}
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], CapabilityCountResponse.prototype, "count", void 0);
export class CapabilityStatisticsResponse {
    /** Nodes in service. */
    total_nodes;
    /** Different capabilities that they have. */
    total_capabilities;
    /** Nodes by capability. */
    capability_counts;
    /** The five that most nodes have. */
    most_common_capabilities;
    /** Standard ones among them. */
    standard_capabilities;
    /** The others. */
    custom_capabilities;
    static _OPENAPI_METADATA_FACTORY() {
        return { total_nodes: { required: true, type: () => Number, description: "Nodes in service." }, total_capabilities: { required: true, type: () => Number, description: "Different capabilities that they have." }, capability_counts: { required: true, type: "object", additionalProperties: { type: "number" }, description: "Nodes by capability." }, most_common_capabilities: { required: true, type: () => [CapabilityCountResponse], description: "The five that most nodes have." }, standard_capabilities: { required: true, type: () => [String], description: "Standard ones among them." }, custom_capabilities: { required: true, type: () => [String], description: "The others." } };
    }
}
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], CapabilityStatisticsResponse.prototype, "total_nodes", void 0);
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], CapabilityStatisticsResponse.prototype, "total_capabilities", void 0);
__decorate([
    ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }),
    __metadata("design:type", Object)
], CapabilityStatisticsResponse.prototype, "capability_counts", void 0);
export class AvailableCapabilitiesResponse {
    /** The standard ones, and the custom ones that a node in service has. */
    capabilities;
    static _OPENAPI_METADATA_FACTORY() {
        return { capabilities: { required: true, type: () => [String], description: "The standard ones, and the custom ones that a node in service has." } };
    }
}
export class CapabilityValidationResponse {
    capability;
    /** It may be used as a name. */
    is_valid;
    is_standard;
    static _OPENAPI_METADATA_FACTORY() {
        return { capability: { required: true, type: () => String }, is_valid: { required: true, type: () => Boolean, description: "It may be used as a name." }, is_standard: { required: true, type: () => Boolean } };
    }
}
/** @throws ValidationFailed */
export function readCapabilityChange(body, listName) {
    const fields = new BodyFields(body);
    const nodeId = readNodeId(fields);
    const capabilities = readCapabilities(fields, listName);
    fields.orList();
    return { nodeId: nodeId, capabilities: capabilities };
}
/** @throws ValidationFailed */
export function readCapabilityQuery(body) {
    const fields = new BodyFields(body);
    const capabilities = readCapabilities(fields, 'capabilities');
    if (capabilities?.length === 0)
        fields.reportField('capabilities', { msg: 'List should have at least 1 item', type: 'too_short' });
    const matchAll = fields.boolean('match_all') ?? false;
    fields.orList();
    return { ...ANY_NODE, capabilities: capabilities, matchAny: !matchAll };
}
export function capabilitiesChangedJson(nodeId, change) {
    return {
        success: true,
        node_id: nodeId,
        old_capabilities: change.before,
        new_capabilities: change.after,
        added_capabilities: change.added,
        removed_capabilities: change.removed,
        error: null,
    };
}
export function statisticsJson({ nodes, counts, mostCommon, standard, custom }) {
    return {
        total_nodes: nodes,
        total_capabilities: counts.length,
        capability_counts: Object.fromEntries(counts.map((count) => [count.capability, count.nodes])),
        most_common_capabilities: mostCommon.map((count) => ({ capability: count.capability, count: count.nodes })),
        standard_capabilities: standard,
        custom_capabilities: custom,
    };
}
//# sourceMappingURL=capabilities.dto.js.map