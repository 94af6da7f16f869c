/** The word that was probably meant by `typed`: one that differs in less than half of its letters, and in at most two. */
export function closestWord(typed, words) {
    const [best] = words
        .map((word) => ({ word, distance: editDistance(typed, word) }))
        .filter(({ word, distance }) => distance <= 2 && distance * 2 < word.length)
        .sort((left, right) => left.distance - right.distance);
    return best?.word;
}
/** How many letters must be added, dropped or replaced to turn one word into the other (Levenshtein). */
function editDistance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [line, letter] of [...from].entries()) {
        const next = [line + 1];
        for (const [column, other] of [...to].entries()) {
            next.push(Math.min(next[column] + 1, row[column + 1] + 1, row[column] + (letter === other ? 0 : 1)));
        }
        row = next;
    }
    return row.at(-1);
}
//# sourceMappingURL=closest-word.js.map