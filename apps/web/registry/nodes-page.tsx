import { Table } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../components/pager.js';
import { en } from '../messages/nodes.en.js';
import { ur } from '../messages/nodes.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { registry } from '../shell/registry-client.js';
import { useLoaded } from '../shell/use-loaded.js';

const messages = translated(en, ur);
const PAGE = 25;

export default function NodesPage() {
  const text = messages();
  const cursor = cursorOfPlace();
  const page = useLoaded((signal) => registry.listNodes({ limit: PAGE, cursor, signal }).page(), [cursor]);
  return (
    <Titled title={text.title}>
      <LoadedPart from={page.value}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p>{text.none}</p>
          ) : (
            <>
              <Table name={text.title} heads={[text.node, text.address, text.state, text.reputation]}>
                {items.map(({ node_id, address, status, reputation }) => (
                  <tr key={node_id}>
                    <td>
                      <bdi>{node_id}</bdi>
                    </td>
                    <td>
                      <bdi>{address}</bdi>
                    </td>
                    <td>{text.states[status] ?? status}</td>
                    <td>{formatNumber(reputation)}</td>
                  </tr>
                ))}
              </Table>
              <Pager cursor={cursor} next={nextCursor} />
            </>
          )
        }
      </LoadedPart>
    </Titled>
  );
}
