// The hall page: who came, which meetings were held and what came of them, noted with or without a network.
// Each note is kept on the device under a key of its own before anything else happens, and stays until the server says
// that it has it. Sent twice, the server notes it once. All words are on the page, in the person's language.
const page = document.getElementById("hall");
const { event: id, data: dataUrl, send: sendUrl, worker } = page.dataset;
const KEPT = `hall:${id}:data`;
const WAITING = `hall:${id}:note:`;
const STORE = "tumbuh-hall";
const find = (name) => page.querySelector(`[data-part="${name}"]`);
const words = (name) => document.getElementById(`hall-${name}`).content.textContent.trim();
let known = read(KEPT) || { people: [], slots: [], meetings: [] };
let shownSlot = null;

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function waiting() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(WAITING));
  return keys.map((key) => read(key)).filter(Boolean).sort((a, b) => (a.at < b.at ? -1 : 1));
}

// Note on the device first; a full device is said at once, because a note that is lost is worse than a queue.
function note(kind, fields) {
  const key = crypto.randomUUID ? crypto.randomUUID() : uuid();
  try {
    localStorage.setItem(WAITING + key, JSON.stringify({ key, kind, at: new Date().toISOString(), ...fields }));
  } catch {
    say(words("full"), "bad");
    return false;
  }
  draw();
  send();
  return true;
}

// For browsers, and for halls without https, that have no randomUUID.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

let sending = null;
function send() {
  if (!sending) sending = deliver().finally(() => { sending = null; draw(); });
  return sending;
}

async function deliver() {
  let token;
  try {
    const answer = await fetch(dataUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return refused(answer);
    const fresh = await answer.json();
    token = fresh.token;
    delete fresh.token;
    known = fresh;
    localStorage.setItem(KEPT, JSON.stringify(known));
    online(true);
    const notes = waiting();
    if (!notes.length) return;
    const sent = await fetch(sendUrl, {
      method: "POST", redirect: "manual", body: JSON.stringify({ notes }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    });
    if (!sent.ok) return refused(sent);
    await received((await sent.json()).answers);
  } catch {
    online(false);
  }
}

// What the server has is taken off the device; what it refuses stays to be read until somebody takes it off.
async function received(answers) {
  for (const { key, refused: why } of answers) {
    const kept = read(WAITING + key);
    if (!kept) continue;
    if (why) localStorage.setItem(WAITING + key, JSON.stringify({ ...kept, why }));
    else {
      apply(known, kept);
      localStorage.removeItem(WAITING + key);
    }
  }
  localStorage.setItem(KEPT, JSON.stringify(known));
}

// A person who may no longer see the event keeps nothing of it on the device, but what was not sent yet.
function refused(answer) {
  if (answer.status === 403) {
    localStorage.removeItem(KEPT);
    known = { people: [], slots: [], meetings: [] };
  }
  online(answer.status >= 500 ? false : true);
  say(words(answer.status >= 500 ? "failed" : "signin"), "bad");
}

function online(yes) {
  const badge = find("network");
  badge.textContent = words(yes ? "online" : "offline");
  badge.className = `badge badge-${yes ? "good" : "warn"}`;
}

function apply(state, one) {
  if (one.why) return;
  if (one.kind === "arrived") {
    const person = state.people.find((each) => each.code === one.code);
    if (person && !person.arrived) person.arrived = clock(one.at);
    return;
  }
  const meeting = state.meetings.find((each) => each.id === one.meeting);
  if (!meeting) return;
  if (one.kind === "outcome") meeting.outcome = true;
  if (one.kind === "held" || one.kind === "outcome") meeting.state = "held";
  if (one.kind === "missed" && meeting.state !== "held") meeting.state = "missed";
}

function clock(moment) {
  return new Date(moment).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" });
}

function say(text, kind) {
  const place = find("said");
  place.textContent = text;
  place.className = `hall-said hall-said-${kind}`;
}

function draw() {
  const now = structuredClone(known);
  const notes = waiting();
  notes.forEach((one) => apply(now, one));
  drawQueue(notes);
  drawPeople(now);
  drawSlots(now);
  drawMeetings(now);
  find("kept").textContent = now.at ? words("kept").replace("…", clock(now.at)) : words("nothing");
}

function drawQueue(notes) {
  const open = notes.filter((one) => !one.why);
  const refusedOnes = notes.filter((one) => one.why);
  find("waiting").textContent = open.length ? words("waiting").replace("…", open.length) : words("none");
  find("send").hidden = !open.length;
  find("refused").replaceChildren(...refusedOnes.map((one) => {
    const item = document.createElement("li");
    item.append(`${clock(one.at)} – ${one.why} `);
    item.append(button(words("drop"), "btn btn-outline-secondary btn-sm", () => {
      localStorage.removeItem(WAITING + one.key);
      draw();
    }));
    return item;
  }));
}

function drawPeople(now) {
  const asked = find("search").value.trim().toLowerCase();
  const here = now.people.filter((one) => one.arrived).length;
  find("count").textContent = words("count").replace("…", here).replace("…", now.people.length);
  const found = now.people.filter((one) => !asked || one.name.toLowerCase().includes(asked) || one.code === code(asked));
  const shown = asked ? found : found.filter((one) => !one.arrived);
  find("people").replaceChildren(...shown.slice(0, 30).map((one) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.append(strong(one.name), document.createElement("br"), `${one.side} · ${one.shown_code}`);
    item.append(name, one.arrived
      ? badge(words("arrived").replace("…", one.arrived), "good")
      : button(words("arrive"), "btn btn-primary", () => arrive(one), `${words("arrive")} – ${one.name}`));
    return item;
  }));
}

function drawSlots(now) {
  const select = find("slot");
  const chosen = shownSlot ?? nearest(now.slots);
  select.replaceChildren(...now.slots.map((one) => new Option(one.label, one.number, false, one.number === chosen)));
  shownSlot = chosen;
}

function nearest(slots) {
  const moment = Date.now();
  const next = slots.find((one) => Date.parse(one.ends_at) > moment);
  return (next || slots[slots.length - 1] || { number: null }).number;
}

function drawMeetings(now) {
  const found = now.meetings.filter((one) => one.slot === shownSlot).sort((a, b) => a.table - b.table);
  find("empty").hidden = found.length > 0;
  // What somebody is typing stays: the list is drawn anew only when it says something else.
  const told = JSON.stringify(found);
  const list = find("meetings");
  if (list.dataset.told === told) return;
  list.dataset.told = told;
  list.replaceChildren(...found.map(meetingItem));
}

function meetingItem(one) {
  const item = document.createElement("li");
  const title = document.createElement("p");
  title.className = "mb-2";
  title.append(strong(words("table").replace("…", one.table)), ` ${one.buyer} × ${one.seller}`);
  item.append(title);
  if (one.outcome) item.append(badge(words("told"), "good"));
  else if (one.state === "held") item.append(badge(words("held"), "good"), outcomeForm(one));
  else {
    const acts = document.createElement("p");
    acts.className = "d-flex flex-wrap gap-2 mb-0";
    if (one.state === "missed") acts.append(badge(words("missed"), "bad"));
    acts.append(button(words("hold"), "btn btn-primary", () => note("held", { meeting: one.id }), `${words("hold")} – ${one.buyer}, ${one.seller}`));
    if (one.state !== "missed") {
      acts.append(button(words("miss"), "btn btn-outline-secondary", () => note("missed", { meeting: one.id }), `${words("miss")} – ${one.buyer}, ${one.seller}`));
    }
    item.append(acts);
  }
  return item;
}

function outcomeForm(one) {
  const form = document.getElementById("hall-outcome").content.firstElementChild.cloneNode(true);
  form.querySelectorAll("[data-for]").forEach((label) => {
    const field = form.elements[label.dataset.for];
    field.id = `${label.dataset.for}-${one.id}`;
    label.htmlFor = field.id;
  });
  form.elements.next_on.value = known.next_on || "";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const interest = Number(form.elements.interest.value.replace(/\D/g, "")) || 0;
    const step = form.elements.next_step.value;
    note("outcome", { meeting: one.id, interest, next_step: step, next_on: step === "none" ? "" : form.elements.next_on.value });
  });
  return form;
}

