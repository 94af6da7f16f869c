import type { RegistryTypes } from 'mizan-client';
import { Moment, Table } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../components/pager.js';
import { en } from '../messages/nodes.en.js';
import { ur } from '../messages/nodes.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber, shortened } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { registry } from '../shell/registry-client.js';
import { useLoaded } from '../shell/use-loaded.js';
import './registry.css';
import { filterOfPlace, NodeFilters } from './node-filters.js';
import { useRegistryEvents } from './use-registry-events.js';

const messages = translated(en, ur);
const PAGE = 25;
const SHOWN = [
  'node.registered',
  'node.updated',
  'node.online',
  'node.offline',
  'node.deregistered',
  'reputation.changed',
] as const;

export default function NodesPage() {
  const text = messages();
  const cursor = cursorOfPlace();
  const filter = filterOfPlace();
  const heard = useRegistryEvents({ types: SHOWN });
  const page = useLoaded(
    (signal) =>
      registry
        .listNodes({ ...(filter as Parameters<typeof registry.listNodes>[0]), limit: PAGE, cursor, signal })
        .page(),
    [cursor, filter],
    heard,
  );
  return (
    <Titled title={text.title}>
      <NodeFilters key={JSON.stringify(filter)} filter={filter} />
      <LoadedPart from={page.value}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <p>{text.none}</p>
          ) : (
            <>
              <NodeTable nodes={items} />
              <Pager cursor={cursor} next={nextCursor} />
            </>
          )
        }
      </LoadedPart>
    </Titled>
  );
}

function NodeTable({ nodes }: { nodes: readonly RegistryTypes.NodeInfo[] }) {
  const text = messages();
  const heads = [text.node, text.state, text.health, text.reputation, text.capabilities, text.address];
  const told = nodes.some(({ origin }) => origin !== undefined);
  return (
    <Table name={text.title} heads={told ? [...heads, text.origin] : heads}>
      {nodes.map((node) => (
        <tr key={`${node.origin ?? ''} ${node.node_id}`}>
          <td>{isOfPeer(node) ? <bdi>{node.node_id}</bdi> : <NodeLink id={node.node_id} />}</td>
          <td>{text.states[node.status]}</td>
          <td>{text.healths[node.health]}</td>
          <td>{formatNumber(node.reputation)}</td>
          <td>
            <bdi>{node.capabilities.join(', ')}</bdi>
          </td>
          <td>
            <bdi>{node.address}</bdi>
          </td>
          {told && (
            <td>
              {node.as_of ? (
                <>
                  <bdi title={node.origin}>{shortened(node.origin ?? '')}</bdi> <Moment time={new Date(node.as_of)} />
                </>
              ) : (
                text.here
              )}
            </td>
          )}
        </tr>
      ))}
    </Table>
  );
}

/** Only nodes of this registry have a page. */
function isOfPeer({ as_of }: RegistryTypes.NodeInfo): boolean {
  return as_of !== undefined && as_of !== null;
}

function NodeLink({ id }: { id: string }) {
  return (
    <a href={`/node/${encodeURIComponent(id)}`}>
      <bdi>{id}</bdi>
    </a>
  );
}
