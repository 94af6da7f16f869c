import { ISSUES, ValidationFailed } from '@app/infrastructure/http/field-issue.js';
import { CurrentPrincipal } from '@app/infrastructure/http/principal.js';
import { DetailRefusals } from '@app/infrastructure/http/refusals.js';
import { type Caller, parsePublicKey, RotateNodeKey } from '@app/node-registry';
import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NodeRotatesKey } from '../access/node-acts.js';
import { hostOf, idempotencyKeyOf } from '../access/read-credentials.js';
import { proofOf, RotateKeyRequest, RotateKeyResponse, rotationJson } from './node-keys.dto.js';
import { NodePath } from './node-path.dto.js';
import { NODE_PATHS } from './node-paths.js';

const DESCRIPTION = `The request is signed with the old key (or secret), in a demo too, or sent by an administrator, for a node whose old key is
lost or stolen. \`proof\` is by the new key, over seven lines without a line feed at the end: \`mizan-rotate-key-v1\`, the \`Host\` header
in lower case, the node's id, the old key's id (the public key in hex, or \`hmac:\` and the node's id), the new public key in
lower-case hex, the timestamp, the nonce. From the answer on the old key is refused, by every process, and no node can ever register it
again. Repeating a rotation answers as the first time: signed with the new key or by an administrator, and, with the same
\`Idempotency-Key\`, signed with the old key too (not with a secret, which is deleted). A node rotates at most 10 times a day; a deregistered node not at all, but an
administrator may give it a new key before it comes back.`;

@ApiTags('nodes')
@Controller(NODE_PATHS)
export class NodeKeysController {
  constructor(private readonly rotateNodeKey: RotateNodeKey) {}

  @Post(':node_id/rotate-key')
  @NodeRotatesKey()
  @ApiOperation({ operationId: 'rotateNodeKey', summary: 'Give a node another key', description: DESCRIPTION })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: '1 to 255 visible ASCII characters, kept for good',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  })
  @ApiOkResponse({ type: RotateKeyResponse })
  @DetailRefusals({
    400: { invalid_idempotency_key: 'Invalid Idempotency-Key' },
    404: { node_not_found: 'Node X not found' },
    409: {
      key_rotated_meanwhile:
        'The key of node X was rotated meanwhile; sign with its present key, or ask an administrator',
      public_key_conflict: 'Public key already in use',
    },
    422: { idempotency_key_reused: 'Idempotency-Key was already used for another request' },
    429: { too_many_rotations: 'A node rotates its key at most 10 times a day' },
  })
  async rotate(
    @Body() { new_public_key, proof }: RotateKeyRequest,
    @Param() { node_id: nodeId }: NodePath,
    @CurrentPrincipal() caller: Caller,
    @Req() request: FastifyRequest,
  ) {
    if (!proof && caller.kind !== 'administrator')
      throw new ValidationFailed([{ loc: ['body', 'proof'], ...ISSUES.missing }]);
    const order = { newKey: parsePublicKey(new_public_key)!, proof: proof && proofOf(proof) };
    const given = { host: hostOf(request), idempotencyKey: idempotencyKeyOf(request) };
    return rotationJson(await this.rotateNodeKey.execute({ ...order, ...given, nodeId, caller }));
  }
}
