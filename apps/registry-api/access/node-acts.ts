import { setAccessRule } from '@app/infrastructure/http/access-rules.js';
import { DetailRefusals, type DocumentedRefusals } from '@app/infrastructure/http/refusals.js';
import { applyDecorators, UseGuards } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { AccessRule } from './access-rule.js';
import { CallerGuard } from './caller.guard.js';

/** Credentials of an OpenAPI operation: none (the policy decides), a signature, or an administrator's token. */
const SIGNATURE = { nodeSignatureVersion: [], nodeKey: [], nodeTimestamp: [], nodeNonce: [], nodeSignature: [] };

const UNAUTHENTICATED = [
  'Authentication required',
  'Invalid authentication credentials',
  'Signatures of version 1 are no longer accepted; sign version 2, with X-Mizan-Signature-Version: 2',
];

/** Marks a route that does not ask who is there. No route of the registry goes unmarked. */
export function AnyoneMay(): MethodDecorator {
  return applyDecorators(
    setAccessRule({ acts: 'anyone' } satisfies AccessRule),
    ApiExtension('x-access', 'anyone'),
    ApiSecurity({}),
  );
}

/**
 * Marks a route on which a node acts: its `node_id` stands in the path or in the body. Callers are authenticated first;
 * a node gets through for itself only, an administrator for any, and one without credentials where the policy allows it.
 */
export function NodeActs(nodeIn: 'path' | 'body'): MethodDecorator {
  return access({ acts: 'node', nodeIn }, { 401: UNAUTHENTICATED, 403: ['Not authorized for this node'] });
}

/** Marks a route for administrators, and for anybody without credentials where the policy allows that. */
export function AdministratorActs(): MethodDecorator {
  return access({ acts: 'administrator' }, { 401: UNAUTHENTICATED, 403: ['Administrators only'] });
}

/** Marks a route for the nodes of this registry, whichever, and for anybody without credentials where the policy allows that. */
export function AnyNodeMay(): MethodDecorator {
  return access({ acts: 'any-node' }, { 401: UNAUTHENTICATED });
}

/** Marks the route on which a node presents itself for the first time, perhaps with a key of its own. */
export function NodeRegisters(): MethodDecorator {
  const proofMissing = 'The request must be signed with the public key that it registers';
  return access(
    { acts: 'registrant' },
    {
      401: [...UNAUTHENTICATED, proofMissing],
      403: ['Not authorized for this node', 'Node X is deregistered', ...REGISTRATION_REFUSED],
    },
  );
}

/** Marks the route on which a node replaces its key: that node itself or an administrator, always with credentials. */
export function NodeRotatesKey(): MethodDecorator {
  return access(
    { acts: 'key-holder' },
    {
      401: [...UNAUTHENTICATED, 'The proof of possession of the new key is not valid'],
      403: ['Not authorized for this node', 'Node X is deregistered'],
    },
  );
}

/** What strangers are told where nodes cannot be registered by anybody. */
const REGISTRATION_REFUSED = [
  'Registration is closed; ask an administrator to register the node',
  'The registry is full; ask an administrator to register the node',
  'Too many nodes are registered from this network; ask an administrator to register the node',
];

function access(rule: AccessRule, refusals: DocumentedRefusals): MethodDecorator {
  return applyDecorators(
    setAccessRule(rule),
    ApiExtension('x-access', rule.acts),
    UseGuards(CallerGuard),
    ...(rule.acts === 'key-holder' ? [] : [ApiSecurity({})]),
    ApiSecurity(SIGNATURE),
    ApiSecurity('administrator'),
    DetailRefusals(refusals),
  );
}
