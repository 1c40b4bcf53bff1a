/* Reads a QR code from the camera and sends its text as if it had been typed: the server decides
   where it leads. BarcodeDetector where the browser has one, else jsQR, fetched when needed.

   data-scanner       shown only where there is a camera; data-jsqr: address of jsQR
   data-scan-start  data-scan-stop  data-scan-torch    buttons     data-scan-say   what goes on
   data-scan-form     the form with the field `text` */

const PAUSE = 150; // milliseconds between looks
const scanner = document.querySelector("[data-scanner]");
const form = document.querySelector("[data-scan-form]");
const video = scanner.querySelector("video");
const [start, stop, torch] = ["start", "stop", "torch"].map((name) => scanner.querySelector(`[data-scan-${name}]`));
const say = (text) => { scanner.querySelector("[data-scan-say]").textContent = text; };
let stream = null;

const script = (address) => new Promise((done, failed) => {
  const tag = document.createElement("script");
  Object.assign(tag, { src: address, onload: done, onerror: failed });
  document.head.append(tag);
});

async function makeReader() {
  const formats = await window.BarcodeDetector?.getSupportedFormats?.().catch(() => []);
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }
  if (!window.jsQR) await script(scanner.dataset.jsqr);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async () => {
    const scale = Math.min(1, 800 / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data;
  };
}

function show(running) {
  video.hidden = stop.hidden = !running;
  start.hidden = running;
  torch.hidden = !running || !stream.getVideoTracks()[0].getCapabilities?.().torch;
}

function close() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  show(false);
}

async function open() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    say("Chưa mở được máy ảnh. Cho phép dùng máy ảnh trong cài đặt trình duyệt (iPhone: Cài đặt, Safari, Máy ảnh), hoặc gõ mã, chọn ảnh ở dưới.");
    return;
  }
  video.srcObject = stream;
  show(true);
  say("Đưa mã vào giữa khung, cách chừng một gang tay.");
  await video.play();
  const read = await makeReader();
  while (stream) {
    const text = video.videoWidth ? await read().catch(() => "") : "";
    if (text) {
      close();
      say("Đã đọc được mã, đang mở…");
      form.elements.text.value = text;
      form.requestSubmit();
      return;
    }
    await new Promise((done) => { setTimeout(done, PAUSE); });
  }
}

start.addEventListener("click", open);
stop.addEventListener("click", () => { close(); say(""); });
torch.addEventListener("click", () => {
  const on = torch.getAttribute("aria-pressed") !== "true";
  stream.getVideoTracks()[0].applyConstraints({ advanced: [{ torch: on }] });
  torch.setAttribute("aria-pressed", String(on));
});
window.addEventListener("pagehide", close);
scanner.hidden = !navigator.mediaDevices?.getUserMedia;
