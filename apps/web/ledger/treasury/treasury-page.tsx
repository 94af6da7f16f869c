import '../address.css';
import './treasury.css';
import { useEffect, useRef } from 'preact/hooks';
import { LoadedPart } from '../../components/loaded-part.js';
import { en } from '../../messages/treasury.en.js';
import { ur } from '../../messages/treasury.ur.js';
import { Titled } from '../../shell/application.js';
import { translated } from '../../shell/language.js';
import { place } from '../../shell/navigation.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { isOpenToAll, token } from './administrator.js';
import { TokenForm, WhoActs } from './administrator-access.js';
import { AssessmentPart } from './assessment-part.js';
import { ZakatPart } from './zakat-part.js';

const messages = translated(en, ur);

export default function TreasuryPage() {
  const text = messages();
  const hasToken = token.value !== undefined;
  const admitted = useLoaded(async (signal) => hasToken || (await isOpenToAll(signal)), [hasToken]);
  return (
    <Titled title={text.title}>
      <div class="treasury">
        <LoadedPart from={admitted.value}>
          {(isAdmitted) =>
            isAdmitted ? (
              <Treasury />
            ) : (
              <>
                <p>{text.intro}</p>
                <TokenForm />
              </>
            )
          }
        </LoadedPart>
      </div>
    </Titled>
  );
}

/** The part that the address names. */
function Treasury() {
  const { query } = place.value;
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(query);
  useEffect(() => {
    if (before.current !== query) box.current?.querySelector('h2')?.focus();
    before.current = query;
  }, [query]);
  const assessment = new URLSearchParams(query).get('assessment');
  return (
    <div ref={box}>
      <WhoActs />
      {assessment ? <AssessmentPart key={assessment} id={assessment} /> : <ZakatPart />}
    </div>
  );
}
