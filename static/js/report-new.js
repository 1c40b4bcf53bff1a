/* The pages of a citizen's report: nothing typed is lost, and what is sent waits for the network.

   data-safe-submit   a form that is sent once the portal answers; until then it waits and says so
   data-keep          a form whose typed words stay on this device until they are saved or sent;
                      the value names the draft
   data-uploading     says how many photos are still on their way, on pages after theirs
   data-filter        the search over [data-filter-text] within [data-filter-group];
                      data-filter-none is shown when nothing is left */

const RETRY = 5000;
const ASKED = "/suc-khoe/live";

// --- words on this device ----------------------------------------------------------------------

const KEPT = "phan-anh:";
const LIFE = 7 * 86_400_000; // milliseconds: then nobody comes back for them
const place = (form) => `${KEPT}${form.dataset.keep}:${location.pathname}`;
const isTick = (field) => ["radio", "checkbox"].includes(field.type);
const name = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const isTyped = (field) => field.name && !["hidden", "file", "submit", "search"].includes(field.type);

/* Private windows and full devices have no storage: then only the server keeps words. */
const storage = (act) => { try { return act(localStorage); } catch { return null; } };
const read = (key) => storage((store) => JSON.parse(store.getItem(key)));
const forget = (key) => storage((store) => store.removeItem(key));
function keep(form, sent = false) {
  const fields = [...form.elements].filter(isTyped).map((field) => [name(field), isTick(field) ? field.checked : field.value]);
  storage((store) => store.setItem(place(form), JSON.stringify({ at: Date.now(), sent, fields: Object.fromEntries(fields) })));
}

function bringBack(form) {
  const kept = read(place(form))?.fields;
  if (!kept || form.querySelector(".mc-error-summary")) return;
  let changed = false;
  [...form.elements].filter(isTyped).forEach((field) => {
    const key = isTick(field) ? "checked" : "value";
    const value = kept[name(field)];
    if (value === undefined || field[key] === value) return;
    field[key] = value;
    changed = true;
  });
  if (!changed) return;
  form.querySelector(".mc-form__saved").textContent = "Đã lấy lại những gì ông/bà gõ dở trên máy này.";
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/* What another page sent has arrived: this one could not have come otherwise. */
function forgetSent(here) {
  Object.keys(storage((store) => ({ ...store })) ?? {}).filter((key) => key.startsWith(KEPT) && key !== here).forEach((key) => {
    const { at, sent } = read(key) ?? {};
    if (sent || !(at > Date.now() - LIFE)) forget(key);
  });
}

const keeping = document.querySelector("[data-keep]");
forgetSent(keeping && place(keeping));
if (keeping) {
  bringBack(keeping);
  keeping.addEventListener("input", () => keep(keeping));
  keeping.addEventListener("draft:saved", () => forget(place(keeping)));
}

// --- sending once there is a network --------------------------------------------------------------

const answers = () => fetch(ASKED, { cache: "no-store" }).then((answer) => answer.ok, () => false);
const networkOrPause = () => new Promise((done) => {
  window.addEventListener("online", done, { once: true });
  setTimeout(done, RETRY);
});

function waiting(form) {
  let line = form.querySelector(".mc-waiting");
  if (!line) {
    line = Object.assign(document.createElement("p"), { className: "mc-waiting" });
    line.setAttribute("role", "status");
    form.querySelector(".mc-form__actions, .mc-near, section").before(line);
  }
  line.textContent = "Mất mạng. Cứ để trang này mở, có mạng sẽ tự gửi tiếp; những gì đã gõ vẫn còn trên máy.";
}

document.querySelectorAll("[data-safe-submit]").forEach((form) => {
  let busy = false;
  let passing = false;
  form.addEventListener("submit", async (event) => {
    if (passing || event.defaultPrevented) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    if (form.dataset.keep) keep(form, true);
    while (!await answers()) {
      waiting(form);
      await networkOrPause();
    }
    form.querySelector(".mc-waiting")?.remove();
    passing = true;
    form.requestSubmit(event.submitter);
    passing = busy = false;
  });
});

// --- photos still on their way --------------------------------------------------------------------

const uploading = document.querySelector("[data-uploading]");
const uploads = document.querySelector("form[data-report-upload]");
function sayUploads() {
  const pending = Number(uploads.dataset.pending ?? 0);
  uploading.textContent = pending
    ? `Còn ${pending} ảnh, video đang gửi. Cứ làm tiếp, mỗi trang đều gửi nốt.` : "Ảnh, video đã gửi xong.";
}
if (uploading) ["begun", "offline", "sent", "refused", "removed"].forEach((happened) => {
  uploads.addEventListener(`media:${happened}`, sayUploads);
});

// --- finding a kind -------------------------------------------------------------------------------

const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
const search = document.querySelector("[data-filter]");
search?.addEventListener("input", () => {
  const words = fold(search.elements.tim.value).split(/\s+/).filter(Boolean);
  let left = 0;
  document.querySelectorAll("[data-filter-group]").forEach((group) => {
    const tiles = [...group.querySelectorAll("[data-filter-text]")];
    tiles.forEach((tile) => { tile.hidden = !words.every((word) => tile.dataset.filterText.includes(word)); });
    group.hidden = tiles.every((tile) => tile.hidden);
    left += group.hidden ? 0 : 1;
  });
  document.querySelector("[data-filter-none]").hidden = left > 0;
});
