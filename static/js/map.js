/* A map: borders, points, and tiles where the office has them. Leaflet is fetched when a map comes
   into view; until then, and without scripts, what stands in the element stays (a drawing, a list).

   data-map          the element; data-map-script, -style: Leaflet; -zoom-in, -zoom-out: words
                     data-map-box: "south,west,north,east" shown first
                     data-map-tiles, -credit: address of tiles, may be empty
                     data-map-borders: GeoJSON of areas; hamlets show their `name`
                     data-map-points: GeoJSON, asked again with ?khung=south,west,north,east&muc=zoom
                     of points with `title`, `url`, `mark` (open|late|ok|off), `text`; of groups with
                     `count`, `text` and the first of its `reports`
                     data-map-more, anywhere: shown while there are more points than were drawn
                     data-map-mark: "latitude,longitude" of one place
   openMap(element)  opens one at once: a promise of { map, L }
   mapMark(L, mark, words)   the icon of a point, of a pin (`pin`) or, given a number, of a group */

const BORDER = { interactive: false, className: "mc-map__border" };
const LAST_ZOOM = 18; // nearer than this nothing comes apart
const ZOOM_BUTTONS = 64; // pixels at the left that words must leave to them

function fetchLeaflet({ mapScript, mapStyle }) {
  if (window.L) return Promise.resolve(window.L);
  const load = (tag, attributes) => new Promise((done, failed) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: done, onerror: failed });
    document.head.append(element);
  });
  return Promise.all([
    load("link", { rel: "stylesheet", href: mapStyle }), load("script", { src: mapScript }),
  ]).then(() => {
    const { L } = window;
    // Leaflet empties tiles it drops with a data: picture, which the policy of our pages forbids.
    L.TileLayer.include({ _removeTile: L.GridLayer.prototype._removeTile, _abortLoading() {} });
    return L;
  });
}

function mapMark(L, mark, words) {
  const shape = document.createElement("span");
  shape.className = `mc-mark mc-mark--${typeof mark === "number" ? "group" : mark}`;
  if (typeof mark === "number") shape.textContent = mark.toLocaleString("vi");
  const said = document.createElement("span");
  said.className = "mc-hidden";
  said.textContent = words;
  const face = document.createElement("span");
  face.append(shape, said);
  const side = typeof mark === "number" ? 44 : 28;
  return L.divIcon({ html: face, className: "mc-map__mark", iconSize: [side, side], popupAnchor: [0, -12] });
}

function popup(reports) {
  const box = document.createElement("div");
  reports.forEach(({ title, text, url }) => box.append(
    Object.assign(document.createElement("a"), { href: url, textContent: title }),
    Object.assign(document.createElement("p"), { textContent: text }),
  ));
  return box;
}

/* Not bound to its mark: it stays when the map moves to make room for it and asks anew. */
function openPopup(L, map, layer, reports, { type }) {
  const box = popup(reports);
  const { x, y } = map.getSize();
  const room = {
    maxWidth: Math.min(300, x - ZOOM_BUTTONS - 60), maxHeight: y - 70, // the rest is around the words
    autoPanPaddingTopLeft: [ZOOM_BUTTONS, 8], autoPanPaddingBottomRight: [8, 8],
  };
  L.popup({ offset: [0, -8], ...room }).setLatLng(layer.getLatLng()).setContent(box).openOn(map);
  if (type === "keypress") box.querySelector("a").focus();
}

function pointLayer(L, map) {
  return L.geoJSON(null, {
    pointToLayer: ({ properties: { count, title, mark, text } }, at) => L.marker(at, {
      icon: mapMark(L, count || mark, count ? text : `${title}. ${text}`), riseOnHover: true,
    }),
    onEachFeature: (feature, layer) => {
      const { count = 1, reports = [feature.properties] } = feature.properties;
      const few = () => count <= reports.length || map.getZoom() >= LAST_ZOOM;
      layer.on("click keypress", (event) => {
        if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
        if (few()) openPopup(L, map, layer, reports, event);
        else map.setView(layer.getLatLng(), map.getZoom() + 2);
      });
    },
  }).addTo(map);
}

/* Marks that stay as they are stay in place, and keep the focus of whoever goes by keys. */
function showPoints(layer, { features }) {
  const wanted = new Map(features.map((feature) => [JSON.stringify(feature), feature]));
  layer.eachLayer((mark) => {
    if (!wanted.delete(JSON.stringify(mark.feature))) layer.removeLayer(mark);
  });
  layer.addData([...wanted.values()]);
}

/* Asks for the points in view, and again whenever the view has moved; the last answer counts. */
function followPoints(L, map, address) {
  const layer = pointLayer(L, map);
  let asked = 0;
  const ask = async () => {
    const mine = asked += 1;
    const view = map.getBounds();
    const url = new URL(address, location.href);
    url.searchParams.set("khung", [view.getSouth(), view.getWest(), view.getNorth(), view.getEast()].map((n) => n.toFixed(5)));
    url.searchParams.set("muc", Math.round(map.getZoom()));
    const answer = await fetch(url).then((one) => (one.ok ? one.json() : null), () => null);
    if (mine !== asked || !answer) return;
    showPoints(layer, answer);
    document.querySelectorAll("[data-map-more]").forEach((line) => { line.hidden = !answer.more; });
  };
  map.on("moveend", ask);
  return ask();
}

async function draw(element) {
  const { dataset } = element;
  const L = await fetchLeaflet(dataset);
  const [south, west, north, east] = dataset.mapBox.split(",").map(Number);
  element.replaceChildren();
  element.classList.add("is-live");
  const zoomSnap = dataset.mapTiles ? 1 : 0.25;
  const map = L.map(element, { zoomControl: false, attributionControl: false, maxZoom: 19, minZoom: 5, zoomSnap });
  L.control.zoom({ zoomInTitle: dataset.mapZoomIn, zoomOutTitle: dataset.mapZoomOut }).addTo(map);
  map.fitBounds([[south, west], [north, east]]);
  if (dataset.mapTiles) {
    L.tileLayer(dataset.mapTiles, { maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
    const credit = document.createElement("span");
    credit.textContent = dataset.mapCredit;
    L.control.attribution({ prefix: false }).addTo(map).addAttribution(credit.innerHTML);
  }
  if (dataset.mapBorders) {
    fetch(dataset.mapBorders).then((answer) => answer.json()).then((areas) => L.geoJSON(areas, {
      ...BORDER,
      onEachFeature: ({ properties: { kind, name } }, layer) => {
        const label = Object.assign(document.createElement("span"), { textContent: name }); // no HTML of a file's
        if (kind !== "whole") layer.bindTooltip(label, { permanent: true, direction: "center", className: "mc-map__name" });
      },
    }).addTo(map).bringToBack()).catch(() => {});
  }
  if (dataset.mapMark) L.marker(dataset.mapMark.split(",").map(Number), { icon: mapMark(L, "pin", ""), keyboard: false }).addTo(map);
  if (dataset.mapPoints) followPoints(L, map, dataset.mapPoints);
  element.dispatchEvent(new CustomEvent("map:open", { bubbles: true, detail: { map, L } }));
  return { map, L };
}

const opened = new WeakMap();
function openMap(element) {
  if (!opened.has(element)) opened.set(element, draw(element));
  return opened.get(element);
}

const inView = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach(({ target }) => {
  inView.unobserve(target);
  openMap(target).catch(() => { opened.delete(target); }); // no network: the drawing stays
}), { rootMargin: "100px" });
document.querySelectorAll("[data-map]").forEach((element) => inView.observe(element));
Object.assign(window, { openMap, mapMark });
