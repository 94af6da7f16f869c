import { ISSUES } from '@app/infrastructure/http/field-issue.js';
import { type Fault, Field, formOfText, isText, type Kind, ofText } from '@app/infrastructure/http/validation/index.js';
import {
  CAPABILITY_PATTERN,
  isCapability,
  isNodeAddress,
  isReservedWord,
  MAX_CAPABILITIES,
  NODE_ADDRESS_PATTERN,
  NODE_ID_PATTERN,
  PUBLIC_KEY_PATTERN,
  parseNodeId,
  parsePublicKey,
} from '@app/node-registry';
import type { ApiPropertyOptions } from '@nestjs/swagger';

const MISMATCH = 'string_pattern_mismatch';

function nodeIdFault(text: string): Fault {
  if (isReservedWord(text)) return { msg: 'Node ID is a reserved word', type: 'value_error' };
  return {
    msg: 'Node IDs are 1 to 64 characters of A-Z a-z 0-9 . _ - and begin with a letter or digit',
    type: MISMATCH,
  };
}

/** A `{node_id}` of a path, which is always text. */
export const NODE_ID = formOfText('node_id', (text) => parseNodeId(text) !== undefined, nodeIdFault, NODE_ID_PATTERN);

export function IsNodeId(schema?: ApiPropertyOptions): PropertyDecorator {
  return Field(ofText(NODE_ID), schema);
}

/** Where a node can be reached. */
export function IsNodeAddress(): PropertyDecorator {
  const fault = { msg: 'Addresses are 1 to 255 visible ASCII characters without spaces', type: MISMATCH };
  return Field(ofText(formOfText('address', isNodeAddress, () => fault, NODE_ADDRESS_PATTERN)));
}

const NO_CAPABILITY = { msg: 'Capability names are 1 to 64 characters of A-Z a-z 0-9 _ -', type: MISMATCH };

/** A `{capability}` of a path. */
export const CAPABILITY = formOfText('capability', isCapability, () => NO_CAPABILITY, CAPABILITY_PATTERN);

export function IsCapability(): PropertyDecorator {
  return Field(ofText(CAPABILITY));
}

/** An invalid name makes the whole list invalid. */
const CAPABILITIES: Kind = {
  name: 'capabilities',
  faults: (value) => {
    if (!Array.isArray(value)) return [ISSUES.list];
    const others = value.flatMap((item, at) => (isText(item) ? [] : [{ ...ISSUES.string, at: [at] }]));
    const texts = value.filter(isText);
    const tooLong = { msg: `List should have at most ${MAX_CAPABILITIES} items`, type: 'too_long' };
    if (texts.length > MAX_CAPABILITIES) return [...others, tooLong];
    return texts.every(isCapability) ? others : [...others, NO_CAPABILITY];
  },
  schema: { type: 'array', items: { type: 'string', pattern: CAPABILITY_PATTERN }, maxItems: MAX_CAPABILITIES },
};

export function IsCapabilities(schema?: ApiPropertyOptions): PropertyDecorator {
  return Field(CAPABILITIES, schema);
}

/** Hex of a key that `parsePublicKey` reads. */
export function IsPublicKey(): PropertyDecorator {
  const msg = 'Public keys are hex: 33 bytes of a compressed secp256k1 key, or 32 bytes of an Ed25519 key';
  const isRight = (text: string) => parsePublicKey(text) !== undefined;
  return Field(ofText(formOfText('public_key', isRight, () => ({ msg, type: MISMATCH }), PUBLIC_KEY_PATTERN)));
}

/** A text that `pattern` matches, told as `msg` where it does not. */
export function IsMatching(pattern: RegExp, msg: string, schema?: ApiPropertyOptions): PropertyDecorator {
  const isRight = (text: string) => pattern.test(text);
  return Field(ofText(formOfText('match', isRight, () => ({ msg, type: 'value_error' }), pattern.source)), schema);
}
