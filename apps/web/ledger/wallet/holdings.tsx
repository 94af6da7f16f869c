import { useSignal } from '@preact/signals';
import type { Ledger } from 'mizan-client';
import type { ComponentChildren } from 'preact';
import { Amount, Fact, Facts, Hex, toAddress } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { QrCode } from '../../components/qr-code.js';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { translated } from '../../shell/language.js';
import { useEvents } from '../../shell/use-events.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { HistoryTable } from '../history-table.js';

const messages = translated(en, ur);
const LINES = 10;

interface HoldingsProps {
  readonly address: string;
  /** The client of the user, or of anyone. */
  readonly as: Ledger;
  /** Stands between what the wallet holds and its history. */
  readonly children: (onChange: () => void) => ComponentChildren;
}

/** What a wallet holds and what came and went, as it changes. */
export function Holdings({ address, as, children }: HoldingsProps) {
  const text = messages();
  const changes = useSignal(0);
  const change = () => {
    changes.value += 1;
  };
  useEvents({ types: ['transaction.mined'] }, ({ data }) => {
    if ('receiver' in data && (data.receiver === address || data.sender === address)) change();
  });
  const balance = useLoaded((signal) => as.getBalance({ address, signal }), [address], changes.value);
  const history = useLoaded(
    (signal) => as.listWalletHistory({ address, limit: LINES, signal }).page(),
    [address],
    changes.value,
  );
  return (
    <>
      <div class="owner">
        <Facts>
          <Fact name={text.address} isWide>
            <span data-testid="wallet-address">
              <Hex value={address} to={toAddress(address)} whole />
            </span>
          </Fact>
          <Fact name={text.balance} isWide>
            <LoadedPart from={balance.value}>
              {({ balance: units }) => <Amount units={units} testId="balance" />}
            </LoadedPart>
          </Fact>
        </Facts>
        <QrCode text={address} name={text.qr} />
      </div>
      {children(change)}
      <h3>{text.history}</h3>
      <LoadedPart from={history.value}>
        {({ items }) => <HistoryTable lines={items} cursor={undefined} next={undefined} />}
      </LoadedPart>
    </>
  );
}
