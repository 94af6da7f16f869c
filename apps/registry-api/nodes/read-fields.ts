import type { BodyFields } from '@app/infrastructure/http/body-fields.js';
import { type FieldIssue, ValidationFailed } from '@app/infrastructure/http/field-issue.js';
import {
  type Capability,
  isCapability,
  isNodeAddress,
  isReservedWord,
  MAX_CAPABILITIES,
  type NodeId,
  type NodePublicKey,
  parseNodeId,
  parsePublicKey,
} from '@app/node-registry';
import { Injectable, type PipeTransform } from '@nestjs/common';

type Issue = Omit<FieldIssue, 'loc'>;

const INVALID_CAPABILITY: Issue = {
  msg: 'Capability names are 1 to 64 characters of A-Z a-z 0-9 _ -',
  type: 'string_pattern_mismatch',
};

function nodeIdIssue(text: string): Issue {
  if (isReservedWord(text)) return { msg: 'Node ID is a reserved word', type: 'value_error' };
  return {
    msg: 'Node IDs are 1 to 64 characters of A-Z a-z 0-9 . _ - and begin with a letter or digit',
    type: 'string_pattern_mismatch',
  };
}

/** Required. */
export function readNodeId(fields: BodyFields, name = 'node_id'): NodeId | undefined {
  const text = fields.require(name).string(name);
  return text === undefined ? undefined : (parseNodeId(text) ?? fields.reportField(name, nodeIdIssue(text)));
}

/** Required. */
export function readAddress(fields: BodyFields, name = 'address'): string | undefined {
  const text = fields.require(name).string(name);
  if (text === undefined || isNodeAddress(text)) return text;
  return fields.reportField(name, {
    msg: 'Addresses are 1 to 255 visible ASCII characters without spaces',
    type: 'string_pattern_mismatch',
  });
}

/** Required; an invalid name makes the whole list invalid. */
export function readCapabilities(fields: BodyFields, name: string): Capability[] | undefined {
  const texts = fields.require(name).strings(name);
  if (texts === undefined) return undefined;
  if (texts.length > MAX_CAPABILITIES)
    return fields.reportField(name, { msg: `List should have at most ${MAX_CAPABILITIES} items`, type: 'too_long' });
  if (texts.every(isCapability)) return texts;
  return fields.reportField(name, INVALID_CAPABILITY);
}

export function readPublicKey(fields: BodyFields, name = 'public_key'): NodePublicKey | undefined {
  const text = fields.string(name);
  if (text === undefined) return undefined;
  const issue = {
    msg: 'Public keys are hex: 33 bytes of a compressed secp256k1 key, or 32 bytes of an Ed25519 key',
    type: 'string_pattern_mismatch',
  };
  return parsePublicKey(text) ?? fields.reportField(name, issue);
}

/** A `{node_id}` of the path. */
@Injectable()
export class NodeIdPipe implements PipeTransform<string, NodeId> {
  transform(text: string): NodeId {
    const nodeId = parseNodeId(text);
    if (nodeId === undefined) throw new ValidationFailed([{ loc: ['path', 'node_id'], ...nodeIdIssue(text) }]);
    return nodeId;
  }
}

/** A `{capability}` of the path. */
@Injectable()
export class CapabilityPipe implements PipeTransform<string, Capability> {
  transform(text: string): Capability {
    if (!isCapability(text)) throw new ValidationFailed([{ loc: ['path', 'capability'], ...INVALID_CAPABILITY }]);
    return text;
  }
}
