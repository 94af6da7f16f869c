import type { RegistryTypes } from 'mizan-client';
import { Fact, Facts, Hex, Moment, Table } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/registries.en.js';
import { ur } from '../messages/registries.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import { registry } from '../shell/registry-client.js';
import { useLoaded } from '../shell/use-loaded.js';
import { asOperator, token } from './operator.js';
import './registry.css';
import { useRegistryEvents } from './use-registry-events.js';

const messages = translated(en, ur);

export default function RegistriesPage() {
  const text = messages();
  const operated = asOperator.value;
  const heard = useRegistryEvents({});
  const identity = useLoaded((signal) => registry.getRegistryIdentity({ signal }), []);
  const peers = useLoaded((signal) => operated.listPeers({ signal }).page(), [heard, token.value]);
  return (
    <Titled title={text.title}>
      <LoadedPart from={peers.value}>
        {({ items }) => (items.length === 0 ? <p>{text.none}</p> : <Peers peers={items} />)}
      </LoadedPart>
      <h2>{text.own}</h2>
      <LoadedPart from={identity.value}>
        {({ registry_id, public_key, name }) => (
          <Facts>
            <Fact name={text.name}>
              <bdi>{name}</bdi>
            </Fact>
            <Fact name={text.id}>
              <Hex value={registry_id} whole />
            </Fact>
            <Fact name={text.key}>
              <Hex value={public_key} whole />
            </Fact>
          </Facts>
        )}
      </LoadedPart>
    </Titled>
  );
}

function Peers({ peers }: { peers: readonly RegistryTypes.PeerResponse[] }) {
  const text = messages();
  return (
    <Table name={text.title} heads={[text.name, text.url, text.state, text.place, text.asOf, text.lag, text.error]}>
      {peers.map((peer) => (
        <tr key={peer.url}>
          <td>
            <bdi>{peer.name}</bdi>
          </td>
          <td>
            <bdi dir="ltr">{peer.url}</bdi>
          </td>
          <td>{text.states[peer.state]}</td>
          <td>{formatNumber(peer.place)}</td>
          <td>{peer.as_of !== null && <Moment time={new Date(peer.as_of)} />}</td>
          <td>{peer.lag_seconds !== null && text.seconds(formatNumber(peer.lag_seconds))}</td>
          <td>
            <bdi>{peer.last_error}</bdi>
          </td>
        </tr>
      ))}
    </Table>
  );
}
