const WORD = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g;
const PIECE = /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g;
/**
 * The words of a line, quoted as in a shell: `create node_001 'my wallet'`. Nothing else of a shell has a meaning.
 * `undefined` when a quotation mark has no partner.
 */
export function splitWords(line) {
    if (/\S/.test(line.replaceAll(WORD, '')))
        return undefined;
    return (line.match(WORD) ?? []).map(unquote);
}
function unquote(word) {
    return word.replaceAll(PIECE, (_, escaped, double, single) => escaped ?? double?.replaceAll(/\\(.)/g, '$1') ?? single);
}
//# sourceMappingURL=split-words.js.map