function strong(text) {
  const made = document.createElement("strong");
  made.textContent = text;
  return made;
}

function badge(text, kind) {
  const made = document.createElement("span");
  made.className = `badge badge-${kind}`;
  made.textContent = text;
  return made;
}

function button(text, look, act, label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

// A square code says the code, or an address that ends with it.
function code(text) {
  const last = text.trim().replace(/\/+$/, "").split("/").pop();
  return last.replace(/[\s-]/g, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
}

function arrive(person) {
  if (note("arrived", { code: person.code })) say(words("welcome").replace("…", person.name), "good");
}

function checkIn(text) {
  const person = known.people.find((one) => one.code === code(text));
  if (!person) return say(words("unknown").replace("…", code(text)), "bad");
  const now = structuredClone(known);
  waiting().forEach((one) => apply(now, one));
  const seen = now.people.find((one) => one.code === person.code);
  if (seen.arrived) return say(words("already").replace("…", person.name).replace("…", seen.arrived), "good");
  return arrive(person);
}

find("door").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = find("door").elements.code;
  if (field.value.trim()) checkIn(field.value);
  field.value = "";
  field.focus();
});
find("search").addEventListener("input", draw);
find("slot").addEventListener("change", () => { shownSlot = Number(find("slot").value); draw(); });
find("send").addEventListener("click", send);
find("forget").addEventListener("click", async () => {
  if (waiting().length) return say(words("unsent"), "bad");
  localStorage.removeItem(KEPT);
  await caches.delete(STORE);
  known = { people: [], slots: [], meetings: [] };
  draw();
  return say(words("forgotten"), "good");
});

if ("BarcodeDetector" in window && navigator.mediaDevices) {
  find("camera").hidden = false;
  find("camera").addEventListener("click", scan);
}

async function scan() {
  const video = find("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    return say(words("nocamera"), "bad");
  }
  video.hidden = false;
  await video.play();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const look = async () => {
    if (!video.srcObject) return;
    const [seen] = await detector.detect(video).catch(() => []);
    if (!seen) return requestAnimationFrame(look);
    video.srcObject.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
    video.hidden = true;
    checkIn(seen.rawValue);
  };
  return look();
}

// The page and all that it is made of are kept, so that it opens without a network.
async function keepPage() {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return say(words("noworker"), "bad");
  await navigator.serviceWorker.register(worker, { scope: "/temu-bisnis/" });
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=preload], link[rel=icon]")].map((one) => one.href);
  const scripts = [...document.scripts].map((one) => one.src).filter(Boolean);
  const store = await caches.open(STORE);
  await store.addAll([location.pathname, ...parts, ...scripts].map((url) => new URL(url, location).pathname));
  find("ready").textContent = words("ready");
  return null;
}

find("app").hidden = false;
draw();
window.addEventListener("online", send);
window.addEventListener("offline", () => online(false));
setInterval(send, 30_000);
send();
keepPage().catch(() => {});
