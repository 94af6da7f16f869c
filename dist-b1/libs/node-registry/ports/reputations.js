/** What nodes are thought of, and every event that made it so. Events are never changed or removed. */
export class Reputations {
}
//# sourceMappingURL=reputations.js.map