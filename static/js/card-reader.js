/* A citizen card read by a keyboard-type reader anywhere on the intake page.

   The reader types `056095012345||Nguyễn Văn An|05031995|Nam|Thôn 1|12082021` and Enter into
   whatever has the focus. The first `|` gives it away: the digits before it are taken out of that
   field, which gets back what it held, and the rest is typed into the card box by itself. A digit
   typed while no field has the focus goes there too. Only the server reads the string: Enter in the
   card box presses "Đọc thẻ" (data-read-card). */

const NUMBER_LENGTH = 12;
const cardBox = () => document.getElementById("id_card");
const isText = (element) => element.matches("textarea, input:not([type=checkbox]):not([type=radio]):not([type=file])");

/* What the field held before the digits that are being typed now. */
let run = { field: null, digits: "", value: "", start: 0, end: 0 };

const forget = () => { run = { field: null, digits: "", value: "", start: 0, end: 0 }; };

function remember(field, digit) {
  if (run.field !== field) run = { field, digits: "", value: field.value, start: field.selectionStart, end: field.selectionEnd };
  run.digits += digit;
}

function takeOver(field) {
  const number = run.digits.slice(-NUMBER_LENGTH);
  const typedBefore = run.digits.slice(0, -NUMBER_LENGTH);
  field.value = typedBefore
    ? run.value.slice(0, run.start) + typedBefore + run.value.slice(run.end)
    : run.value;
  forget();
  cardBox().value = `${number}|`;
  cardBox().focus();
}

document.addEventListener("beforeinput", (event) => {
  const field = event.target;
  if (!cardBox() || field === cardBox() || !isText(field)) return;
  const text = event.data ?? "";
  if (/^\d$/.test(text)) return remember(field, text);
  if (text === "|" && run.field === field && run.digits.length >= NUMBER_LENGTH) {
    event.preventDefault();
    return takeOver(field);
  }
  forget();
});

document.addEventListener("keydown", (event) => {
  const box = cardBox();
  if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target === box && event.key === "Enter") {
    event.preventDefault();
    return document.querySelector("[data-read-card]").click();
  }
  if (/^\d$/.test(event.key) && !isText(event.target)) box.focus();
}, true);

/* "Quét căn cước" of the bar: on this page it only moves to the box, so that nothing typed is lost. */
document.addEventListener("click", (event) => {
  if (!cardBox() || !event.target.closest('a[data-key="Q"]')) return;
  event.preventDefault();
  cardBox().select();
  cardBox().focus();
});
