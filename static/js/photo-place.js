/* Where a photo says it was taken: its GPS note (EXIF), read before the photo is made small, which
   takes the note away. */

const HEAD = 262_144; // bytes: the notes stand before the picture
const APP1 = 0xffe1;
const START_OF_SCAN = 0xffda;
const EXIF = 0x45786966;
const GPS = 0x8825;

/* Degrees, or null: most phones leave the place out. */
export async function placeOf(file) {
  try {
    return readJpeg(new DataView(await file.slice(0, HEAD).arrayBuffer()));
  } catch {
    return null; // cut short or of another kind
  }
}

function readJpeg(view) {
  let at = 2;
  while (view.getUint16(at) !== START_OF_SCAN) {
    if (view.getUint16(at) === APP1 && view.getUint32(at + 4) === EXIF) return readNotes(view, at + 10);
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function readNotes(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const short = (at) => view.getUint16(start + at, little);
  const long = (at) => view.getUint32(start + at, little);
  const entries = (at) => new Map(Array.from({ length: short(at) }, (_, n) => at + 2 + 12 * n).map((entry) => [short(entry), entry + 8]));
  const gps = entries(long(entries(long(4)).get(GPS)));
  const ratio = (at) => long(at) / long(at + 4);
  const degrees = (tag) => [0, 8, 16].reduce((sum, step, n) => sum + ratio(long(gps.get(tag)) + step) / 60 ** n, 0);
  const sign = (tag, minus) => (String.fromCharCode(view.getUint8(start + gps.get(tag))) === minus ? -1 : 1);
  const place = { lat: degrees(2) * sign(1, "S"), long: degrees(4) * sign(3, "W") };
  return Number.isFinite(place.lat) && Number.isFinite(place.long) ? place : null;
}
