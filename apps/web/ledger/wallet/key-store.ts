import type { SealedKey } from './sealed-key.js';

const DATABASE = 'mizan-wallet';
const STORE = 'keys';
/** A browser keeps one key for these pages. */
const OWN = 'own';

/** Another page of this browser has kept a key meanwhile. */
export class KeyExists extends Error {
  override readonly name = 'KeyExists';
}

export function readSealedKey(): Promise<SealedKey | undefined> {
  return inStore('readonly', (store) => store.get(OWN) as IDBRequest<SealedKey | undefined>);
}

/** Keeps it beside none: a key that is there is never written over. @throws KeyExists */
export async function addSealedKey(key: SealedKey): Promise<void> {
  try {
    await inStore('readwrite', (store) => store.add(key, OWN));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'ConstraintError') throw new KeyExists('there is a key');
    throw error;
  }
}

export async function deleteSealedKey(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(OWN));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      // Money may be sent to the key a moment later: it is on the disk before it is said to be kept.
      const transaction = database.transaction(STORE, mode, { durability: 'strict' });
      const request = act(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
