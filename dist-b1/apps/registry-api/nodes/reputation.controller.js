var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import * as openapi from "@nestjs/swagger";
import { DetailRefusals } from "../../../libs/infrastructure/http/refusals.js";
import { ChangeReputation, REPUTATION_EVENT_TYPES } from "../../../libs/node-registry/index.js";
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiExcludeController, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdministratorActs } from '../access/node-acts.js';
import { ReputationChangedResponse, ReputationEventRequest, readReputationEvent, reputationChangedJson, } from './reputation.dto.js';
let ReputationController = class ReputationController {
    changeReputation;
    constructor(changeReputation) {
        this.changeReputation = changeReputation;
    }
    async change(body) {
        const event = readReputationEvent(body);
        return reputationChangedJson(event.nodeId, await this.changeReputation.execute(event));
    }
};
__decorate([
    Post('reputation'),
    HttpCode(200),
    AdministratorActs(),
    ApiOperation({
        summary: 'Let an event count for or against a node',
        description: 'task_success +10, task_failure −5, task_timeout −10, malicious_behavior −50, health_milestone +2, uptime_milestone +5, community_contribution +15; the reputation stays from 0 to 100. No node judges itself or another: in demo mode anybody without credentials may, else an administrator.',
    }),
    ApiBody({ type: ReputationEventRequest }),
    ApiOkResponse({ type: ReputationChangedResponse }),
    DetailRefusals({
        400: [`Invalid event type. Valid types: ${REPUTATION_EVENT_TYPES.join(', ')}`],
        404: ['Node X not found'],
        422: [],
    }),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], ReputationController.prototype, "change", null);
ReputationController = __decorate([
    ApiTags('nodes'),
    Controller('nodes'),
    __metadata("design:paramtypes", [ChangeReputation])
], ReputationController);
export { ReputationController };
/** The original mounted its router twice. */
let ReputationAlias = class ReputationAlias extends ReputationController {
};
ReputationAlias = __decorate([
    ApiExcludeController(),
    Controller('nodes/nodes')
], ReputationAlias);
export { ReputationAlias };
//# sourceMappingURL=reputation.controller.js.map