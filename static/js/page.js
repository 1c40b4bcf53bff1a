/* Every page. Moves focus to the error summary, spreads a date pasted into one of its three boxes,
   and shows "Nghe đọc" where the device really speaks Vietnamese.

   data-focus        gets the focus when the page opens
   data-date         holds the boxes Ngày, Tháng, Năm
   data-read-aloud   hidden button; reads the main text, a second press stops
   data-print        prints the page */

document.querySelector("[data-focus]")?.focus();

document.addEventListener("paste", (event) => {
  const boxes = event.target.closest("[data-date]")?.querySelectorAll("input");
  const parts = event.clipboardData.getData("text").match(/^\s*(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})\s*$/);
  if (!boxes || !parts) return;
  event.preventDefault();
  boxes.forEach((box, index) => { box.value = parts[index + 1]; });
  boxes[2].focus();
});

const reader = document.querySelector("[data-read-aloud]");
if (reader && "speechSynthesis" in window) {
  const voice = () => speechSynthesis.getVoices().find((one) => one.lang.startsWith("vi") && one.localService);
  const show = () => { reader.hidden = !voice(); };
  speechSynthesis.addEventListener("voiceschanged", show);
  show();
  reader.addEventListener("click", () => {
    if (speechSynthesis.speaking) return speechSynthesis.cancel();
    const text = new SpeechSynthesisUtterance(document.getElementById("noi-dung").innerText);
    text.lang = "vi-VN";
    text.voice = voice();
    speechSynthesis.speak(text);
  });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});
