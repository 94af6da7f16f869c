import { type BlockTemplate, sealBlock } from '@app/chain';
import { chooseSignatureScheme } from './native-secp256k1.js';

const scheme = chooseSignatureScheme();

/** A worker thread's whole job: one template in, one sealed and verified block out. */
export default (template: BlockTemplate) => sealBlock(template, scheme);
