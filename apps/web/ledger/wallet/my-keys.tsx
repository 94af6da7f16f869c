import { useSignal } from '@preact/signals';
import type { LedgerTypes } from 'mizan-client';
import { Moment, Table } from '../../components/facts.js';
import { Complaint } from '../../components/field.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { SureButton } from '../../components/sure-button.js';
import { en } from '../../messages/my-keys.en.js';
import { ur } from '../../messages/my-keys.ur.js';
import { formatNumber } from '../../shell/formats.js';
import { translated } from '../../shell/language.js';
import { useAct } from '../../shell/use-act.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { inSession } from './account.js';
import { MakeKey } from './make-key.js';
import { wordsOfWallet } from './wallet-words.js';

const messages = translated(en, ur);

/** API keys of who is logged in: a list, and what makes and revokes them. */
export function MyKeys() {
  const text = messages();
  const changes = useSignal(0);
  const keys = useLoaded((signal) => inSession(({ as }) => as.listMyKeys({ signal }).page()), [changes.value]);
  const change = () => {
    changes.value += 1;
  };
  return (
    <section data-testid="my-keys">
      <h3>{text.title}</h3>
      <p>{text.intro}</p>
      <LoadedPart from={keys.value}>
        {({ items }) => (items.length === 0 ? <p>{text.none}</p> : <KeyTable keys={items} onRevoked={change} />)}
      </LoadedPart>
      <MakeKey onMade={change} />
    </section>
  );
}

function KeyTable({ keys, onRevoked }: { keys: readonly LedgerTypes.KeyResponse[]; onRevoked: () => void }) {
  const text = messages();
  const { act, words } = useAct(wordsOfWallet);
  const revoke = (id: string) =>
    void act(async () => {
      await inSession(({ as }) => as.revokeMyKey({ id }));
      onRevoked();
    });
  const heads = [text.name, text.may, text.bounds, text.state, text.lastUsed, text.acts];
  return (
    <>
      {words.value && <Complaint words={words.value} />}
      <Table name={text.title} heads={heads}>
        {keys.map((key) => (
          <tr key={key.id} data-testid={`key-${key.state}`}>
            <td>
              <bdi>{key.name}</bdi>
            </td>
            <td>{key.scopes.map((scope) => text.scope[scope] ?? scope).join(text.comma)}</td>
            <td>
              <Bounds bounds={key} />
            </td>
            <td>{text.states[key.state] ?? key.state}</td>
            <td>{key.last_used_at ? <Moment time={new Date(key.last_used_at)} /> : text.never}</td>
            <td>
              {key.state !== 'revoked' && (
                <SureButton
                  act={text.revoke}
                  sure={text.revokeSure}
                  named={(shown) => text.revokeNamed(shown, key.name)}
                  testId="key-revoke"
                  onSure={() => revoke(key.id)}
                />
              )}
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}

function Bounds({ bounds: { limit_per_day, addresses, networks, expires_at } }: { bounds: LedgerTypes.KeyResponse }) {
  const text = messages();
  return (
    <>
      {limit_per_day !== undefined && <div>{text.limitOf(formatNumber(limit_per_day))}</div>}
      {addresses && <div title={addresses.join(' ')}>{text.addressesOf(formatNumber(addresses.length))}</div>}
      {networks && (
        <div>
          <code dir="ltr">{networks.join(' ')}</code>
        </div>
      )}
      {expires_at && (
        <div>
          {text.until} <Moment time={new Date(expires_at)} />
        </div>
      )}
    </>
  );
}
