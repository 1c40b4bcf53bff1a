/* Where it is: the device's own place, or a pin on the map; both fill in the two boxes of numbers.

   data-place         the form; its boxes lat, long, accuracy, located
   data-place-tools   shown only where scripts run   data-place-say   what goes on
   data-place-gps  data-place-pin  data-place-clear   buttons */

const FAULTS = {
  1: "Máy chưa cho phép lấy vị trí. Bật quyền vị trí cho trang này trong cài đặt, chọn trên bản đồ, hoặc ghi địa chỉ ở dưới.",
  2: "Máy chưa tìm được vị trí. Ra chỗ thoáng rồi thử lại, chọn trên bản đồ, hoặc ghi địa chỉ ở dưới.",
  3: "Lấy vị trí lâu quá. Thử lại, chọn trên bản đồ, hoặc ghi địa chỉ ở dưới.",
};
const ROUGH = 100; // metres from which on the pin should be looked at

const form = document.querySelector("[data-place]");
const { lat, long, accuracy, located } = form.elements;
const part = (name) => form.querySelector(`[data-place-${name}]`);
const fold = lat.closest("details");
const CLOSE = form.querySelector("[data-map]").dataset.mapTiles ? 17 : 14; // zoom; borders alone say little nearer
let shown = null; // { map, L } once the map is there
let pin = null;

function say(text, isFault = false) {
  part("say").textContent = text;
  part("say").classList.toggle("is-fault", isFault);
}

function point() {
  const [north, east] = [lat, long].map((box) => Number(box.value.trim().replace(",", ".")));
  return lat.value && long.value && Number.isFinite(north) && Number.isFinite(east) ? [north, east] : null;
}

function drawPin() {
  const at = point();
  part("clear").hidden = !at;
  if (!shown) return;
  const { map, L } = shown;
  if (!at) { pin?.remove(); pin = null; return; }
  if (pin) { pin.setLatLng(at); return; }
  pin = L.marker(at, { draggable: true, autoPan: true, icon: window.mapMark(L, "pin", "Vị trí đã chọn") }).addTo(map);
  pin.on("dragend", () => { const { lat: north, lng: east } = pin.getLatLng(); set(north, east, "pin"); });
}

function set(north, east, from, metres = "") {
  lat.value = north.toFixed(6);
  long.value = east.toFixed(6);
  accuracy.value = metres;
  located.value = from;
  drawPin();
  say(from === "gps"
    ? `Đã lấy vị trí, sai số chừng ${metres} m.${metres > ROUGH ? " Kéo ghim trên bản đồ cho đúng chỗ." : ""}`
    : "Đã đặt ghim. Kéo ghim để chỉnh.");
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function gps() {
  say("Đang lấy vị trí…");
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    set(coords.latitude, coords.longitude, "gps", Math.round(coords.accuracy));
    shown?.map.setView([coords.latitude, coords.longitude], CLOSE);
  }, ({ code }) => say(FAULTS[code] ?? FAULTS[2], true), { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 });
}

function clear() {
  [lat, long, accuracy, located].forEach((box) => { box.value = ""; });
  drawPin();
  const [south, west, north, east] = form.querySelector("[data-map]").dataset.mapBox.split(",").map(Number);
  shown?.map.fitBounds([[south, west], [north, east]]);
  say("Đã bỏ vị trí.");
}

form.addEventListener("map:open", ({ detail }) => {
  shown = detail;
  const { map } = shown;
  map.on("click", ({ latlng }) => set(latlng.lat, latlng.lng, "pin"));
  if (point()) map.setView(point(), CLOSE);
  drawPin();
});
part("gps").addEventListener("click", gps);
part("pin").addEventListener("click", async () => {
  const { map } = shown ?? await window.openMap(form.querySelector("[data-map]"));
  set(map.getCenter().lat, map.getCenter().lng, "pin");
});
part("clear").addEventListener("click", clear);
[lat, long].forEach((box) => box.addEventListener("change", () => { located.value = "pin"; accuracy.value = ""; drawPin(); }));
part("tools").hidden = false;
part("gps").hidden = !navigator.geolocation;
if (!form.querySelector(".mc-error-summary")) fold.open = false;
drawPin();
