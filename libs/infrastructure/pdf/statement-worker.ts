import { renderStatement, type StatementTexts } from './statement-page.js';

/** Runs in a thread of its own: fonts, shaping and compression take longer than the event loop may be held. */
export default (statement: StatementTexts): Promise<Uint8Array> => renderStatement(statement);
