/** The registered nodes. Several processes may work on them at once. */
export class Nodes {
}
//# sourceMappingURL=nodes.js.map