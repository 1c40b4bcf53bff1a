/* Files of one paper: photos are made small on the phone, each file is sent by itself with progress,
   and again when the network is back. Without it the form sends them as it stands.

   data-upload          the form; data-max: bytes of one file, data-too-large: what to say about more
   data-upload-errors   data-upload-controls   data-upload-files    parts that the answer renews
   data-upload-now      where files on their way are listed, drawn by the template in it
   data-plain-only      a button that is not needed here */

import { shrink } from "./shrink.js";

const LONG_SIDE = 2000;
const RETRY = 5000;
const PARTS = ["errors", "controls", "files"].map((part) => `[data-upload-${part}]`);

const form = document.querySelector("[data-upload]");
const list = form.querySelector("[data-upload-now]");
const kilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("vi")} KB`;

function row(name) {
  const drawn = list.querySelector("template").content.cloneNode(true).firstElementChild;
  drawn.querySelector(".mc-file__name").textContent = name;
  list.append(drawn);
  const state = drawn.querySelector(".mc-file__state");
  const bar = drawn.querySelector("progress");
  bar.setAttribute("aria-label", name);
  return {
    say: (text) => { state.textContent = text; },
    sent: (part, whole) => {
      bar.value = part;
      bar.max = whole;
      state.textContent = `Đang gửi ${Math.round((100 * part) / whole)}% · ${kilobytes(part)}/${kilobytes(whole)}`;
    },
    stop: (text) => { bar.remove(); state.textContent = text; },
    remove: () => drawn.remove(),
  };
}

function post(control, file, shown) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("them", "1");
  body.append(control, file, file.name);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => shown.sent(event.loaded, event.total));
    request.addEventListener("load", () => done(request.responseText));
    request.addEventListener("error", failed);
    request.open("POST", location.href);
    request.send(body);
  });
}

function renew(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  if (!answer.querySelector("[data-upload]")) return location.reload(); // signed out, sent, expired: the page says it
  PARTS.forEach((part) => form.querySelector(part).replaceWith(answer.querySelector(part)));
  form.querySelector("[data-saved]").textContent = answer.querySelector("[data-saved]").textContent;
  document.title = answer.title;
  return form.querySelector("[data-focus]")?.focus();
}

const networkOrPause = () => new Promise((done) => {
  window.addEventListener("online", done, { once: true });
  setTimeout(done, RETRY);
});

async function send(control, chosen) {
  const shown = row(chosen.name);
  shown.say("Đang thu nhỏ ảnh…");
  const file = await shrink(chosen, LONG_SIDE);
  if (file.size > Number(form.dataset.max)) return shown.stop(form.dataset.tooLarge);
  for (;;) {
    try {
      const html = await post(control, file, shown);
      shown.remove();
      return renew(html);
    } catch {
      shown.say("Mất mạng. Cứ để trang này mở, có mạng sẽ gửi tiếp.");
      await networkOrPause();
    }
  }
}

let queue = Promise.resolve();
form.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const { name, files } = event.target;
  [...files].forEach((file) => { queue = queue.then(() => send(name, file)); });
  event.target.value = "";
});
form.addEventListener("submit", (event) => {
  if (!list.querySelector("progress")) return;
  event.preventDefault();
  queue.then(() => form.requestSubmit(event.submitter));
});
form.querySelectorAll("[data-plain-only]").forEach((button) => button.remove());
form.classList.add("is-scripted");
