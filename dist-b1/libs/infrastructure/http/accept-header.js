const PROBLEM = 'application/problem+json';
const PLAIN = 'text/plain';
/**
 * Whether a caller would rather have an error as RFC 9457 than as the plain text that the specification documents
 * (RFC 9110, "Accept"). Plain text is the default: no header, or a wildcard that covers both alike, means plain text.
 */
export function prefersProblemJson(accept) {
    if (accept === undefined || !/application\//i.test(accept))
        return false;
    const problem = preferenceFor(PROBLEM, accept);
    const plain = preferenceFor(PLAIN, accept);
    if (problem.quality === 0)
        return false;
    if (problem.quality !== plain.quality)
        return problem.quality > plain.quality;
    return problem.exactness > plain.exactness || problem.exactness === 3;
}
function preferenceFor(type, accept) {
    let best = { quality: 0, exactness: 0 };
    for (const entry of accept.split(',')) {
        const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
        const exactness = exactnessOf(range, type);
        if (exactness > best.exactness)
            best = { quality: qualityOf(parameters), exactness };
    }
    return best;
}
function exactnessOf(range, type) {
    if (range === type)
        return 3;
    if (range === `${type.slice(0, type.indexOf('/'))}/*`)
        return 2;
    return range === '*/*' ? 1 : 0;
}
function qualityOf(parameters) {
    const text = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    if (text === undefined)
        return 1;
    return /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
//# sourceMappingURL=accept-header.js.map