import { type CostTable, fullOfFaults, get, LONG_NAME, send, WRONG_PAGE } from './costly-request.js';

const ID = '/webhooks/{id}';
const FAULTY = fullOfFaults(['url', 'types', 'description']);

/**
 * What webhooks cost, at the port of a receiver that does not answer.
 * @param type an event that does not happen meanwhile
 */
export async function webhookCosts(url: string, prefix: string, type: string): Promise<CostTable> {
  const ask = async (method: string, path: string, asked?: object) => {
    const { body } = send(method, path, asked ?? {});
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url + path, asked === undefined ? { method } : { method, headers, body });
    return (await answer.json()) as { id: string; n: number };
  };
  const body = { url: `http://127.0.0.1:9/${'x'.repeat(1_900)}`, types: [type], description: 'x'.repeat(200) };
  const make = () => ask('POST', `${prefix}/webhooks`, body);
  const { id } = await make();
  const { n } = await ask('POST', `${prefix}/webhooks/${id}/test`);
  const at = `${prefix}/webhooks/${id}`;
  const wrong = `${prefix}/webhooks/${LONG_NAME}`;
  let last = await make();
  const another = async () => {
    await ask('DELETE', `${prefix}/webhooks/${last.id}`);
    last = await make();
    return last.id;
  };
  const asked = (method: string, path: string) => () => ({ method, path });
  return {
    [`POST ${prefix}/webhooks`]: {
      legal: async () => {
        await ask('DELETE', `${prefix}/webhooks/${last.id}`);
        return send('POST', `${prefix}/webhooks`, { ...body, description: 'one more' });
      },
      illegal: () => send('POST', `${prefix}/webhooks`, FAULTY),
    },
    [`GET ${prefix}/webhooks`]: {
      legal: get(`${prefix}/webhooks`),
      illegal: get(`${prefix}/webhooks${WRONG_PAGE}`),
    },
    [`GET ${prefix}${ID}`]: { legal: get(at), illegal: get(wrong) },
    [`PATCH ${prefix}${ID}`]: { legal: () => send('PATCH', at, body), illegal: () => send('PATCH', at, FAULTY) },
    [`DELETE ${prefix}${ID}`]: {
      legal: async () => ({ method: 'DELETE', path: `${prefix}/webhooks/${await another()}` }),
      illegal: asked('DELETE', wrong),
    },
    [`POST ${prefix}${ID}/rotate-secret`]: {
      legal: asked('POST', `${at}/rotate-secret`),
      illegal: asked('POST', `${wrong}/rotate-secret`),
    },
    [`GET ${prefix}${ID}/deliveries`]: {
      legal: get(`${at}/deliveries`),
      illegal: get(`${at}/deliveries${WRONG_PAGE}`),
    },
    [`POST ${prefix}${ID}/deliveries/{n}/redeliver`]: {
      legal: asked('POST', `${at}/deliveries/${n}/redeliver`),
      illegal: asked('POST', `${at}/deliveries/${LONG_NAME}/redeliver`),
    },
    [`POST ${prefix}${ID}/test`]: { legal: asked('POST', `${at}/test`), illegal: asked('POST', `${wrong}/test`) },
  };
}
