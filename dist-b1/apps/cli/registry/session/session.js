import { createInterface } from 'node:readline';
import { CommanderError } from 'commander';
import { CommandFailure } from '../../command-failure.js';
import { USAGE_ERROR } from '../../exit-codes.js';
import { DEFAULT_URL } from '../connection.js';
import { choosePalette } from '../rendering/palette.js';
import { completeLine } from './complete-line.js';
import { HistoryFile, historyPath, isMemorable, MAX_HISTORY_LINES } from './history-file.js';
import { sessionCommands } from './session-commands.js';
import { splitWords } from './split-words.js';
/** Reads commands from standard input until `quit`, `exit` or its end. What a command is refused is said, and the session goes on. */
export async function runSession(flags) {
    const session = new Session(flags, (process.stdin.isTTY ?? false) && (process.stdout.isTTY ?? false));
    await session.run();
}
class Session {
    defaults;
    isTerminal;
    palette = choosePalette(process.stdout.isTTY ?? false);
    #history = new HistoryFile(historyPath());
    #lines;
    #cancel = new AbortController();
    #isBusy = false;
    constructor(defaults, isTerminal) {
        this.defaults = defaults;
        this.isTerminal = isTerminal;
        this.#lines = isTerminal ? this.#openTerminal() : createInterface({ input: process.stdin, crlfDelay: Infinity });
        const interrupt = () => this.#interrupt();
        if (isTerminal)
            this.#lines.on('SIGINT', interrupt);
        else
            process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    }
    async run() {
        if (this.isTerminal) {
            const url = this.defaults.url?.href ?? DEFAULT_URL;
            this.write(`${this.palette.faint(`Registry at ${url}. Type help, or quit.`)}\n`);
            this.#lines.prompt();
        }
        for await (const line of this.#lines) {
            this.#remember(line);
            this.#isBusy = true;
            const isLeaving = await this.#execute(line);
            this.#isBusy = false;
            if (isLeaving)
                break;
            if (this.isTerminal)
                this.#lines.prompt();
        }
        this.#lines.close();
    }
    write(text) {
        process.stdout.write(text);
    }
    cancellation() {
        return this.#cancel.signal;
    }
    #openTerminal() {
        const words = this.#commandWords();
        return createInterface({
            input: process.stdin,
            output: process.stdout,
            prompt: 'mizan> ',
            history: this.#history.load(),
            historySize: MAX_HISTORY_LINES,
            removeHistoryDuplicates: true,
            completer: (line) => completeLine(sessionCommands(this, () => { }), line),
        }).on('history', (lines) => {
            if (lines[0] !== undefined && !isMemorable(lines[0], words))
                lines.shift();
        });
    }
    #commandWords() {
        return ['help', ...sessionCommands(this, () => { }).commands.map((command) => command.name())];
    }
    #remember(line) {
        if (this.isTerminal && isMemorable(line, this.#commandWords()))
            this.#history.append(line);
    }
    /** @returns whether the line ends the session */
    async #execute(line) {
        let isLeaving = false;
        try {
            const words = wordsOf(line);
            if (words.length === 0)
                return false;
            const program = sessionCommands(this, () => {
                isLeaving = true;
            });
            await program.parseAsync(words, { from: 'user' });
        }
        catch (error) {
            if (error instanceof CommandFailure)
                process.stderr.write(`${error.message}\n`);
            else if (!(error instanceof CommanderError))
                throw error; // commander has said it already
        }
        return isLeaving;
    }
    /** Ctrl-C: a command is given up; without one a terminal's line is cleared, and a pipe is left. */
    #interrupt() {
        if (this.#isBusy) {
            this.#cancel.abort();
            this.#cancel = new AbortController();
        }
        else if (this.isTerminal) {
            this.#lines.write(null, { ctrl: true, name: 'u' });
            this.write('\nquit, or Ctrl-D, leaves\n');
            this.#lines.prompt();
        }
        if (!this.isTerminal)
            this.#lines.close();
    }
}
/** None for a comment. Lines copied from a shell may begin with the name of the program. */
function wordsOf(line) {
    if (/^\s*#/.test(line))
        return [];
    const words = splitWords(line);
    if (!words)
        throw new CommandFailure('a quotation mark has no partner', USAGE_ERROR);
    return words[0] === 'mizan' ? words.slice(1) : words;
}
//# sourceMappingURL=session.js.map