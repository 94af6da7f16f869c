import { BlockTable } from '../components/block-rows.js';
import { LoadedPart } from '../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../components/pager.js';
import { en } from '../messages/blocks.en.js';
import { ur } from '../messages/blocks.ur.js';
import { Titled } from '../shell/application.js';
import { translated } from '../shell/language.js';
import { ledger } from '../shell/ledger-client.js';
import { useLoaded } from '../shell/use-loaded.js';

const messages = translated(en, ur);
const PAGE = 25;

export default function BlocksPage() {
  const cursor = cursorOfPlace();
  const page = useLoaded(
    (signal) => ledger.listBlocks({ limit: PAGE, order: 'desc', cursor, signal }).page(),
    [cursor],
  );
  return (
    <Titled title={messages().title}>
      <LoadedPart from={page.value}>
        {({ items, nextCursor }) => (
          <>
            <BlockTable blocks={items} />
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}
