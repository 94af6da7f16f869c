import { journey } from './journey.js';

declare const process: { argv: [string, string, string, string, string] };

const [, , ...servers] = process.argv;
console.log(JSON.stringify(await journey(...servers)));
