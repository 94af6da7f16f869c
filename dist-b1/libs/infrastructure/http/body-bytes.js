const NO_BYTES = Buffer.alloc(0);
const bodies = new WeakMap();
/** Keeps what was sent for as long as the request lives: a signature covers bytes, not what they were read to. */
export function keepBodyBytes(request, bytes) {
    bodies.set(request, bytes);
}
/** The body to the byte as it was sent. Empty when there was none, and for GET and HEAD, whose bodies are not read. */
export function bodyBytesOf(request) {
    return bodies.get(request) ?? NO_BYTES;
}
//# sourceMappingURL=body-bytes.js.map