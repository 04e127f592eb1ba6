// The mentor's day on a phone: which part of the page is shown, and what stands in it.
import * as vault from "./vault.js";
import * as forms from "./forms.js";
import { SignedOut, sync, waiting } from "./sync.js";

const { el, say, word } = forms;
const EVERY = 60_000;
const PAGE_OF = { visit: "kunjungan", attendance: "hadir", log: "panen" }; // where a record is mended
let bundle = null;
let person = null;
let photo = null;
let mending = null;
let parting = ""; // what is said when the next part of the page is shown
let sending = false;

const parts = () => location.hash.slice(1).split("/");
const show = (name) => {
  for (const view of document.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== name;
  el("tabs").hidden = !vault.isOpen();
  for (const tab of el("tabs").children) {
    if (tab.hash === `#${name}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
};

function item(title, lines, href) {
  const row = document.createElement("li");
  const inside = href ? row.appendChild(Object.assign(document.createElement("a"), { href })) : row;
  inside.appendChild(Object.assign(document.createElement("strong"), { textContent: title }));
  for (const [text, className] of lines.filter(([said]) => said)) {
    inside.appendChild(Object.assign(document.createElement("div"), { textContent: text, className }));
  }
  return row;
}

// The keyboard and the screen reader go where the eye goes; a harvest begins with its number.
function arrive() {
  const view = document.querySelector("[data-view]:not([hidden])");
  (view.querySelector("[data-first]") || view.querySelector("h1")).focus();
}

async function route() {
  if (!window.isSecureContext) {
    show("buka");
    return void say(word("not-secure"));
  }
  if (!(await vault.isMade())) return void show("siap");
  if (!vault.isOpen()) {
    show("kunci");
    return void el("u-pin").focus();
  }
  bundle = await vault.get("bundle");
  await count();
  const [name, id] = parts();
  const drawn = { hari: day, orang: card, kunjungan: visit, hadir: attendance, panen: harvest, antrean: queue };
  const view = bundle && drawn[name] ? name : bundle ? "hari" : "antrean";
  await drawn[view](id);
  show(view);
}

async function count() {
  const number = await waiting();
  el("pending").textContent = word("pending", number);
  el("pending").hidden = !number;
  if (bundle) el("who").textContent = bundle.person;
}

// The bundle plans some days ahead: what was fetched in the evening is right in the morning without signal.
const dayOfPlan = () => bundle.days.filter((one) => one <= forms.today()).pop() || bundle.days[0];
const reasonOf = (one) => one.why[dayOfPlan()] || { text: "", urgency: 0 };

const personRow = (one) => item(one.name, [
  [reasonOf(one).text, "f-why"], [one.place, ""],
  [one.card.directions && one.card.directions.value, "text-body-secondary"],
], `#orang/${one.id}`);

function day() {
  const due = bundle.people.map((one) => [reasonOf(one).urgency, one]).filter(([urgency]) => urgency)
    .sort(([a, one], [b, other]) => a - b || one.area.localeCompare(other.area) || one.name.localeCompare(other.name))
    .map(([, one]) => one);
  el("day-lead").textContent = due.length ? word("visits-today", due.length) : word("nothing-today");
  el("route").replaceChildren(...due.map(personRow));
  const more = bundle.people_total > bundle.people.length;
  el("people-more").textContent = more ? word("people-some", bundle.people.length, bundle.people_total) : "";
  find();
}

function find() {
  const asked = el("find").value.trim().toLowerCase();
  const fits = (one) => `${one.name} ${one.place} ${one.businesses.map(({ name }) => name).join(" ")}`
    .toLowerCase().includes(asked);
  el("people").replaceChildren(...bundle.people.filter(fits).slice(0, 50).map(personRow));
}

const personOf = (id) => bundle.people.find((one) => one.id === id) || bundle.people[0];

// Two texts about one thing: a tap puts one of them into the field, where it can be mended and saved.
function choiceOf(input, heads) {
  const box = Object.assign(document.createElement("div"), { className: "alert alert-warning" });
  box.append(word("both", "", word(input.name)));
  for (const { value, who, at } of heads) {
    const take = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-outline-primary f-big f-take" });
    const from = Object.assign(document.createElement("small"), { textContent: `${who}, ${forms.dayText(at)}` });
    take.append(value || "–", document.createElement("br"), from);
    take.addEventListener("click", () => {
      input.value = value;
      input.focus();
    });
    box.append(take);
  }
  return box;
}

async function card(id) {
  person = personOf(id);
  el("p-name").textContent = person.name;
  el("p-why").textContent = reasonOf(person).text;
  el("p-visit").href = `#kunjungan/${person.id}`;
  const facts = [
    ["place", person.place], ["phone", person.phone], ["businesses", person.businesses.map(({ name }) => name).join(", ")],
    ["last-seen", person.last_seen ? forms.dayText(`${person.last_seen}T00:00`) : word("never")],
  ];
  el("p-facts").replaceChildren(...facts.filter(([, said]) => said).flatMap(([name, said]) => {
    const dd = document.createElement("dd");
    if (name === "phone") dd.appendChild(Object.assign(document.createElement("a"), { href: `tel:${said}`, textContent: said }));
    else dd.textContent = said;
    return [Object.assign(document.createElement("dt"), { textContent: word(name) }), dd];
  }));
  const mine = await vault.get(`rec:${person.id}`, { fields: {} });
  const both = [];
  for (const input of el("f-card").querySelectorAll("[name]")) {
    const known = person.card[input.name];
    input.value = mine.fields[input.name] ?? (known ? known.value : "");
    const said = new Map(known ? known.heads.map((head) => [head.value, head]) : []);
    if (said.size > 1 && mine.fields[input.name] === undefined) both.push(choiceOf(input, [...said.values()]));
  }
  el("p-both").replaceChildren(...both);
}

function fill(form, fields) {
  for (const input of form.querySelectorAll("[name]")) if (fields[input.name] !== undefined) input.value = fields[input.name] ?? "";
}

function visit(id) {
  person = personOf(mending ? mending.fields.owner : id);
  el("v-who").textContent = `${person.name} · ${person.place}`;
  el("f-visit").reset();
  el("v-next").min = forms.today();
  forms.options(el("v-service"), bundle.services.map(({ code, name }) => ({ value: code, label: name })), "mentoring");
  const agencies = bundle.agencies.map(({ code, name }) => ({ value: code, label: name }));
  forms.options(el("v-agency"), agencies, person.agency);
  if (mending) fill(el("f-visit"), mending.fields);
}

function attendance() {
  el("h-none").hidden = bundle.sessions.length > 0;
  el("f-attend").hidden = !bundle.sessions.length;
  el("h-scan").hidden = !("BarcodeDetector" in window);
  const today = new Date().toDateString();
  const when = (one) => (new Date(one.starts).toDateString() === today ? "" : `${forms.dayText(one.starts, { weekday: "long" })} `);
  const label = (one) => `${one.programme}: ${one.title} · ${when(one)}${forms.hoursText(one)} · ${one.place}`;
  const ongoing = bundle.sessions.find(({ opens, ends }) => opens <= Date.now() && Date.now() <= ends);
  const chosen = el("h-session").value || (ongoing ? ongoing.id : "");
  forms.options(el("h-session"), bundle.sessions.map((one) => ({ value: one.id, label: label(one) })), chosen);
  if (mending) fill(el("f-attend"), mending.fields);
}

async function harvest() {
  el("l-none").hidden = bundle.sites.length > 0;
  el("f-log").hidden = !bundle.sites.length;
  if (!bundle.sites.length) return;
  const last = await vault.get("site", bundle.sites[0].id);
  forms.options(el("l-site"), bundle.sites.map(({ id, name, place }) => ({ value: id, label: `${name} · ${place}` })), last);
  forms.options(el("l-commodity"), bundle.commodities.map(({ code, name }) => ({ value: code, label: name })));
  el("l-day").value = forms.today();
  el("l-day").max = forms.today();
  await usual();
  if (mending) {
    fill(el("f-log"), mending.fields);
    units(mending.fields.unit);
  }
}

async function usual() {
  const site = bundle.sites.find(({ id }) => id === el("l-site").value);
  const known = await vault.get(`usual:${site.id}`, site.usual);
  if (known) el("l-commodity").value = known.commodity;
  units(known && known.unit);
}

function units(chosen) {
  const found = bundle.commodities.find(({ code }) => code === el("l-commodity").value);
  forms.options(el("l-unit"), (found ? found.units : ["kg"]).map((unit) => ({ value: unit, label: unit })), chosen);
}

async function queue() {
  const rows = (await vault.all("rec:")).map(([, one]) => one).sort((a, b) => b.at - a.at);
  el("q-lead").textContent = rows.length ? word("queue-some") : word("queue-empty");
  el("queue").replaceChildren(...rows.map((one) => {
    const what = one.kind === "log" ? "" : `${word(one.kind)}: `;
    const row = item(what + one.title, [[word(`state-${one.state}`), ""], [one.message, "f-why"]]);
    if (one.state === "refused" && PAGE_OF[one.kind]) {
      const mend = Object.assign(document.createElement("button"), {
        type: "button", className: "btn btn-outline-primary f-big", textContent: word("mend"),
      });
      mend.addEventListener("click", () => {
        mending = one;
        location.hash = one.kind === "visit" ? `#kunjungan/${one.fields.owner}` : `#${PAGE_OF[one.kind]}`;
      });
      row.appendChild(mend);
    }
    return row;
  }));
}

async function send(tell) {
  if (!vault.isOpen()) return;
  try {
    await sync();
    const refused = (await vault.all("rec:")).filter(([, one]) => one.state === "refused").length;
    if (tell) say(refused ? word("sent-some", refused) : word("sent"));
  } catch (error) {
    if (error instanceof SignedOut) {
      await vault.erase();
      bundle = null;
      el("who").textContent = "";
      el("pending").hidden = true;
      say(word("signed-out"));
    } else if (tell) {
      say(/^\d+$/.test(error.message) ? word("server-busy", "", error.message) : word("no-signal"));
    }
  }
  if (vault.isOpen()) bundle = await vault.get("bundle");
  await count();
  // A form that somebody is writing in is not drawn anew under the fingers.
  if (!vault.isOpen() || ["hari", "antrean", ""].includes(parts()[0])) await route();
}

async function saved(message) {
  mending = null;
  parting = message;
  location.hash = "#hari";
  send(false);
}

const onSubmit = (id, act) => el(id).addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.target.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true; // a double tap is one note
  act(event.target).finally(() => { button.disabled = false; });
});

onSubmit("f-setup", async (form) => {
  const { name, pin, again } = Object.fromEntries(new FormData(form));
  if (pin !== again) return say(word("pin-differs"));
  const { ready } = el("content").dataset;
  try {
    const asked = await fetch(ready);
    el("sign-in").hidden = !asked.redirected;
    if (asked.redirected || !asked.ok) return undefined;
    const { csrf } = await asked.json();
    const body = new URLSearchParams({ name });
    const made = await fetch(ready, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
    const device = await made.json();
    await vault.make(pin);
    await vault.put({ device });
    form.reset();
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  } catch {
    return say(word("need-signal"));
  }
  await send(true);
  return route();
});

onSubmit("f-unlock", async (form) => {
  const left = await vault.unlock(form.elements.pin.value);
  form.reset();
  say(left > 0 ? word("pin-wrong", left) : left === 0 ? word("erased") : "");
  await route();
  if (left === -1) send(false);
});
onSubmit("f-visit", async (form) => {
  await forms.saveVisit(form, person, mending);
  await saved(word("saved"));
});
onSubmit("f-card", async (form) => {
  await forms.saveCard(form, person);
  await saved(word("saved"));
});
onSubmit("f-attend", async (form) => {
  const before = await waiting();
  say(await forms.saveAttendance(form, bundle.sessions, mending));
  if (await waiting() > before) mending = null;
  await count();
  send(false);
});
onSubmit("f-log", async (form) => {
  await forms.saveLog(form, photo, bundle, mending);
  photo = null;
  form.reset();
  el("l-preview").hidden = true;
  await saved(word("saved"));
});
onSubmit("f-check", async (form) => {
  el("c-answer").textContent = await forms.check(form.elements.said.value);
});

el("l-photo").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  try {
    photo = await forms.shrink(file);
    el("l-preview").src = photo.preview;
    el("l-preview").hidden = false;
    el("l-photo-text").textContent = word("photo-again");
  } catch {
    say(word("photo-bad"));
  }
});
el("h-qr").addEventListener("change", (event) => { if (event.target.files[0]) forms.readCode(event.target.files[0]); });
el("find").addEventListener("input", find);
el("l-site").addEventListener("change", usual);
el("l-commodity").addEventListener("change", () => units());
el("send").addEventListener("click", async () => {
  if (sending) return;
  sending = true;
  say(word("sending"));
  await send(true).finally(() => { sending = false; });
});
el("lock").addEventListener("click", () => location.reload());
el("erase").addEventListener("click", async () => {
  const number = await waiting();
  if (number && !window.confirm(word("erase-sure", number))) return;
  await vault.erase();
  say(word("erased"));
  route();
});
window.addEventListener("hashchange", async () => {
  if (!Object.values(PAGE_OF).includes(parts()[0])) mending = null;
  say(parting);
  parting = "";
  await route();
  arrive();
});
window.addEventListener("online", () => send(false));
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(false); });
setInterval(() => send(false), EVERY);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/lapangan/sw.js");
route();
