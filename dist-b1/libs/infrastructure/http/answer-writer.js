import { answerFor } from './error-answer.js';
import { renderError } from './error-forms.js';
/** On every answer of the process, whoever writes it. */
export const STANDARD_HEADERS = {
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
};
/** Writes errors the one way an app words them, and logs the ones that are our fault, once, with cause and request id. */
export class AnswerWriter {
    options;
    constructor(options) {
        this.options = options;
    }
    writeError(error, request, reply) {
        const answer = answerFor(error, this.options.table);
        if (answer.isFault)
            this.options.log.error({ requestId: request.id, err: error }, 'request failed');
        this.write(answer, request, reply);
    }
    write(answer, request, reply) {
        if (reply.sent || reply.raw.headersSent) {
            // Too late to say anything: a broken connection is the only sign that the answer is not complete.
            reply.raw.destroy();
            return;
        }
        const { contentType, payload } = this.render(answer, request.headers.accept);
        reply.code(answer.status).headers(STANDARD_HEADERS).headers(answer.headers);
        if (contentType === undefined)
            reply.removeHeader('content-type').send();
        else
            reply.header('Content-Type', contentType).send(payload);
    }
    render(answer, accept) {
        return renderError(this.options.form, answer, accept);
    }
}
//# sourceMappingURL=answer-writer.js.map