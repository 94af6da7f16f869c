var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Clock, construct, KeyVault } from "../kernel/index.js";
import { Module } from '@nestjs/common';
import { CredentialPolicy } from './model/caller.js';
import { HeartbeatSchedule } from './model/node-state.js';
import { Administrators } from './ports/administrators.js';
import { NodeCredentials } from './ports/node-credentials.js';
import { NodeWalletStates } from './ports/node-wallet-states.js';
import { Nodes } from './ports/nodes.js';
import { Nonces } from './ports/nonces.js';
import { Reputations } from './ports/reputations.js';
import { SignatureVerifier } from './ports/signature-verifier.js';
import { AuthenticateCaller } from './use-cases/authenticate-caller.js';
import { ChangeCapabilities } from './use-cases/change-capabilities.js';
import { ChangeReputation } from './use-cases/change-reputation.js';
import { DeregisterNode } from './use-cases/deregister-node.js';
import { DescribeNodes } from './use-cases/describe-nodes.js';
import { GetNode } from './use-cases/get-node.js';
import { ListNodes } from './use-cases/list-nodes.js';
import { RecordHeartbeat } from './use-cases/record-heartbeat.js';
import { RegisterNode } from './use-cases/register-node.js';
import { SurveyCapabilities } from './use-cases/survey-capabilities.js';
const useCases = [
    construct(AuthenticateCaller, [NodeCredentials, Nonces, SignatureVerifier, Administrators, KeyVault, Clock]),
    construct(ChangeCapabilities, [Nodes]),
    construct(ChangeReputation, [Reputations, Clock]),
    construct(DeregisterNode, [Nodes, Clock]),
    construct(DescribeNodes, [NodeWalletStates, HeartbeatSchedule, Clock]),
    construct(GetNode, [Nodes, DescribeNodes]),
    construct(ListNodes, [Nodes, DescribeNodes, HeartbeatSchedule, Clock]),
    construct(RecordHeartbeat, [Nodes, Clock]),
    construct(RegisterNode, [Nodes, NodeCredentials, KeyVault, CredentialPolicy, Clock]),
    construct(SurveyCapabilities, [Nodes]),
];
/** Nodes, what they can do, what they are thought of, and how they prove who they are. The ports come from the app's adapters module. */
let NodeRegistryModule = class NodeRegistryModule {
};
NodeRegistryModule = __decorate([
    Module({ providers: useCases, exports: useCases })
], NodeRegistryModule);
export { NodeRegistryModule };
//# sourceMappingURL=node-registry.module.js.map