import { choosePalette } from './rendering/palette.js';
/** Those of a command that a shell started. */
export function processSurroundings() {
    return {
        defaults: {},
        palette: choosePalette(process.stdout.isTTY ?? false),
        write: (text) => void process.stdout.write(text),
        cancellation: interruption,
    };
}
/** The first Ctrl-C ends the waiting, so that the command can still say what is known; a second one ends the process. */
function interruption() {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => controller.abort());
    return controller.signal;
}
//# sourceMappingURL=surroundings.js.map