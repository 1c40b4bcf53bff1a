/* The queue: keeps the pane and the marked row together, and the list fresh.

   Without this file every row is a plain link. Below 1200 px the pane is a page of its own, so the
   link is followed; above, htmx swaps the pane alone, and a click on the row it already shows opens
   the dossier's page. The list renews itself each minute while no field has the focus and nothing
   is ticked. */

const wide = matchMedia("(min-width: 1200px)");
const MINUTE = 60_000;
let asked = null; // the row whose answer the pane waits for: an earlier one may come later

document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.target.closest("[data-row] a");
  if (!link) return;
  const page = document.querySelector("#khung [data-key=O]");
  const shown = page?.dataset.code === new URL(link.href).searchParams.get("xem");
  const clicked = event.detail.requestConfig.triggeringEvent?.type === "click";
  if (wide.matches && !(clicked && shown)) {
    asked = link;
    return;
  }
  event.preventDefault();
  if (clicked) location.assign(wide.matches ? page.href : link.href);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "khung" && event.detail.requestConfig.elt !== asked) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || !event.detail.successful || event.detail.requestConfig.elt !== asked) return;
  document.querySelectorAll("[data-row].is-current").forEach((one) => one.classList.remove("is-current"));
  row.classList.add("is-current");
});

setInterval(() => {
  const list = document.getElementById("danh-sach");
  const busy = document.activeElement?.matches("input, select, textarea") || list.querySelector(":checked");
  if (document.hidden || busy) return;
  htmx.ajax("GET", location.href, { source: list, target: list, select: "#danh-sach", swap: "outerHTML" });
}, MINUTE);
