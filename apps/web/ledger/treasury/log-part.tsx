import { Moment, Table } from '../../components/facts.js';
import { LoadedPart } from '../../components/loaded-part.js';
import { cursorOfPlace, Pager } from '../../components/pager.js';
import { en } from '../../messages/system-log.en.js';
import { ur } from '../../messages/system-log.ur.js';
import { translated } from '../../shell/language.js';
import { useLoaded } from '../../shell/use-loaded.js';
import { asAdministrator } from './administrator.js';

const messages = translated(en, ur);
const ENTRIES = 50;

/** The operator's journal, newest first. */
export function LogPart() {
  const text = messages();
  const cursor = cursorOfPlace();
  const found = useLoaded(
    (signal) => asAdministrator.value.listSystemLogs({ limit: ENTRIES, cursor, signal }).page(),
    [cursor],
  );
  return (
    <>
      <h2 tabIndex={-1}>{text.title}</h2>
      <LoadedPart from={found.value}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 && <p>{text.none}</p>}
            {items.length > 0 && (
              <Table name={text.title} heads={[text.time, text.level, text.type, text.message, text.ip]}>
                {items.map(({ id, timestamp, level, type, message, ip }) => (
                  <tr key={id}>
                    <td>
                      <Moment time={new Date(timestamp)} />
                    </td>
                    <td>{text.levels[level] ?? <bdi>{level}</bdi>}</td>
                    <td>
                      <code dir="ltr">{type}</code>
                    </td>
                    <td class="text">
                      <bdi>{message}</bdi>
                    </td>
                    <td>
                      <code dir="ltr">{ip}</code>
                    </td>
                  </tr>
                ))}
              </Table>
            )}
            <Pager cursor={cursor} next={nextCursor} />
          </>
        )}
      </LoadedPart>
    </>
  );
}
