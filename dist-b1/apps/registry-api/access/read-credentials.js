import { createHash } from 'node:crypto';
import { bodyBytesOf } from "../../../libs/infrastructure/http/body-bytes.js";
import { isJsonObject, JsonNumber } from "../../../libs/infrastructure/http/json-value.js";
import { BadCredentials, requestMessage, SHARED_SECRET_KEY_ID, } from "../../../libs/node-registry/index.js";
import { canonicalJson } from './canonical-json.js';
import { SIGNATURE_HEADERS } from './signature-headers.js';
/**
 * Finds the credentials of a request: a bearer token, else the signature headers, else `auth_data` in the body.
 *
 * @param nodeId whose secret `auth_data` is made with
 * @throws BadCredentials for an attempt that is not even in form
 */
export function readCredentials(request, nodeId) {
    const facts = { method: request.method, target: originForm(request.url), bodyHash: sha256(bodyBytesOf(request)) };
    const bearer = /^bearer(?: +(.*))?$/i.exec(request.headers.authorization ?? '');
    if (bearer)
        return { credentials: { kind: 'token', token: bearer[1] ?? '' }, facts };
    if (Object.values(SIGNATURE_HEADERS).some((name) => request.headers[name] !== undefined)) {
        return { credentials: signatureOf(request), facts };
    }
    const { body } = request;
    const authData = isJsonObject(body) ? body.auth_data : undefined;
    if (authData === undefined || authData === null)
        return { credentials: { kind: 'none' }, facts };
    return olderScheme(body, authData, nodeId, facts);
}
function signatureOf(request) {
    const header = (name) => String(request.headers[name] ?? '');
    return {
        kind: 'signature',
        keyId: header(SIGNATURE_HEADERS.key),
        stamp: { timestamp: header(SIGNATURE_HEADERS.timestamp), nonce: header(SIGNATURE_HEADERS.nonce) },
        signature: header(SIGNATURE_HEADERS.signature),
    };
}
/** `auth_data` signs the body without itself. Its `message` is the text we would have written, or it proves nothing. */
function olderScheme(body, authData, nodeId, request) {
    if (!isJsonObject(authData) || nodeId === undefined)
        throw new BadCredentials();
    const { signature, message, timestamp: sent } = authData;
    const timestamp = sent instanceof JsonNumber ? sent.text : sent;
    if (typeof signature !== 'string' || typeof message !== 'string' || typeof timestamp !== 'string')
        throw new BadCredentials();
    const { auth_data: _, ...rest } = body;
    const facts = { ...request, bodyHash: sha256(canonicalJson(rest)) };
    const stamp = { timestamp, nonce: message.slice(message.lastIndexOf('\n') + 1) };
    if (message !== requestMessage(facts, stamp))
        throw new BadCredentials();
    return { credentials: { kind: 'signature', keyId: SHARED_SECRET_KEY_ID + nodeId, stamp, signature }, facts };
}
/** The target as most clients send it; a proxy may have been given it with scheme and host in front. */
function originForm(target) {
    return target.replace(/^https?:\/\/[^/?#]*/i, '');
}
function sha256(data) {
    return createHash('sha256').update(data).digest('hex');
}
//# sourceMappingURL=read-credentials.js.map