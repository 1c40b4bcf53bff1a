/* Photos and videos of a report: made small, sent in pieces, gone on with after a lost network and
   after a reload, on whatever page of the same draft or report comes next.

   data-report-upload   a form whose file inputs are sent by themselves; data-begin: where to
   data-pending         (set here) how many of its files are not there yet
   media:add {file}, media:remove {key}                            what the page may ask of the form
   media:begun progress offline online sent checked refused removed   what it hears: key, name, more */

import { placeOf } from "./photo-place.js";
import { shrink } from "./shrink.js";

const LONG_SIDE = 2048;
const RETRY = 5000; // milliseconds, here and below
const PATIENCE = 90_000;
const CHECKING = 1500;
const LIFE = 2 * 86_400_000;
const DAMAGED = 5; // times that a piece may arrive wrong

/* In words; `keeps`: the file stays on this device, another try may come through. */
class Refused extends Error {
  constructor(message, keeps = false) {
    super(message);
    this.keeps = keeps;
  }
}

// --- files on this device ------------------------------------------------------------------------

/* Private windows and full devices have none: then a file lives as long as its page. */
const database = new Promise((done) => {
  try {
    const opening = indexedDB.open("mot-cua-anh", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("files", { keyPath: "key" });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => done(null);
  } catch {
    done(null);
  }
});

async function files(mode, act) {
  const opened = await database;
  if (!opened) return null;
  return new Promise((done) => {
    try {
      const asked = act(opened.transaction("files", mode).objectStore("files"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch {
      done(null);
    }
  });
}

const keep = ({ key, begin, name, blob, place, ready, url, at }) => files(
  "readwrite", (store) => store.put({ key, begin, name, blob, place, ready, url, at }),
);
const forget = ({ key }) => files("readwrite", (store) => store.delete(key));

async function keptFor(begin) {
  const kept = (await files("readonly", (store) => store.getAll())) ?? [];
  const isOld = (file) => file.at < Date.now() - LIFE;
  kept.filter(isOld).forEach(forget);
  return kept.filter((file) => file.begin === begin && !isOld(file)).sort((one, other) => one.at - other.at);
}

// --- the portal ----------------------------------------------------------------------------------

/* What it answers; a refusal in words is thrown as `Refused`, anything that may pass by itself as
   another error. `null`: it does not know the file (any more). */
async function ask(form, url, options = {}) {
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, ...options.headers };
  const answer = await fetch(url, { ...options, headers, cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE) });
  if (answer.status === 404) return null;
  if (answer.status === 429 || answer.status >= 500) throw new Error(answer.status);
  const told = await answer.json().catch(() => { throw new Refused("Xin tải lại trang, tệp sẽ gửi tiếp", true); });
  if (answer.ok || told.code === "hash" || told.code === "offset") return told;
  throw new Refused(told.message);
}

async function begin(form, file) {
  const said = new URLSearchParams({ client_key: file.key, name: file.name, size: file.blob.size, ...file.place });
  const stand = await ask(form, file.begin, { method: "POST", body: said });
  if (!stand) throw new Refused("Không còn nhận tệp ở đây. Xin tải lại trang");
  file.url = stand.url;
  file.piece = stand.piece;
  await keep(file);
  return stand;
}

async function hashOf(piece) {
  if (!crypto.subtle) return ""; // only on secure pages
  const digest = await crypto.subtle.digest("SHA-256", piece);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sendPiece(form, file, offset) {
  const piece = await file.blob.slice(offset, offset + (file.piece ?? 262_144)).arrayBuffer();
  const headers = { "Content-Type": "application/octet-stream", "X-Offset": offset, "X-SHA256": await hashOf(piece) };
  return ask(form, file.url, { method: "POST", body: piece, headers });
}

/* From wherever it stands to its last byte. */
async function deliver(form, file, tell) {
  let stand = (file.url && await ask(form, file.url)) || await begin(form, file);
  let damaged = 0;
  if (file.offline) tell("online");
  file.offline = false;
  while (!stand.media && !file.removed) {
    tell("progress", { sent: stand.received, size: file.blob.size });
    const next = await sendPiece(form, file, stand.received);
    if (!next) throw new Error("gone"); // begun too long ago: from the start
    if (next.code === "hash" && (damaged += 1) > DAMAGED) throw new Refused(next.message);
    stand = { received: next.received, media: next.media };
  }
  return stand.media;
}

async function checked(form, file, media) {
  let stand = { media };
  while (stand?.media?.state === "waiting" && !file.removed) {
    await pause(CHECKING);
    stand = await ask(form, file.url).catch(() => stand);
  }
  return stand?.media;
}

// --- one form ------------------------------------------------------------------------------------

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const networkOrPause = () => new Promise((done) => {
  window.addEventListener("online", done, { once: true });
  setTimeout(done, RETRY);
});

function watch(form) {
  const mine = new Map();
  let queue = Promise.resolve();
  let pending = 0;
  const count = (change) => { pending += change; form.dataset.pending = pending; };

  function add(file) {
    mine.set(file.key, file);
    count(1);
    const preview = file.blob.type.startsWith("image/") ? URL.createObjectURL(file.blob) : "";
    const tell = (name, detail = {}) => form.dispatchEvent(new CustomEvent(`media:${name}`, {
      bubbles: true, detail: { key: file.key, name: file.name, ...detail },
    }));
    tell("begun", { preview });
    keep(file);
    queue = queue.then(() => send(file, tell));
  }

  async function send(file, tell) {
    if (!file.ready) await prepare(file);
    while (!file.removed) {
      try {
        const media = await deliver(form, file, tell);
        if (media) arrived(file, media, tell);
        return;
      } catch (trouble) {
        if (trouble instanceof Refused) {
          done(file, trouble.keeps);
          tell("refused", { message: trouble.message });
          return;
        }
        if (!file.offline) tell("offline");
        file.offline = true;
        await networkOrPause();
      }
    }
  }

  async function prepare(file) {
    file.place = await placeOf(file.blob);
    file.blob = await shrink(file.blob, LONG_SIDE);
    file.ready = true;
    if (!file.removed) await keep(file);
  }

  function arrived(file, media, tell) {
    done(file);
    if (file.removed) return takeOut(file);
    tell("sent", { media });
    return checked(form, file, media).then((last) => last && !file.removed && tell("checked", { media: last }));
  }

  function done(file, keeps = false) {
    if (!keeps) forget(file);
    if (!file.done) count(-1);
    file.done = true;
  }

  const takeOut = (file) => ask(form, `${file.url}xoa/`, { method: "POST" }).catch(() => null);

  function remove(key) {
    const file = mine.get(key);
    if (!file || file.removed) return;
    file.removed = true;
    done(file);
    if (file.url) takeOut(file);
    form.dispatchEvent(new CustomEvent("media:removed", { bubbles: true, detail: { key, name: file.name } }));
  }

  const take = (blob) => add({
    key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
    begin: form.dataset.begin, name: blob.name, blob, at: Date.now(),
  });
  form.addEventListener("media:add", ({ detail }) => take(detail.file));
  form.addEventListener("media:remove", ({ detail }) => remove(detail.key));
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    [...target.files].forEach(take);
    target.value = "";
  });
  count(0);
  keptFor(form.dataset.begin).then((kept) => kept.forEach(add));
}

/* Once every other script of the page listens. */
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-report-upload]").forEach(watch));
