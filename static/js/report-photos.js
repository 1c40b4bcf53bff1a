/* Photos of a report: the page's own camera, and what goes on with each file that
   report-upload.js sends.

   data-camera        shown only where there is one; -open -shoot -close: buttons; -view, -say
   data-files         the list; its template is a row        data-go-on   the main button */

const QUALITY = 0.9;
const CHECKING = 1500; // milliseconds
const form = document.querySelector("[data-report-upload]");
const list = form.querySelector("[data-files]");
const goOn = form.querySelector("[data-go-on]");
const rows = new Map(); // key of a file on its way -> its row

// --- files --------------------------------------------------------------------------------------

const kilobytes = (bytes) => `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("vi")} KB`;

function tell(row, text) { row.querySelector(".mc-file__state").textContent = text; }

function addRow({ key, name, preview }) {
  const row = list.querySelector("[data-file-row]").content.cloneNode(true).firstElementChild;
  row.querySelector(".mc-file__name").textContent = name;
  row.querySelector("progress").setAttribute("aria-label", name);
  row.querySelector("[data-remove]").append(Object.assign(document.createElement("span"), { className: "mc-hidden", textContent: ` ${name}` }));
  row.querySelector("[data-remove]").addEventListener("click", () => {
    form.dispatchEvent(new CustomEvent("media:remove", { detail: { key } }));
  });
  if (preview) showThumb(row, preview);
  list.append(row);
  rows.set(key, row);
  tell(row, "Đang chuẩn bị…");
  count();
  return row;
}

function showThumb(row, address) {
  const picture = Object.assign(document.createElement("img"), { src: address, alt: "", width: 60, height: 76 });
  row.querySelector(".mc-file__thumb").replaceChildren(picture);
}

function count() {
  const some = list.querySelector(".mc-file:not(.is-refused)");
  goOn.textContent = some ? goOn.dataset.with : goOn.dataset.without;
  goOn.classList.toggle("mc-btn--secondary", !some);
}

const rowOf = (detail) => rows.get(detail.key) ?? addRow(detail);
const settled = (row) => row.querySelector("progress")?.remove();
const heard = {
  begun: (row) => tell(row, "Đang gửi…"),
  progress: (row, { sent, size }) => {
    const bar = row.querySelector("progress");
    if (bar) Object.assign(bar, { max: size, value: sent });
    tell(row, `Đang gửi ${Math.round((100 * sent) / size)}% · ${kilobytes(sent)}/${kilobytes(size)}`);
  },
  offline: (row) => tell(row, "Mất mạng. Cứ để trang này mở, có mạng sẽ gửi tiếp từ chỗ dừng."),
  online: (row) => tell(row, "Có mạng lại, đang gửi tiếp…"),
  sent: (row) => { settled(row); tell(row, "Đã gửi, đang kiểm tra ảnh…"); },
  checked: (row, { media }) => {
    settled(row);
    tell(row, media.words);
    row.classList.toggle("is-refused", media.state === "refused");
    if (media.thumb) showThumb(row, media.thumb);
    count();
  },
  refused: (row, { message }) => {
    settled(row);
    row.classList.add("is-refused");
    tell(row, message);
    count();
  },
  removed: (row, { key }) => { row.remove(); rows.delete(key); count(); },
};
Object.entries(heard).forEach(([name, act]) => {
  form.addEventListener(`media:${name}`, ({ detail }) => act(rowOf(detail), detail));
});

/* Files that were sent before this page came and are still being checked. */
async function follow(row) {
  for (;;) {
    await new Promise((done) => { setTimeout(done, CHECKING); });
    const told = await fetch(row.dataset.waiting, { cache: "no-store" }).then((answer) => (answer.ok ? answer.json() : {}), () => ({}));
    if (told.media && told.media.state !== "waiting") return heard.checked(row, told);
    if (!row.isConnected) return null;
  }
}
list.querySelectorAll("[data-waiting]").forEach(follow);
form.querySelectorAll("[data-plain-only]").forEach((button) => button.remove());
form.classList.add("is-scripted");

// --- camera -------------------------------------------------------------------------------------

const camera = form.querySelector("[data-camera]");
const [open, view, shoot, close] = ["open", "view", "shoot", "close"].map((name) => camera.querySelector(`[data-camera-${name}]`));
const video = camera.querySelector("video");
const say = (text) => { camera.querySelector("[data-camera-say]").textContent = text; };
let stream = null;
let taken = 0;

function shut() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  view.hidden = true;
  open.hidden = false;
}

open.addEventListener("click", async () => {
  say("");
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
  } catch {
    form.classList.remove("has-camera"); // the phone's own camera is one press away
    say("Chưa mở được máy ảnh trong trang. Cho phép dùng máy ảnh trong cài đặt trình duyệt, hoặc bấm Chụp ảnh ở dưới.");
    return;
  }
  video.srcObject = stream;
  view.hidden = false;
  open.hidden = true;
  await video.play();
  shoot.focus();
});

shoot.addEventListener("click", async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
  canvas.getContext("2d").drawImage(video, 0, 0);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
  if (!blob) { say("Chưa chụp được, xin bấm Chụp lại."); return; }
  taken += 1;
  const file = new File([blob], `Ảnh ${taken}.jpg`, { type: "image/jpeg" });
  form.dispatchEvent(new CustomEvent("media:add", { detail: { file } }));
  say(`Đã chụp ${taken} ảnh. Chụp thêm, hoặc bấm Tiếp tục ở dưới.`);
});
close.addEventListener("click", () => { shut(); say(""); open.focus(); });
window.addEventListener("pagehide", shut);

if (navigator.mediaDevices?.getUserMedia) {
  camera.hidden = false;
  form.classList.add("has-camera");
}
count();
