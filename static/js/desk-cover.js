/* Faces and plates covered by hand, over the picture itself: mouse, touch and keyboard. The four
   numbers of each rectangle stay in the form's fields; without this file they are typed there.

   data-cover   one picture: data-stage holds the picture and the drawing, data-tools the buttons
                (data-add, data-remove, data-said), data-boxes the rows of numbers (data-box, of
                which data-spare are the empty ones for typing), template a new row
   Arrows move the chosen rectangle, Shift and arrows size it, Delete takes it away. */

const SIDE = 1000;
const SMALLEST = 10;
const STEP = 10;
const NAMES = ["left", "top", "width", "height"];
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value, low, high) => Math.round(Math.min(Math.max(value, low), high));

class Cover {
  constructor(card) {
    this.card = card;
    this.drawing = card.querySelector("svg");
    this.list = card.querySelector("[data-boxes]");
    this.said = card.querySelector("[data-said]");
    this.rows = new Map(); // rectangle drawn -> row of numbers
    card.querySelector("[data-spare]").remove();
    card.querySelector("[data-tools]").hidden = false;
    this.drawing.replaceChildren();
    this.list.querySelectorAll("[data-box]").forEach((row) => this.draw(row));
    card.querySelector("[data-add]").addEventListener("click", () => this.add(400, 400, 200, 200).focus());
    card.querySelector("[data-remove]").addEventListener("click", () => this.remove(this.chosen));
    this.list.addEventListener("input", (event) => this.typed(event.target.closest("[data-box]")));
    this.drawing.addEventListener("pointerdown", (event) => this.begin(event));
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    this.drawing.addEventListener("focusin", (event) => this.choose(event.target));
    this.tell();
  }

  read(row) { return NAMES.map((side) => Number(row.querySelector(`[name$=_${side}]`).value) || 0); }

  draw(row) {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "button");
    this.rows.set(rect, row);
    this.drawing.append(rect);
    this.show(rect);
    return rect;
  }

  show(rect) {
    const numbers = this.read(this.rows.get(rect));
    ["x", "y", "width", "height"].forEach((name, place) => rect.setAttribute(name, numbers[place]));
    rect.setAttribute("aria-label", `Vùng che ${[...this.rows.keys()].indexOf(rect) + 1}: trái ${numbers[0]}, trên ${numbers[1]}, rộng ${numbers[2]}, cao ${numbers[3]}. Mũi tên để dời, Shift và mũi tên để đổi cỡ, Delete để bỏ`);
  }

  set(rect, [left, top, width, height]) {
    const wide = within(width, SMALLEST, SIDE);
    const high = within(height, SMALLEST, SIDE);
    const numbers = [within(left, 0, SIDE - wide), within(top, 0, SIDE - high), wide, high];
    NAMES.forEach((side, place) => { this.rows.get(rect).querySelector(`[name$=_${side}]`).value = numbers[place]; });
    this.show(rect);
  }

  add(...numbers) {
    this.list.append(this.card.querySelector("template").content.cloneNode(true));
    const rect = this.draw(this.list.lastElementChild);
    this.set(rect, numbers);
    this.choose(rect);
    this.tell();
    return rect;
  }

  remove(rect) {
    if (!this.rows.has(rect)) return;
    this.rows.get(rect).remove();
    this.rows.delete(rect);
    rect.remove();
    this.choose([...this.rows.keys()].at(-1));
    (this.chosen ?? this.card.querySelector("[data-add]")).focus();
    this.tell();
  }

  choose(rect) {
    this.chosen?.classList.remove("is-chosen");
    this.chosen = rect;
    rect?.classList.add("is-chosen");
  }

  typed(row) {
    const rect = [...this.rows.keys()].find((one) => this.rows.get(one) === row);
    if (rect) this.show(rect);
  }

  tell() { this.said.textContent = this.rows.size ? `${this.rows.size} vùng che` : "Kéo trên ảnh để che mặt người, biển số"; }

  place(event) {
    const frame = this.drawing.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height].map((part) => within(part * SIDE, 0, SIDE));
  }

  /* A drag from an empty place draws a rectangle, from a corner sizes it, from inside moves it. */
  begin(event) {
    event.preventDefault();
    const [x, y] = this.place(event);
    const touched = this.rows.has(event.target) ? event.target : null;
    const rect = touched ?? this.add(x, y, SMALLEST, SMALLEST);
    rect.focus();
    const [left, top, width, height] = this.read(this.rows.get(rect));
    const near = 40; // thousandths around the lower right corner
    const sizes = !touched || (x > left + width - near && y > top + height - near);
    this.drawing.setPointerCapture(event.pointerId);
    const drag = (move) => {
      const [nowX, nowY] = this.place(move);
      if (!sizes) this.set(rect, [left + nowX - x, top + nowY - y, width, height]);
      else if (touched) this.set(rect, [left, top, nowX - left, nowY - top]);
      else this.set(rect, [Math.min(x, nowX), Math.min(y, nowY), Math.abs(nowX - x), Math.abs(nowY - y)]);
    };
    const end = () => {
      this.drawing.removeEventListener("pointermove", drag);
      const [, , wide, high] = this.read(this.rows.get(rect));
      if (!touched && wide <= SMALLEST && high <= SMALLEST) this.set(rect, [x - 60, y - 60, 120, 120]); // a tap
    };
    this.drawing.addEventListener("pointermove", drag);
    this.drawing.addEventListener("pointerup", end, { once: true });
    this.drawing.addEventListener("pointercancel", end, { once: true });
  }

  key(event) {
    const rect = event.target;
    if (!this.rows.has(rect)) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(rect);
      return;
    }
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const [left, top, width, height] = this.read(this.rows.get(rect));
    const [dx, dy] = move.map((part) => part * STEP);
    this.set(rect, event.shiftKey ? [left, top, width + dx, height + dy] : [left + dx, top + dy, width, height]);
  }
}

document.querySelectorAll("[data-cover]").forEach((card) => new Cover(card));
