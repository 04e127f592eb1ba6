// Sends what waits and fetches the day. Every step may break off anywhere: nothing is forgotten before the server says up
// to which number it holds everything, and whatever is sent twice is one there.
import * as vault from "./vault.js";

const API = "/api/v1/lapangan/";
const BATCH = 200;
const PIECE = 65_536; // half a minute of a weak signal; what broke off is sent again from there

export class SignedOut extends Error {}
export class NotNow extends Error {}

const opName = (number) => `op:${String(number).padStart(9, "0")}`;

async function ask(path, options = {}) {
  const { secret } = await vault.get("device");
  let answer;
  try {
    answer = await fetch(API + path, {
      ...options, credentials: "omit", headers: { ...options.headers, Authorization: `Bearer ${secret}` },
    });
  } catch {
    throw new NotNow("no signal");
  }
  if (answer.status === 401) {
    const problem = await answer.json().catch(() => ({}));
    if (problem.code === "device_signed_out") throw new SignedOut();
  }
  if (!answer.ok) throw new NotNow(String(answer.status));
  return answer.json();
}

// Writes the fields of one record as operations, one number each, all or none. `seen`: field → ids that it replaces.
export function note(kind, entity, fields, { title, photo, seen = {} }) {
  return navigator.locks.request("lapangan-write", async () => {
    const { device } = await vault.get("device");
    const last = await vault.get("last", 0);
    const at = Date.now();
    const rows = {};
    const ids = {};
    let number = last;
    for (const [field, value] of Object.entries(fields)) {
      number += 1;
      rows[opName(number)] = { number, entity, kind, field, value, at, replaces: seen[field] || [] };
      ids[field] = [`${device}:${number}`];
    }
    rows.last = number;
    const before = await vault.get(`rec:${entity}`, {});
    rows[`rec:${entity}`] = {
      entity, kind, title, at, state: "waiting", message: "",
      fields: { ...before.fields, ...fields }, ids: { ...before.ids, ...ids }, through: number,
    };
    if (photo) rows[`file:${photo.sha}`] = photo.bytes;
    await vault.put(rows);
  });
}

export const waiting = async () => (await vault.all("rec:")).filter(([, one]) => one.state === "waiting").length;

export function sync() {
  return navigator.locks.request("lapangan-sync", async () => {
    await sendOps();
    await sendPhotos();
    await fetchDay();
  });
}

async function sendOps() {
  for (let again = true; again;) {
    const rows = (await vault.all("op:")).slice(0, BATCH);
    if (!rows.length) return;
    const body = JSON.stringify({ ops: rows.map(([, op]) => op) });
    const taken = await ask("catatan", { method: "POST", body, headers: { "Content-Type": "application/json" } });
    await learn(taken.records, taken.through);
    const held = rows.filter(([, op]) => op.number <= taken.through).map(([name]) => name);
    await vault.drop(held);
    again = held.length > 0;
  }
}

async function learn(records, through) {
  const told = new Map(records.map((one) => [one.entity, one]));
  const changed = {};
  for (const [name, mine] of await vault.all("rec:")) {
    const news = told.get(mine.entity);
    if (news && mine.through <= through) {
      changed[name] = { ...mine, state: news.state, message: news.message };
    } else if (mine.kind === "card" && mine.through <= through) {
      changed[name] = { ...mine, state: "written" };
    }
  }
  await vault.put(changed);
}

async function sendPhotos() {
  for (const [name, bytes] of await vault.all("file:")) {
    const sha = name.slice(5);
    let offset = 0;
    let first = true;
    for (let whole = false; !whole;) {
      // An empty first piece asks from where to go on.
      const body = first ? new Uint8Array(0) : bytes.slice(offset, offset + PIECE);
      const address = `foto/${sha}?size=${bytes.byteLength}&offset=${offset}`;
      const answer = await ask(address, { method: "PUT", body, headers: { "Content-Type": "application/octet-stream" } });
      offset = answer.received;
      whole = answer.done;
      first = false;
    }
    await vault.drop([name]);
    const changed = {};
    for (const [key, one] of await vault.all("rec:")) {
      if (one.state === "photo" && one.fields.photo === sha) changed[key] = { ...one, state: "written" };
    }
    await vault.put(changed);
  }
}

async function fetchDay() {
  const bundle = await ask("bekal");
  await vault.put({ bundle });
  await learn(bundle.records, Infinity);
  const kept = await vault.get("sketch");
  if (!kept || kept.day !== bundle.day) await vault.put({ sketch: { ...(await ask("sketsa")), day: bundle.day } });
  // What was written on earlier days is the office's; the phone keeps no history.
  const old = (await vault.all("rec:")).filter(
    ([, one]) => one.state === "written" && new Date(one.at).toDateString() !== new Date().toDateString());
  await vault.drop(old.map(([name]) => name));
}
