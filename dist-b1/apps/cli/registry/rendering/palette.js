const sgr = (on, off) => (text) => `\u001b[${on}m${text}\u001b[${off}m`;
const COLOURS = {
    bold: sgr(1, 22),
    faint: sgr(2, 22),
    good: sgr(32, 39),
    doubtful: sgr(33, 39),
    bad: sgr(31, 39),
};
const asIs = (text) => text;
const PLAIN = { bold: asIs, faint: asIs, good: asIs, doubtful: asIs, bad: asIs };
/** Colours for a terminal that can show them, unless the user has set NO_COLOR (https://no-color.org). */
export function choosePalette(isTerminal, environment = process.env) {
    return isTerminal && !environment.NO_COLOR && environment.TERM !== 'dumb' ? COLOURS : PLAIN;
}
const STATES = {
    ok: 'good',
    online: 'good',
    healthy: 'good',
    confirmed: 'good',
    pending: 'doubtful',
    unknown: 'doubtful',
    degraded: 'doubtful',
    unreconciled: 'doubtful',
    offline: 'bad',
    inactive: 'bad',
    unhealthy: 'bad',
    failed: 'bad',
};
/** The colour of a word that the registry uses for a state. */
export function stateColour(palette, state) {
    return palette[STATES[state] ?? 'bold'];
}
//# sourceMappingURL=palette.js.map