import { plainLedger } from '../peers/start-peers.js';
import { RegistrySite } from '../registry/registry-site.js';
import type { Run } from '../run.js';
import type { Bench } from './bench.js';
import { followUnsettled } from './follow-unsettled.js';

const NODES = 64;
const CLIENTS = 16;
/** FLOP in each wallet, in several coins: payments to the outside spend them one by one. */
const COINS = 4;
const COIN = '250';
const AMOUNT = 0.01;

const BOOK_ENTRY = 'to another node';
const OUTSIDE = 'to an address outside';

/** What a payment of a node costs: within the registry a book entry, to the outside a signed transaction on the devnet. */
export const nodeSends: Bench = {
  summary: 'payments of nodes on the devnet, to each other and outside, against a plain ledger',
  run: async (run) => {
    const site = await RegistrySite.open(run, await run.places.fresh('postgres'));
    const addresses = await openWallets(site, run);
    const nodeIds = [...addresses.keys()];
    const { address: outside } = await site.server.registry.createDevnetAddress();
    const payments = (recipientOf: (at: number) => string) => ({
      kind: 'rotate' as const,
      requests: nodeIds.map((nodeId, at) => payment(nodeId, recipientOf(at))),
    });
    const neighbour = (at: number) => addresses.get(nodeIds[(at + 1) % nodeIds.length]!)!;
    const peer = await plainLedger(run);
    await run.section(
      `postgres and devnet, ${NODES} nodes, ${CLIENTS} clients`,
      [
        await site.contestant(BOOK_ENTRY, payments(neighbour), CLIENTS),
        await site.contestant(
          OUTSIDE,
          payments(() => outside),
          CLIENTS,
        ),
        peer,
      ],
      [BOOK_ENTRY, OUTSIDE].map((measured) => ({
        name: `${measured} ÷ ${peer.name}`,
        metric: 'perSecond',
        measured,
        peer: peer.name,
      })),
    );
    await followUnsettled(site, run, addresses.values().next().value!);
    const { core_total, liabilities, house, drift_units } = await site.server.registry.getReserves();
    run.note(
      `reserves: ${core_total} at Core, ${liabilities} owed to nodes, ${house} of the house, drift ${drift_units} units`,
    );
  },
};

/** @returns the addresses of funded wallets, by node */
async function openWallets(site: RegistrySite, run: Run): Promise<Map<string, string>> {
  const addresses = new Map<string, string>();
  for (const nodeId of await site.register(NODES)) {
    run.progress.show(addresses.size, NODES, 'wallets opened');
    const { wallet } = await site.server.registry.createNodeWallet({
      node_id: nodeId,
      wallet_name: `wallet of ${nodeId}`,
    });
    addresses.set(nodeId, wallet.address);
    for (let coin = 0; coin < COINS; coin++) {
      await site.server.registry.payFromDevnet({ address: wallet.address, amount: COIN });
    }
  }
  await site.server.registry.mineDevnet({ blocks: 6 });
  return addresses;
}

function payment(nodeId: string, recipient: string) {
  const body = JSON.stringify({ node_id: nodeId, recipient_address: recipient, amount: AMOUNT });
  return { method: 'POST' as const, path: `/wallet/${nodeId}/send`, body };
}
