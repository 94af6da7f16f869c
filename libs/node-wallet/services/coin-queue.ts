import { SerialQueue } from './serial-queue.js';

/** Runs one at a time: choosing coins, broadcasting a payment and booking it, and comparing the books with Core. */
export class CoinQueue extends SerialQueue {}
