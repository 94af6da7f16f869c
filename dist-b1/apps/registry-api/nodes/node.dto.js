var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import * as openapi_import_1 from "../../../libs/infrastructure/http/json-value.js";
import * as openapi from "@nestjs/swagger";
import { JsonNumber } from "../../../libs/infrastructure/http/json-value.js";
import { CAPABILITY_PATTERN, NODE_ID_PATTERN, NODE_STATES } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
export class NodeInfo {
    /** @example "node_001" */
    node_id;
    /**
     * Where the node says it can be reached.
     * @example "10.0.0.7:9000"
     */
    address;
    /**
     * In alphabetical order.
     * @example ["compute", "storage"]
     */
    capabilities;
    /** `unknown` before the first heartbeat, `offline` after three missed ones, `inactive` once deregistered. */
    status;
    /** 0 to 100. */
    reputation;
    /** `degraded`: online, but its heartbeat is late or its wallet cannot be relied on. */
    health;
    /** `unreconciled`: its balances and the coins behind them are not known to agree. */
    wallet_health;
    /** When the last heartbeat arrived; UTC. */
    last_heartbeat;
    /** Seconds, as the node last reported. */
    uptime;
    /** As the node last reported. */
    latency_ms;
    /** UTC. */
    created_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { node_id: { required: true, type: () => String, example: "node_001" }, address: { required: true, type: () => String, description: "Where the node says it can be reached.", example: "10.0.0.7:9000" }, capabilities: { required: true, type: () => [String], description: "In alphabetical order.", example: ["compute", "storage"] }, status: { required: true, type: () => String, description: "`unknown` before the first heartbeat, `offline` after three missed ones, `inactive` once deregistered." }, reputation: { required: true, type: () => Number, description: "0 to 100." }, health: { required: true, type: () => String, description: "`degraded`: online, but its heartbeat is late or its wallet cannot be relied on." }, wallet_health: { required: true, type: () => String, description: "`unreconciled`: its balances and the coins behind them are not known to agree." }, last_heartbeat: { required: true, type: () => String, nullable: true, description: "When the last heartbeat arrived; UTC." }, uptime: { required: true, type: () => openapi_import_1.JsonNumber, nullable: true, description: "Seconds, as the node last reported." }, latency_ms: { required: true, type: () => openapi_import_1.JsonNumber, nullable: true, description: "As the node last reported." }, created_at: { required: true, type: () => String, description: "UTC." } };
    }
}
__decorate([
    ApiProperty({ pattern: NODE_ID_PATTERN }),
    __metadata("design:type", String)
], NodeInfo.prototype, "node_id", void 0);
__decorate([
    ApiProperty({ type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN } }),
    __metadata("design:type", Array)
], NodeInfo.prototype, "capabilities", void 0);
__decorate([
    ApiProperty({ enum: NODE_STATES }),
    __metadata("design:type", String)
], NodeInfo.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: 'integer', minimum: 0, maximum: 100 }),
    __metadata("design:type", Number)
], NodeInfo.prototype, "reputation", void 0);
__decorate([
    ApiProperty({ enum: ['healthy', 'degraded', 'unhealthy', 'unknown'] }),
    __metadata("design:type", String)
], NodeInfo.prototype, "health", void 0);
__decorate([
    ApiProperty({ enum: ['none', 'ok', 'inactive', 'unreconciled'] }),
    __metadata("design:type", String)
], NodeInfo.prototype, "wallet_health", void 0);
__decorate([
    ApiProperty({ type: String, format: 'date-time', nullable: true }),
    __metadata("design:type", Object)
], NodeInfo.prototype, "last_heartbeat", void 0);
__decorate([
    ApiProperty({ type: Number, nullable: true }),
    __metadata("design:type", Object)
], NodeInfo.prototype, "uptime", void 0);
__decorate([
    ApiProperty({ type: Number, nullable: true }),
    __metadata("design:type", Object)
], NodeInfo.prototype, "latency_ms", void 0);
__decorate([
    ApiProperty({ format: 'date-time' }),
    __metadata("design:type", String)
], NodeInfo.prototype, "created_at", void 0);
export class NodeListResponse {
    nodes;
    /** For the next page, which the `Link` header points to as well; null on the last. */
    next_cursor;
    static _OPENAPI_METADATA_FACTORY() {
        return { nodes: { required: true, type: () => [NodeInfo] }, next_cursor: { required: true, type: () => String, nullable: true, description: "For the next page, which the `Link` header points to as well; null on the last." } };
    }
}
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], NodeListResponse.prototype, "next_cursor", void 0);
export function nodeInfo({ node, status, health, wallet }) {
    const { heartbeat } = node;
    return {
        node_id: node.nodeId,
        address: node.address,
        capabilities: [...node.capabilities],
        status,
        reputation: node.reputation,
        health,
        wallet_health: wallet,
        last_heartbeat: heartbeat ? isoTime(heartbeat.receivedAtMs) : null,
        uptime: heartbeat?.uptime === undefined ? null : JsonNumber.of(heartbeat.uptime),
        latency_ms: heartbeat?.latencyMs === undefined ? null : JsonNumber.of(heartbeat.latencyMs),
        created_at: isoTime(node.createdAtMs),
    };
}
export function isoTime(ms) {
    return new Date(ms).toISOString();
}
//# sourceMappingURL=node.dto.js.map