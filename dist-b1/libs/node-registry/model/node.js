const ADDRESS = /^[\x21-\x7e]{1,255}$/;
/** A host, `host:port` or URL: visible ASCII without spaces, at most 255 characters. What it means is the nodes' affair. */
export function isNodeAddress(text) {
    return ADDRESS.test(text);
}
//# sourceMappingURL=node.js.map