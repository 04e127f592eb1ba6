// The safe on the phone: rows of IndexedDB, each sealed with AES-GCM. The key of the rows is itself sealed with a key made
// of the PIN (PBKDF2), and lives in memory only while the page is open. Too many wrong PINs erase everything.
const NAME = "tumbuh-lapangan";
const ITERATIONS = 310_000; // about a second on a cheap phone: 10^6 PINs take days, and the tries below end it before
export const MOST_TRIES = 8;

const text = new TextEncoder();
let key = null;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function open() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore("open");
    asked.result.createObjectStore("rows");
  };
  return done(asked);
}

async function inStore(name, mode, act) {
  const database = await open();
  try {
    const transaction = database.transaction(name, mode);
    const finished = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const result = await act(transaction.objectStore(name));
    await finished;
    return result;
  } finally {
    database.close();
  }
}

async function keyOf(pin, salt, iterations) {
  const raw = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const asRowKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function seal(withKey, name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv, additionalData: text.encode(name) };
  return { iv, data: await crypto.subtle.encrypt(how, withKey, bytes) };
}

async function unseal(withKey, name, { iv, data }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: text.encode(name) }, withKey, data);
}

export const isMade = async () => Boolean(await inStore("open", "readonly", (store) => done(store.get("lock"))));
export const isOpen = () => key !== null;
export const close = () => { key = null; };

export async function make(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const lock = { salt, iterations: ITERATIONS, sealed: await seal(await keyOf(pin, salt, ITERATIONS), "lock", raw) };
  await inStore("open", "readwrite", async (store) => {
    store.put(lock, "lock");
    store.put(0, "tries");
  });
  key = await asRowKey(raw);
}

// Returns how many tries are left, or -1 when the safe is open.
export async function unlock(pin) {
  // The try is counted before it is made, so that closing the page in between wins nothing.
  const [lock, tries] = await inStore("open", "readwrite", async (store) => {
    const found = await done(store.get("lock"));
    const before = (await done(store.get("tries"))) || 0;
    store.put(before + 1, "tries");
    return [found, before + 1];
  });
  try {
    const raw = await unseal(await keyOf(pin, lock.salt, lock.iterations), "lock", lock.sealed);
    key = await asRowKey(raw);
  } catch {
    if (tries >= MOST_TRIES) await erase();
    return Math.max(0, MOST_TRIES - tries);
  }
  await inStore("open", "readwrite", async (store) => { store.put(0, "tries"); });
  return -1;
}

export async function erase() {
  key = null;
  await inStore("rows", "readwrite", async (store) => { store.clear(); });
  await inStore("open", "readwrite", async (store) => { store.clear(); });
}

export async function put(rows) {
  const sealed = [];
  for (const [name, value] of Object.entries(rows)) {
    const bytes = value instanceof ArrayBuffer ? value : text.encode(JSON.stringify(value));
    sealed.push([name, { ...(await seal(key, name, bytes)), raw: value instanceof ArrayBuffer }]);
  }
  await inStore("rows", "readwrite", async (store) => { for (const [name, row] of sealed) store.put(row, name); });
}

async function opened(name, row) {
  const bytes = await unseal(key, name, row);
  return row.raw ? bytes : JSON.parse(new TextDecoder().decode(bytes));
}

export async function get(name, otherwise = null) {
  const row = await inStore("rows", "readonly", (store) => done(store.get(name)));
  return row ? opened(name, row) : otherwise;
}

// Returns [name, value] of the rows whose name starts so, in the order of the names.
export async function all(start) {
  const range = IDBKeyRange.bound(start, `${start}\uffff`);
  const [names, rows] = await inStore("rows", "readonly", (store) =>
    Promise.all([done(store.getAllKeys(range)), done(store.getAll(range))]));
  return Promise.all(names.map(async (name, at) => [name, await opened(name, rows[at])]));
}

export const count = (start) =>
  inStore("rows", "readonly", (store) => done(store.count(IDBKeyRange.bound(start, `${start}\uffff`))));

export async function drop(names) {
  await inStore("rows", "readwrite", async (store) => { for (const name of names) store.delete(name); });
}
