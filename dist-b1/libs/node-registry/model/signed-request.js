/** Keeps a signature from meaning anything outside this protocol; a new form gets a new tag. */
export const SIGNATURE_TAG = 'mizan-request-v1';
/** How far the signer's clock may be from ours, either way. */
export const MAX_CLOCK_SKEW_SECONDS = 300;
const NONCE = /^[A-Za-z0-9_-]{16,64}$/;
const TIMESTAMP = /^[1-9][0-9]{0,11}$/;
/**
 * The text that is signed, six lines without a last line end:
 *
 *     mizan-request-v1
 *     POST
 *     /wallet/node_001/send?x=1
 *     9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 *     1795219200
 *     4f1c9a7be05d4d3c
 */
export function requestMessage(facts, stamp) {
    return [SIGNATURE_TAG, facts.method, facts.target, facts.bodyHash, stamp.timestamp, stamp.nonce].join('\n');
}
/** Whether timestamp and nonce have their form and the timestamp is at most 300 s from `nowMs`. */
export function isFreshStamp({ timestamp, nonce }, nowMs) {
    if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce))
        return false;
    return Math.abs(Number(timestamp) - Math.floor(nowMs / 1000)) <= MAX_CLOCK_SKEW_SECONDS;
}
//# sourceMappingURL=signed-request.js.map