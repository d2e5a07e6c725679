// What this browser keeps of the studio: an IndexedDB database, as promises. Storage may be missing, full, or never answer: whoever asks gets a
// StorageError with a sentence, soon, and goes on without.

const NAME = "recurra-studio";
/** Milliseconds after which a database that does not open is taken for none. */
const PATIENCE = 4000;

/** The stores, with the member that tells their records apart: what a list needs of runs and files, and the rest of each. */
const KEYS = { runs: "id", pieces: "id", files: "sha256", contents: "sha256" } as const;

type StoreName = keyof typeof KEYS;

/** Why nothing can be kept, in a part of a sentence: "this browser has no room left". */
export class StorageError extends Error {}

/** What is done within one transaction: with each call the next one's request. */
export interface Stores {
  get(store: StoreName, key: string): Promise<unknown>;
  /** All records of a store, in no order that means anything. */
  all(store: StoreName): Promise<unknown[]>;
  keys(store: StoreName): Promise<string[]>;
  put(store: StoreName, record: unknown): Promise<unknown>;
  delete(store: StoreName, key: string): Promise<unknown>;
  clear(store: StoreName): Promise<unknown>;
}

/** One transaction over these stores: all of it is written, or nothing. What it gives is given once it is safely written. Throws StorageError. */
export async function transact<T>(
  stores: readonly StoreName[],
  mode: "readonly" | "readwrite",
  work: (stores: Stores) => Promise<T>,
): Promise<T> {
  try {
    const transaction = await begin(stores, mode);
    const over = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the transaction ended"));
    });
    over.catch(() => {}); // told below, unless `work` has failed before
    const store = (name: StoreName): IDBObjectStore => transaction.objectStore(name);
    const given = await work({
      get: (name, key) => answer(store(name).get(key)),
      all: (name) => answer(store(name).getAll()),
      keys: async (name) => (await answer(store(name).getAllKeys())).map(String),
      put: (name, record) => answer(store(name).put(record)),
      delete: (name, key) => answer(store(name).delete(key)),
      clear: (name) => answer(store(name).clear()),
    }).catch((error) => {
      abort(transaction);
      throw error;
    });
    await over;
    return given;
  } catch (error) {
    throw told(error);
  }
}

async function begin(stores: readonly StoreName[], mode: "readonly" | "readwrite"): Promise<IDBTransaction> {
  const database = await open();
  try {
    return database.transaction([...stores], mode);
  } catch (error) {
    // Browsers lose their storage at times, and do not tell of it: it is opened anew, once.
    if ((error as Error).name !== "InvalidStateError") throw error;
    opened = undefined;
    return (await open()).transaction([...stores], mode);
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It ended by itself.
  }
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= openDatabase().catch((error) => {
    opened = undefined; // another time it may be there
    throw told(error);
  });
  return opened;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      reject(new StorageError("its storage does not answer"));
    }, PATIENCE);
    // Where pages may keep nothing, `indexedDB` is absent, or throws when it is touched.
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const [name, keyPath] of Object.entries(KEYS)) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath });
      }
    };
    request.onsuccess = () => {
      clearTimeout(late);
      const { result } = request;
      const forget = (): void => {
        opened = undefined;
      };
      result.onclose = forget;
      // Another tab has a newer version of the studio: it must not wait for this one.
      result.onversionchange = () => {
        result.close();
        forget();
      };
      // Nobody waits for it any more; whoever comes next opens it anew.
      if (isLate) return result.close();
      if (Object.keys(KEYS).every((name) => result.objectStoreNames.contains(name))) return resolve(result);
      result.close();
      reject(new StorageError("what is stored there is not the studio's"));
    };
    request.onerror = () => {
      clearTimeout(late);
      reject(request.error);
    };
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function told(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const { name, message } = error as { readonly name?: string; readonly message?: string };
  if (name === "QuotaExceededError") return new StorageError("it has no room left");
  if (name === "VersionError") return new StorageError("a newer version of the studio has been here");
  return new StorageError(`its storage cannot be used (${message || name || String(error)})`);
}
