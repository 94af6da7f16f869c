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
import { liabilitiesUnits } from "../../../libs/node-registry/index.js";
import { ApiProperty } from '@nestjs/swagger';
import { isoTime } from '../nodes/node.dto.js';
import { FLOP, flopJson, UNITS } from './flop-json.js';
export class WalletHealthResponse {
    /** @example "ok" */
    status;
    /** @example "wallet" */
    service;
    /** @example "1.0.0" */
    version;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, type: () => String, example: "ok" }, service: { required: true, type: () => String, example: "wallet" }, version: { required: true, type: () => String, example: "1.0.0" } };
    }
}
export class WalletReadinessResponse {
    status;
    database;
    core;
    /** Of the chain, as Core says now. */
    height;
    /** Up to which deposits and payments are in the books; null in a process that leaves this to another. */
    followed_height;
    /** Of the last audit. */
    audited_height;
    /** Why nothing is sent: the books and Core differ, or a node owes more than the operator's own money covers. */
    frozen_by;
    static _OPENAPI_METADATA_FACTORY() {
        return { status: { required: true, type: () => String }, database: { required: true, type: () => String }, core: { required: true, type: () => String }, height: { required: true, type: () => Number, nullable: true, description: "Of the chain, as Core says now." }, followed_height: { required: true, type: () => Number, nullable: true, description: "Up to which deposits and payments are in the books; null in a process that leaves this to another." }, audited_height: { required: true, type: () => Number, nullable: true, description: "Of the last audit." }, frozen_by: { required: true, type: () => String, nullable: true, description: "Why nothing is sent: the books and Core differ, or a node owes more than the operator's own money covers." } };
    }
}
__decorate([
    ApiProperty({ enum: ['ready', 'unavailable'] }),
    __metadata("design:type", String)
], WalletReadinessResponse.prototype, "status", void 0);
__decorate([
    ApiProperty({ enum: ['reachable', 'unreachable'] }),
    __metadata("design:type", String)
], WalletReadinessResponse.prototype, "database", void 0);
__decorate([
    ApiProperty({ enum: ['reachable', 'unreachable'] }),
    __metadata("design:type", String)
], WalletReadinessResponse.prototype, "core", void 0);
__decorate([
    ApiProperty({ type: 'integer', nullable: true }),
    __metadata("design:type", Object)
], WalletReadinessResponse.prototype, "height", void 0);
__decorate([
    ApiProperty({ type: 'integer', nullable: true }),
    __metadata("design:type", Object)
], WalletReadinessResponse.prototype, "followed_height", void 0);
__decorate([
    ApiProperty({ type: 'integer', nullable: true }),
    __metadata("design:type", Object)
], WalletReadinessResponse.prototype, "audited_height", void 0);
__decorate([
    ApiProperty({ enum: ['drift', 'shortfall'], nullable: true }),
    __metadata("design:type", Object)
], WalletReadinessResponse.prototype, "frozen_by", void 0);
export class ReservesResponse {
    /** What Core held at the last audit. */
    core_total;
    core_total_units;
    /** What nodes can ask for, now. */
    liabilities;
    liabilities_units;
    /** The parts of `liabilities` in units of 10⁻⁸ FLOP: `available`, `pending`, `reserved`. */
    liabilities_by_kind_units;
    /** The operator's own money; negative when it covered for nodes. */
    house;
    house_units;
    /** What nodes owe after deposits that they had spent were taken back. */
    owed_units;
    /** Paid to the network so far. */
    network_fees_units;
    /** Core's total less the books', at the last audit: "0", or sends are frozen. */
    drift_units;
    frozen;
    frozen_by;
    height;
    tip_hash;
    /** When the last audit was made. */
    audited_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { core_total: { required: true, type: () => openapi_import_1.JsonNumber, description: "What Core held at the last audit." }, core_total_units: { required: true, type: () => String }, liabilities: { required: true, type: () => openapi_import_1.JsonNumber, description: "What nodes can ask for, now." }, liabilities_units: { required: true, type: () => String }, liabilities_by_kind_units: { required: true, type: "object", additionalProperties: { type: "string" }, description: "The parts of `liabilities` in units of 10\u207B\u2078 FLOP: `available`, `pending`, `reserved`." }, house: { required: true, type: () => openapi_import_1.JsonNumber, description: "The operator's own money; negative when it covered for nodes." }, house_units: { required: true, type: () => String }, owed_units: { required: true, type: () => String, description: "What nodes owe after deposits that they had spent were taken back." }, network_fees_units: { required: true, type: () => String, description: "Paid to the network so far." }, drift_units: { required: true, type: () => String, nullable: true, description: "Core's total less the books', at the last audit: \"0\", or sends are frozen." }, frozen: { required: true, type: () => Boolean }, frozen_by: { required: true, type: () => String, nullable: true }, height: { required: true, type: () => Number, nullable: true }, tip_hash: { required: true, type: () => String, nullable: true }, audited_at: { required: true, type: () => String, nullable: true, description: "When the last audit was made." } };
    }
}
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], ReservesResponse.prototype, "core_total", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], ReservesResponse.prototype, "core_total_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], ReservesResponse.prototype, "liabilities", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], ReservesResponse.prototype, "liabilities_units", void 0);
__decorate([
    ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "liabilities_by_kind_units", void 0);
__decorate([
    ApiProperty(FLOP),
    __metadata("design:type", Function)
], ReservesResponse.prototype, "house", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], ReservesResponse.prototype, "house_units", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], ReservesResponse.prototype, "owed_units", void 0);
__decorate([
    ApiProperty(UNITS),
    __metadata("design:type", String)
], ReservesResponse.prototype, "network_fees_units", void 0);
__decorate([
    ApiProperty({ ...UNITS, nullable: true, example: '0' }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "drift_units", void 0);
__decorate([
    ApiProperty({ enum: ['drift', 'shortfall'], nullable: true }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "frozen_by", void 0);
__decorate([
    ApiProperty({ type: 'integer', nullable: true }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "height", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "tip_hash", void 0);
__decorate([
    ApiProperty({ type: String, format: 'date-time', nullable: true }),
    __metadata("design:type", Object)
], ReservesResponse.prototype, "audited_at", void 0);
export function readinessJson(readiness) {
    return {
        status: readiness?.isReady ? 'ready' : 'unavailable',
        database: readiness ? 'reachable' : 'unreachable',
        core: readiness?.core ?? 'unreachable',
        height: readiness?.height ?? null,
        followed_height: readiness?.followedHeight ?? null,
        audited_height: readiness?.audit?.height ?? null,
        frozen_by: readiness?.audit?.frozenBy ?? null,
    };
}
export function reservesJson(books, audit) {
    const liabilities = liabilitiesUnits(books);
    return {
        core_total: flopJson(audit?.coreUnits ?? 0n),
        core_total_units: String(audit?.coreUnits ?? 0n),
        liabilities: flopJson(liabilities),
        liabilities_units: String(liabilities),
        liabilities_by_kind_units: {
            available: String(books.availableUnits),
            pending: String(books.pendingUnits),
            reserved: String(books.reservedUnits),
        },
        house: flopJson(books.houseUnits),
        house_units: String(books.houseUnits),
        owed_units: String(-books.owedUnits),
        network_fees_units: String(books.networkFeeUnits),
        drift_units: audit ? String(audit.driftUnits) : null,
        frozen: audit?.frozenBy !== undefined,
        frozen_by: audit?.frozenBy ?? null,
        height: audit?.height ?? null,
        tip_hash: audit?.tipHash ?? null,
        audited_at: audit ? isoTime(audit.atMs) : null,
    };
}
//# sourceMappingURL=wallet-health.dto.js.map