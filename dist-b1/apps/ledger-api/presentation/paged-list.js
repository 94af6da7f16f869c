import { streamJsonArray } from "../../../libs/infrastructure/http/json-stream.js";
import { cutPage, nextPageLink, readPage } from "../../../libs/infrastructure/http/paging.js";
/** Rows read at a time while a whole list is streamed. */
const STREAM_PAGE = 500;
/** Page size of a caller who sends a cursor and no limit. */
const DEFAULT_PAGE = 100;
/**
 * Answers with a list. Without `limit` and `cursor` it is the whole list, as the specification has it, streamed; with one
 * of them it is a page, and a `Link` header leads to the next one.
 */
export async function answerList(list) {
    const { limit, cursor } = readPage(list.request.query);
    const after = cursor === undefined ? undefined : Number(list.cursor.decode(cursor)[0]);
    if (limit === undefined && cursor === undefined) {
        // The first rows are read before the answer starts: what fails here still gets a proper error.
        return streamJsonArray(everything(list, await list.read(undefined, STREAM_PAGE)));
    }
    const size = limit ?? DEFAULT_PAGE;
    const { page, last } = cutPage(await list.read(after, size + 1), size);
    if (last !== undefined) {
        const next = list.cursor.encode([BigInt(list.key(last))]);
        list.reply.header('Link', nextPageLink(list.request.url, { limit: size, cursor: next }));
    }
    return page.map(list.print);
}
async function* everything(list, first) {
    for (let rows = first; rows.length > 0;) {
        for (const row of rows)
            yield list.print(row);
        if (rows.length < STREAM_PAGE)
            return;
        rows = await list.read(list.key(rows.at(-1)), STREAM_PAGE);
    }
}
//# sourceMappingURL=paged-list.js.map