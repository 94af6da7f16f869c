/** The original mounted its router twice: the second path is an alias of the first (registry-wire.md), for old clients alone. */
export const NODE_PATHS = ['nodes', 'nodes/nodes'];
