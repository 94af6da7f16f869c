import { setAccessRule } from '@app/infrastructure/http/access-rules.js';
import { DetailRefusals, type DocumentedRefusals } from '@app/infrastructure/http/refusals.js';
import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { AccessRule } from './access-rule.js';

/** Credentials of an OpenAPI operation: none (the policy decides), a signature, or an administrator's token. */
const SIGNATURE = { nodeSignatureVersion: [], nodeKey: [], nodeTimestamp: [], nodeNonce: [], nodeSignature: [] };

const UNAUTHENTICATED = {
  credentials_required: 'Authentication required',
  bad_credentials: 'Invalid authentication credentials',
  signature_version_ended:
    'Signatures of version 1 are no longer accepted; sign version 2, with X-Mizan-Signature-Version: 2',
};

/** Marks a route that does not ask who is there. No route of the registry goes unmarked. */
export function AnyoneMay(): MethodDecorator {
  return applyDecorators(
    setAccessRule({ acts: 'anyone' } satisfies AccessRule),
    ApiExtension('x-access', 'anyone'),
    ApiSecurity({}),
  );
}

/** Marks a route that everybody may read, and that has more for nodes and administrators who prove who they are. */
export function ReaderMay(): MethodDecorator {
  return access({ acts: 'reader' }, { 401: UNAUTHENTICATED, 403: { not_this_node: 'Not authorized for this node' } });
}

/**
 * Marks a route on which a node acts: its `node_id` stands in the path or in the body. Callers are authenticated first;
 * a node gets through for itself only, an administrator for any, and one without credentials where the policy allows it.
 */
export function NodeActs(nodeIn: 'path' | 'body'): MethodDecorator {
  return access(
    { acts: 'node', nodeIn },
    { 401: UNAUTHENTICATED, 403: { not_this_node: 'Not authorized for this node' } },
  );
}

/** Marks a route for administrators, and for anybody without credentials where the policy allows that. */
export function AdministratorActs(): MethodDecorator {
  return access(
    { acts: 'administrator' },
    { 401: UNAUTHENTICATED, 403: { administrators_only: 'Administrators only' } },
  );
}

/** Marks a route for the nodes of this registry, whichever, and for anybody without credentials where the policy allows that. */
export function AnyNodeMay(): MethodDecorator {
  return access({ acts: 'any-node' }, { 401: UNAUTHENTICATED });
}

/** Marks the route on which a node presents itself for the first time, perhaps with a key of its own. */
export function NodeRegisters(): MethodDecorator {
  return access(
    { acts: 'registrant' },
    {
      401: {
        ...UNAUTHENTICATED,
        proof_of_possession_required: 'The request must be signed with the public key that it registers',
      },
      403: {
        not_this_node: 'Not authorized for this node',
        node_deregistered: 'Node X is deregistered',
        ...REGISTRATION_REFUSED,
      },
    },
  );
}

/** Marks the route on which a node replaces its key: that node itself or an administrator, always with credentials. */
export function NodeRotatesKey(): MethodDecorator {
  return access(
    { acts: 'key-holder' },
    {
      401: {
        ...UNAUTHENTICATED,
        bad_proof_of_possession: 'The proof of possession of the new key is not valid',
      },
      403: { not_this_node: 'Not authorized for this node', node_deregistered: 'Node X is deregistered' },
    },
  );
}

/** What strangers are told where nodes cannot be registered by anybody. */
const REGISTRATION_REFUSED = {
  registration_closed: 'Registration is closed; ask an administrator to register the node',
  registry_full: [
    'The registry is full; ask an administrator to register the node',
    'Too many nodes are registered from this network; ask an administrator to register the node',
  ],
};

function access(rule: AccessRule, refusals: DocumentedRefusals): MethodDecorator {
  return applyDecorators(
    setAccessRule(rule),
    ApiExtension('x-access', rule.acts),
    ...(rule.acts === 'key-holder' ? [] : [ApiSecurity({})]),
    ApiSecurity(SIGNATURE),
    ApiSecurity('administrator'),
    DetailRefusals(refusals),
  );
}
