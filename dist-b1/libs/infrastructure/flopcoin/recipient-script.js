import { booleanField, textField } from './core-answer.js';
/** Base58 and bech32 need no other character, and no address is longer. Other text is not worth a call, nor safe in one. */
const ADDRESS_TEXT = /^[0-9A-Za-z]{1,128}$/;
/** The script that pays an address of Core's own network, in hex; null when the text is none. */
export async function recipientScript({ rpc }, address) {
    if (!ADDRESS_TEXT.test(address))
        return null;
    const answer = await rpc.read('validateaddress', [address]);
    return booleanField(answer, 'isvalid') ? textField(answer, 'scriptPubKey') : null;
}
//# sourceMappingURL=recipient-script.js.map