import '../address.css';
import './wallet.css';
import { en } from '../../messages/wallet.en.js';
import { ur } from '../../messages/wallet.ur.js';
import { Titled } from '../../shell/application.js';
import { translated } from '../../shell/language.js';
import { AccountWallet } from './account-wallet.js';
import { OwnWallet } from './own-wallet.js';

const messages = translated(en, ur);

export default function WalletPage() {
  return (
    <Titled title={messages().title}>
      <OwnWallet />
      <AccountWallet />
    </Titled>
  );
}
