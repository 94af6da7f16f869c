import { parseNodeId } from '../model/node-id.js';
import { parsePublicKey } from '../model/public-key.js';
import { isHmacOf, sharedSecretSeal } from '../model/shared-secret.js';
import { isFreshStamp, MAX_CLOCK_SKEW_SECONDS, requestMessage, } from '../model/signed-request.js';
import { BadCredentials } from '../node.errors.js';
/** Prefix of the key id of a node that has a shared secret. */
export const SHARED_SECRET_KEY_ID = 'hmac:';
/** A nonce outlives its timestamp by this much, for clocks that are set back. */
const NONCE_RESERVE_MS = 3_600_000;
/** Finds out who sent a request. */
export class AuthenticateCaller {
    credentials;
    nonces;
    verifier;
    administrators;
    vault;
    clock;
    constructor(credentials, nonces, verifier, administrators, vault, clock) {
        this.credentials = credentials;
        this.nonces = nonces;
        this.verifier = verifier;
        this.administrators = administrators;
        this.vault = vault;
        this.clock = clock;
    }
    /**
     * A nonce is used up by a good signature only, and nothing is counted against a node: forged requests cannot lock it out.
     * @throws BadCredentials when something was sent that does not prove anything
     */
    async execute(sent, facts) {
        if (sent.kind === 'none')
            return { kind: 'anyone' };
        if (sent.kind === 'token') {
            if (await this.administrators.recognise(sent.token))
                return { kind: 'administrator' };
            throw new BadCredentials();
        }
        const nowMs = this.clock.nowMs();
        if (!isFreshStamp(sent.stamp, nowMs))
            throw new BadCredentials();
        const message = requestMessage(facts, sent.stamp);
        const signature = Buffer.from(/^(?:[0-9a-fA-F]{2})*$/.test(sent.signature) ? sent.signature : '', 'hex');
        const { keyId, caller } = await this.signerOf(sent.keyId, message, signature);
        const expiresAtMs = (Number(sent.stamp.timestamp) + MAX_CLOCK_SKEW_SECONDS) * 1000 + NONCE_RESERVE_MS;
        if (!(await this.nonces.claim(keyId, sent.stamp.nonce, expiresAtMs, nowMs)))
            throw new BadCredentials();
        return caller;
    }
    async signerOf(keyId, message, signature) {
        if (keyId.startsWith(SHARED_SECRET_KEY_ID)) {
            const nodeId = parseNodeId(keyId.slice(SHARED_SECRET_KEY_ID.length));
            if (!nodeId || !(await this.isSignedWithSecret(nodeId, message, signature)))
                throw new BadCredentials();
            return { keyId, caller: { kind: 'node', nodeId } };
        }
        const publicKey = parsePublicKey(keyId);
        if (!publicKey || !this.verifier.verify(publicKey, message, signature))
            throw new BadCredentials();
        return { keyId: publicKey.hex, caller: await this.holderOf(publicKey) };
    }
    async holderOf(publicKey) {
        const nodeId = await this.credentials.ownerOf(publicKey);
        return nodeId === undefined ? { kind: 'new-key', publicKey } : { kind: 'node', nodeId };
    }
    async isSignedWithSecret(nodeId, message, signature) {
        const sealed = await this.credentials.sealedSecretOf(nodeId);
        if (!sealed)
            return false;
        const secret = await this.vault.open(sealed, sharedSecretSeal(nodeId));
        const isGood = isHmacOf(message, secret, signature);
        secret.fill(0);
        return isGood;
    }
}
//# sourceMappingURL=authenticate-caller.js.map