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
import { useRegularly } from '../shell/use-regularly.js';
import { asOperator, token } from './operator.js';
import './registry.css';

const messages = translated(en, ur);
const LOOK_MS = 5_000;

export default function RegistriesPage() {
  const text = messages();
  const operated = asOperator.value;
  // How far a registry is followed is no event of this one.
  const looks = useRegularly(LOOK_MS);
  const identity = useLoaded((signal) => registry.getRegistryIdentity({ signal }), []);
  const peers = useLoaded((signal) => operated.listPeers({ signal }).page(), [token.value], looks);
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
