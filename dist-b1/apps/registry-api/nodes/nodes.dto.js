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
import { CAPABILITY_PATTERN, NODE_ID_PATTERN, PUBLIC_KEY_PATTERN } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
import { readAddress, readCapabilities, readNodeId, readPublicKey } from './read-fields.js';
export class RegisterNodeRequest {
    /**
     * No word of the registry's own paths, such as `health`.
     * @example "node_001"
     */
    node_id;
    /**
     * Host, `host:port` or URL; visible ASCII, at most 255 characters.
     * @example "10.0.0.7:9000"
     */
    address;
    /** @example ["compute", "storage"] */
    capabilities;
    /** Hex. The request must be signed with it. A node without one gets a secret to sign with. */
    public_key;
    /** For an id that is registered already: proof by its secret. */
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, description: "No word of the registry's own paths, such as `health`.", example: "node_001" }, address: { required: true, type: () => String, description: "Host, `host:port` or URL; visible ASCII, at most 255 characters.", example: "10.0.0.7:9000" }, capabilities: { required: true, type: () => [String], example: ["compute", "storage"] }, public_key: { required: false, type: () => String, description: "Hex. The request must be signed with it. A node without one gets a secret to sign with." }, auth_data: { required: false, type: () => openapi_import_1.AuthData, description: "For an id that is registered already: proof by its secret." } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], RegisterNodeRequest.prototype, "node_id", void 0);
__decorate([
    ApiProperty({ type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN }, maxItems: 64 }),
    __metadata("design:type", Array)
], RegisterNodeRequest.prototype, "capabilities", void 0);
__decorate([
    ApiProperty({ pattern: PUBLIC_KEY_PATTERN, required: false }),
    __metadata("design:type", String)
], RegisterNodeRequest.prototype, "public_key", void 0);
export class RegisterNodeResponse {
    success;
    /** @example "Node node_001 registered." */
    message;
    /** Hex, 32 bytes; for a new node without a public key. It is shown this once. */
    auth_secret;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, message: { required: true, type: () => String, example: "Node node_001 registered." }, auth_secret: { required: false, type: () => String, description: "Hex, 32 bytes; for a new node without a public key. It is shown this once." } };
    }
}
__decorate([
    ApiProperty({ required: false }),
    __metadata("design:type", String)
], RegisterNodeResponse.prototype, "auth_secret", void 0);
export class HeartbeatRequest {
    /**
     * Above that of every earlier heartbeat.
     * @example 1
     */
    sequence;
    /** Seconds since the node started. */
    uptime;
    latency_ms;
    auth_data;
    static _OPENAPI_METADATA_FACTORY() {
        return { sequence: { required: true, type: () => Number, description: "Above that of every earlier heartbeat.", example: 1 }, uptime: { required: false, type: () => Number, description: "Seconds since the node started." }, latency_ms: { required: false, type: () => Number }, auth_data: { required: false, type: () => openapi_import_1.AuthData } };
    }
}
__decorate([
    ApiProperty({ type: 'integer', minimum: 0 }),
    __metadata("design:type", Number)
], HeartbeatRequest.prototype, "sequence", void 0);
__decorate([
    ApiProperty({ type: Number, minimum: 0, required: false }),
    __metadata("design:type", Number)
], HeartbeatRequest.prototype, "uptime", void 0);
__decorate([
    ApiProperty({ type: Number, minimum: 0, required: false }),
    __metadata("design:type", Number)
], HeartbeatRequest.prototype, "latency_ms", void 0);
export class HeartbeatResponse {
    success;
    /** @example "node_001" */
    node_id;
    status;
    sequence;
    /** UTC. */
    last_heartbeat;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, node_id: { required: true, type: () => String, example: "node_001" }, status: { required: true, type: () => String }, sequence: { required: true, type: () => Number }, last_heartbeat: { required: true, type: () => String, description: "UTC." } };
    }
}
__decorate([
    ApiProperty({ enum: ['online'] }),
    __metadata("design:type", String)
], HeartbeatResponse.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: 'integer' }),
    __metadata("design:type", Number)
], HeartbeatResponse.prototype, "sequence", void 0);
__decorate([
    ApiProperty({ format: 'date-time' }),
    __metadata("design:type", String)
], HeartbeatResponse.prototype, "last_heartbeat", void 0);
export class NodeDeletedResponse {
    success;
    /** @example "Node node_001 deregistered." */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { success: { required: true, type: () => Boolean }, message: { required: true, type: () => String, example: "Node node_001 deregistered." } };
    }
}
export class NodesHealthResponse {
    /** @example "ok" */
    status;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, type: () => String, example: "ok" } };
    }
}
/** @throws ValidationFailed */
export function readRegistration(body) {
    const fields = new BodyFields(body);
    const nodeId = readNodeId(fields);
    const address = readAddress(fields);
    const capabilities = readCapabilities(fields, 'capabilities');
    const publicKey = readPublicKey(fields);
    fields.orList();
    return { nodeId: nodeId, address: address, capabilities: capabilities, publicKey };
}
/** @throws ValidationFailed */
export function readHeartbeat(body) {
    const fields = new BodyFields(body).require('sequence');
    const sequence = fields.integer('sequence');
    if (sequence !== undefined && sequence < 0n)
        reportNegative(fields, 'sequence');
    const uptime = readMeasurement(fields, 'uptime');
    const latencyMs = readMeasurement(fields, 'latency_ms');
    fields.orList();
    return { sequence: sequence, uptime, latencyMs };
}
function readMeasurement(fields, name) {
    const text = fields.decimal(name, 6);
    return text?.startsWith('-') ? reportNegative(fields, name) : text;
}
function reportNegative(fields, name) {
    return fields.reportField(name, { msg: 'Input should be greater than or equal to 0', type: 'greater_than_equal' });
}
//# sourceMappingURL=nodes.dto.js.map