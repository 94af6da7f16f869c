/** The path of these segments, each encoded: a slash in a node id stays within its segment, and the registry refuses it. */
export function pathOf(...segments) {
    return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}
/** `path` with the parameters that have a value. */
export function withQuery(path, parameters) {
    const given = Object.entries(parameters).filter((entry) => entry[1] !== undefined);
    return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
//# sourceMappingURL=request-target.js.map