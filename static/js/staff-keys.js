/* Keyboard of the work space. Letters act only when no field has the focus and when <body> does
   not carry data-keys="off" (the person's own setting). Every act has a visible control: a key only
   presses it.

   data-key="D"      on a link, button or field: the key presses the first that is visible (a field
                     gets the focus); "O" on the link to what the list's pane already shows
   data-row          a row of the list: J / K move, X ticks, Shift+X ticks up to here, O or Enter opens
   data-open         the link of a row that O follows
   data-ticked       shows how many rows are ticked
   data-bulk         the bar shown only while rows are ticked
   data-untick       unticks all (also Esc)
   data-main         the main button of a form: Ctrl+Enter */

const rows = () => [...document.querySelectorAll("[data-row]")];
const box = (row) => row?.querySelector("input[type=checkbox]");
const current = () => document.querySelector("[data-row].is-current");
let lastTicked = null;

const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");

function move(step) {
  const list = rows();
  if (!list.length) return;
  const at = list.indexOf(current());
  const next = list[Math.min(Math.max(at + step, 0), list.length - 1)];
  list[at]?.classList.remove("is-current");
  next.classList.add("is-current");
  next.querySelector("[data-open]")?.focus();
  next.scrollIntoView({ block: "nearest" });
  next.dispatchEvent(new CustomEvent("row:current", { bubbles: true }));
}

function countTicked() {
  const ticked = rows().filter((row) => box(row)?.checked).length;
  document.querySelectorAll("[data-ticked]").forEach((place) => { place.textContent = ticked; });
  document.querySelectorAll("[data-bulk]").forEach((bar) => { bar.hidden = ticked === 0; });
}

function tick(row, range) {
  if (!box(row)) return;
  const list = rows();
  const state = !box(row).checked;
  const start = range && lastTicked ? list.indexOf(lastTicked) : list.indexOf(row);
  const [from, to] = [start, list.indexOf(row)].sort((a, b) => a - b);
  list.slice(from, to + 1).forEach((one) => { if (box(one)) box(one).checked = state; });
  lastTicked = row;
  countTicked();
}

function untick() {
  rows().forEach((row) => { if (box(row)) box(row).checked = false; });
  lastTicked = null;
  countTicked();
}

function press(key) {
  const targets = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)];
  const target = targets.find((one) => one.checkVisibility());
  if (!target) return false;
  if (target.matches("input, select, textarea")) target.focus();
  else target.click();
  return true;
}

const acts = {
  J: () => move(1),
  K: () => move(-1),
  X: (event) => tick(current(), event.shiftKey),
  O: () => press("O") || current()?.querySelector("[data-open]")?.click(),
  ESCAPE: untick,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) {
    const main = event.target.closest("form")?.querySelector("[data-main]") ?? document.querySelector("[data-main]");
    main?.click();
    return;
  }
  if (event.key === "Escape" && event.target.matches("[data-key]")) event.target.blur();
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  if (document.body.dataset.keys === "off" && event.key !== "Escape") return;
  const key = event.key.toUpperCase();
  const act = acts[key];
  if (act ? (act(event), true) : press(key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-row]");
  if (event.target.closest("[data-untick]")) untick();
  if (row && event.target === box(row)) {
    const range = event.shiftKey;
    event.target.checked = !event.target.checked;
    tick(row, range);
  }
});

countTicked();
