import { Administrators, Clock, construct, KeyVault } from '@app/kernel';
import { Module } from '@nestjs/common';
import { CredentialPolicy } from './model/caller.js';
import { HeartbeatSchedule } from './model/node-state.js';
import { RegistrationPolicy } from './model/registration-policy.js';
import { RegistryIdentity } from './model/registry-identity.js';
import { SignaturePolicy } from './model/signed-request.js';
import { EventPlaces } from './ports/event-places.js';
import { NodeCredentials } from './ports/node-credentials.js';
import { NodeWalletStates } from './ports/node-wallet-states.js';
import { Nodes } from './ports/nodes.js';
import { Nonces } from './ports/nonces.js';
import { Reputations } from './ports/reputations.js';
import { SignatureVerifier } from './ports/signature-verifier.js';
import { KeepLog, LogKeeping } from './services/keep-log.js';
import { AuthenticateCaller } from './use-cases/authenticate-caller.js';
import { ChangeCapabilities } from './use-cases/change-capabilities.js';
import { ChangeReputation } from './use-cases/change-reputation.js';
import { DeregisterNode } from './use-cases/deregister-node.js';
import { DescribeNodes } from './use-cases/describe-nodes.js';
import { GetNode } from './use-cases/get-node.js';
import { ListNodes } from './use-cases/list-nodes.js';
import { RecordHeartbeat } from './use-cases/record-heartbeat.js';
import { RegisterNode } from './use-cases/register-node.js';
import { RotateNodeKey } from './use-cases/rotate-node-key.js';
import { SurveyCapabilities } from './use-cases/survey-capabilities.js';

const useCases = [
  construct(AuthenticateCaller, [
    NodeCredentials,
    Nonces,
    SignatureVerifier,
    Administrators,
    KeyVault,
    SignaturePolicy,
    Clock,
  ]),
  construct(ChangeCapabilities, [Nodes]),
  construct(ChangeReputation, [Reputations, Clock]),
  construct(DeregisterNode, [Nodes, Clock]),
  construct(DescribeNodes, [NodeWalletStates, HeartbeatSchedule, Clock]),
  construct(GetNode, [Nodes, DescribeNodes]),
  construct(KeepLog, [EventPlaces, RegistryIdentity, Nodes, HeartbeatSchedule, LogKeeping, Clock]),
  construct(ListNodes, [Nodes, DescribeNodes, HeartbeatSchedule, Clock]),
  construct(RecordHeartbeat, [Nodes, HeartbeatSchedule, Clock]),
  construct(RegisterNode, [Nodes, NodeCredentials, KeyVault, CredentialPolicy, RegistrationPolicy, Clock]),
  construct(RotateNodeKey, [NodeCredentials, SignatureVerifier, Clock]),
  construct(SurveyCapabilities, [Nodes]),
];

/** Nodes, what they can do, what they are thought of, and how they prove who they are. The ports come from the app's adapters module. */
@Module({ providers: useCases, exports: useCases })
export class NodeRegistryModule {}
