var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { ValidationFailed } from "../../../libs/infrastructure/http/field-issue.js";
import { isCapability, isNodeAddress, isReservedWord, MAX_CAPABILITIES, parseNodeId, parsePublicKey, } from "../../../libs/node-registry/index.js";
import { Injectable } from '@nestjs/common';
const INVALID_CAPABILITY = {
    msg: 'Capability names are 1 to 64 characters of A-Z a-z 0-9 _ -',
    type: 'string_pattern_mismatch',
};
function nodeIdIssue(text) {
    if (isReservedWord(text))
        return { msg: 'Node ID is a reserved word', type: 'value_error' };
    return {
        msg: 'Node IDs are 1 to 64 characters of A-Z a-z 0-9 . _ - and begin with a letter or digit',
        type: 'string_pattern_mismatch',
    };
}
/** Required. */
export function readNodeId(fields, name = 'node_id') {
    const text = fields.require(name).string(name);
    return text === undefined ? undefined : (parseNodeId(text) ?? fields.reportField(name, nodeIdIssue(text)));
}
/** Required. */
export function readAddress(fields, name = 'address') {
    const text = fields.require(name).string(name);
    if (text === undefined || isNodeAddress(text))
        return text;
    return fields.reportField(name, {
        msg: 'Addresses are 1 to 255 visible ASCII characters without spaces',
        type: 'string_pattern_mismatch',
    });
}
/** Required; an invalid name makes the whole list invalid. */
export function readCapabilities(fields, name) {
    const texts = fields.require(name).strings(name);
    if (texts === undefined)
        return undefined;
    if (texts.length > MAX_CAPABILITIES)
        return fields.reportField(name, { msg: `List should have at most ${MAX_CAPABILITIES} items`, type: 'too_long' });
    if (texts.every(isCapability))
        return texts;
    return fields.reportField(name, INVALID_CAPABILITY);
}
export function readPublicKey(fields, name = 'public_key') {
    const text = fields.string(name);
    if (text === undefined)
        return undefined;
    const issue = {
        msg: 'Public keys are hex: 33 bytes of a compressed secp256k1 key, or 32 bytes of an Ed25519 key',
        type: 'string_pattern_mismatch',
    };
    return parsePublicKey(text) ?? fields.reportField(name, issue);
}
/** A `{node_id}` of the path. */
let NodeIdPipe = class NodeIdPipe {
    transform(text) {
        const nodeId = parseNodeId(text);
        if (nodeId === undefined)
            throw new ValidationFailed([{ loc: ['path', 'node_id'], ...nodeIdIssue(text) }]);
        return nodeId;
    }
};
NodeIdPipe = __decorate([
    Injectable()
], NodeIdPipe);
export { NodeIdPipe };
/** A `{capability}` of the path. */
let CapabilityPipe = class CapabilityPipe {
    transform(text) {
        if (!isCapability(text))
            throw new ValidationFailed([{ loc: ['path', 'capability'], ...INVALID_CAPABILITY }]);
        return text;
    }
};
CapabilityPipe = __decorate([
    Injectable()
], CapabilityPipe);
export { CapabilityPipe };
//# sourceMappingURL=read-fields.js.map