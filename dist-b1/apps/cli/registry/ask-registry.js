import { isJsonObject } from "../../../libs/infrastructure/http/json-value.js";
import { JsonSyntaxError, parseStrictJson } from "../../../libs/infrastructure/http/strict-json.js";
import { CommandFailure } from '../command-failure.js';
import { FAILED } from '../exit-codes.js';
import { connectionFlagsOf, openConnection } from './connection.js';
import { explainRefusal } from './explain-refusal.js';
import { RegistryClient } from './registry-client.js';
/** Of an answer, not of a request body: statistics have a key for every capability. */
const ANSWER_LIMITS = { maxDepth: 32, maxKeys: 100_000 };
const LINE_END = 0x0a;
/** The registry said no, or that it cannot say. */
export class RegistryRefused extends CommandFailure {
    status;
    constructor(message, status) {
        super(message, FAILED);
        this.status = status;
    }
}
/**
 * Sends one request and prints the answer: rendered, or with `--json` byte for byte, also that of a refusal.
 *
 * @throws RegistryRefused, NoServer, AnswerLost, CommandFailure for a key file that cannot be used or an answer that cannot be read
 */
export async function askRegistry(command, surroundings, question) {
    const connection = openConnection(connectionFlagsOf(command, surroundings.defaults));
    const request = question.request(connection);
    const answer = await new RegistryClient(connection).send(request, surroundings.cancellation());
    if (connection.isBare)
        writeBare(answer, surroundings);
    if (answer.status < 200 || answer.status > 299) {
        throw new RegistryRefused(explainRefusal(answer, readJson(answer.body), connection), answer.status);
    }
    if (connection.isBare)
        return;
    const content = readJson(answer.body);
    if (!content)
        throw new CommandFailure(`what answers at ${connection.url.href} is no registry`, FAILED);
    surroundings.write(question
        .render(content, surroundings.palette)
        .map((line) => `${line}\n`)
        .join(''));
}
/** A last line end is added when there is none, as a shell expects. */
function writeBare({ body }, surroundings) {
    if (body.length === 0)
        return;
    surroundings.write(body);
    if (body.at(-1) !== LINE_END)
        surroundings.write('\n');
}
function readJson(body) {
    try {
        const value = parseStrictJson(body, ANSWER_LIMITS);
        return isJsonObject(value) ? value : undefined;
    }
    catch (error) {
        if (error instanceof JsonSyntaxError)
            return undefined;
        throw error;
    }
}
//# sourceMappingURL=ask-registry.js.map