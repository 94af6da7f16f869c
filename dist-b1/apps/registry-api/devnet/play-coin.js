/** What the embedded coin can do that a real one cannot: money from nowhere, and blocks at a word. */
export class PlayCoin {
}
//# sourceMappingURL=play-coin.js.map