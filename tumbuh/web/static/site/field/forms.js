// The forms of the page: what is typed becomes a record of the phone, with signal or without.
import * as vault from "./vault.js";
import { asked, districtsOf } from "./sketch.js";
import { note } from "./sync.js";

const MOST_PIXELS = 1_280;
export const el = (id) => document.getElementById(id);

const words = Object.fromEntries(
  [...el("words").content.querySelectorAll("[data-word]")].map((one) => [one.dataset.word, one.textContent]));
export const word = (name, number = "", said = number) =>
  (words[name] || "").replace("%n", number).replace("%s", said);

export function say(message) {
  el("say").textContent = message;
  el("say").hidden = !message;
  if (message) window.scrollTo(0, 0);
}

export function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

export const dayText = (at, more = { year: "numeric" }) =>
  new Date(at).toLocaleDateString("id-ID", { day: "numeric", month: "long", ...more });
const clockText = (at) => new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
export const hoursText = ({ starts, ends }) => `${clockText(starts)}–${clockText(ends)}`;

export function options(select, rows, chosen) {
  select.replaceChildren(...rows.map(({ value, label }) => new Option(label, value, false, value === chosen)));
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Which earlier values of the same record the new ones replace.
async function seenIn(entity) {
  const mine = await vault.get(`rec:${entity}`);
  return mine ? mine.ids : {};
}

export async function saveVisit(form, person, mending) {
  const values = Object.fromEntries(new FormData(form));
  const entity = mending ? mending.entity : crypto.randomUUID();
  const visited = mending ? mending.fields.visited : Date.now();
  const fields = { owner: person.id, ...values, visited, done: Date.now() };
  await note("visit", entity, fields, { title: person.name, seen: await seenIn(entity) });
}

export async function saveCard(form, person) {
  const mine = await vault.get(`rec:${person.id}`, { fields: {}, ids: {} });
  const fields = {};
  const seen = {};
  for (const [name, value] of new FormData(form)) {
    const known = person.card[name];
    const before = mine.fields[name] ?? (known ? known.value : "");
    const isOne = !known || known.heads.every((head) => head.value === known.value);
    if (value.trim() === before && (isOne || mine.fields[name] !== undefined)) continue;
    if (value.trim() === "" && before === "") continue;
    fields[name] = value.trim();
    seen[name] = [...(known ? known.heads.map((head) => head.id) : []), ...(mine.ids[name] || [])].slice(-50);
  }
  if (Object.keys(fields).length) await note("card", person.id, fields, { title: person.name, seen });
}

const lettersOf = (code) => {
  const last = code.trim().replace(/\/+$/, "").split("/").pop();
  const plain = last.replace(/[\s-]/g, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
  return `${plain.slice(0, 5)}-${plain.slice(5)}`;
};

let doubted = "";

// Returns the words to say; an unknown code is saved when it is confirmed, because seats are given after the morning too.
export async function saveAttendance(form, sessions, mending) {
  const { session, code } = Object.fromEntries(new FormData(form));
  const normal = lettersOf(code);
  const known = sessions.find((one) => one.id === session);
  const name = known.codes[await sha256(new TextEncoder().encode(`${session}:${normal}`))];
  const now = Date.now();
  const attended = mending ? mending.fields.attended : now;
  const isInside = attended >= known.opens && attended <= known.ends;
  if ((!name || !isInside) && doubted !== session + normal) {
    doubted = session + normal;
    return isInside ? word("code-unknown") : word("not-in-hours", "", hoursText(known));
  }
  const entity = mending ? mending.entity : crypto.randomUUID();
  const fields = { session, code: normal, attended, done: now };
  await note("attendance", entity, fields, { title: name || normal, seen: await seenIn(entity) });
  el("h-code").value = "";
  return name ? word("present", "", name) : word("saved");
}

export async function readCode(file) {
  try {
    const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(await createImageBitmap(file));
    el("h-code").value = found.rawValue;
  } catch {
    say(word("qr-unread"));
  }
}

// Makes a photo small enough for a weak signal; what the camera noted of place and phone stays behind.
export async function shrink(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, MOST_PIXELS / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.8); });
  const bytes = await blob.arrayBuffer();
  return { bytes, sha: await sha256(bytes), preview: canvas.toDataURL("image/jpeg", 0.5) };
}

export async function saveLog(form, photo, bundle, mending) {
  const values = Object.fromEntries(new FormData(form));
  const site = bundle.sites.find((one) => one.id === values.site);
  const commodity = bundle.commodities.find((one) => one.code === values.commodity);
  const entity = mending ? mending.entity : crypto.randomUUID();
  const fields = { ...values, ...(photo ? { photo: photo.sha } : {}), done: Date.now() };
  const title = `${commodity.name} ${values.quantity} ${values.unit} · ${site.name}`;
  await note("log", entity, fields, { title, photo, seen: await seenIn(entity) });
  await vault.put({ [`usual:${values.site}`]: { commodity: values.commodity, unit: values.unit }, site: values.site });
}

export async function check(said) {
  const question = asked(said);
  if (!question) return word("not-a-number");
  const sketch = await vault.get("sketch");
  if (!sketch) return word("no-sketch");
  const found = await districtsOf(sketch, ...question);
  return found.length ? word("maybe", "", found.join(", ")) : word("not-yet");
}
