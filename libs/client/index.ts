export { formatFlop, parseFlop } from './money/flop.js';
