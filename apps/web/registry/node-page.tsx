import { Fact, Facts, Moment } from '../components/facts.js';
import { LoadedPart } from '../components/loaded-part.js';
import { en } from '../messages/node.en.js';
import { ur } from '../messages/node.ur.js';
import { en as listEn } from '../messages/nodes.en.js';
import { ur as listUr } from '../messages/nodes.ur.js';
import { Titled } from '../shell/application.js';
import { formatNumber } from '../shell/formats.js';
import { translated } from '../shell/language.js';
import type { PageProps } from '../shell/routes.js';
import { useLoaded } from '../shell/use-loaded.js';
import { NodeWallet } from './node-wallet.js';
import { asOperator } from './operator.js';
import './registry.css';
import { useRegistryEvents } from './use-registry-events.js';

const messages = translated(en, ur);
const listed = translated(listEn, listUr);

export default function NodePage({ parameters }: PageProps) {
  const node_id = parameters.node ?? '';
  const text = messages();
  const words = listed();
  const registry = asOperator.value;
  const heard = useRegistryEvents({ node: node_id });
  const found = useLoaded((signal) => registry.getNode({ node_id, signal }), [node_id], heard);
  return (
    <Titled title={text.title(node_id)}>
      <LoadedPart from={found.value}>
        {(node) => (
          <>
            <Facts>
              <Fact name={words.state}>{words.states[node.status]}</Fact>
              <Fact name={words.health}>{words.healths[node.health]}</Fact>
              <Fact name={words.reputation}>{formatNumber(node.reputation)}</Fact>
              <Fact name={text.walletHealth}>{text.walletHealths[node.wallet_health]}</Fact>
              <Fact name={text.lastHeartbeat}>
                {node.last_heartbeat === null ? text.never : <Moment time={new Date(node.last_heartbeat)} />}
              </Fact>
              <Fact name={text.registered}>
                <Moment time={new Date(node.created_at)} />
              </Fact>
              {node.latency_ms !== null && (
                <Fact name={text.latency}>{text.milliseconds(formatNumber(node.latency_ms))}</Fact>
              )}
              <Fact name={words.address}>
                <bdi>{node.address}</bdi>
              </Fact>
              <Fact name={words.capabilities}>
                <bdi>{node.capabilities.join(', ')}</bdi>
              </Fact>
            </Facts>
            <h2>{text.wallet}</h2>
            {node.wallet_health === 'none' ? <p>{text.noWallet}</p> : <NodeWallet node={node_id} heard={heard} />}
          </>
        )}
      </LoadedPart>
    </Titled>
  );
}
