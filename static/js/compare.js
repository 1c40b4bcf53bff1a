/* Pictures before and after on top of each other, parted where the slider stands. Without it they
   stand side by side.

   data-compare         the box of both pictures      data-compare-slide    the slider, 0 to 100 */

document.querySelectorAll("[data-compare]").forEach((box) => {
  const slide = box.querySelector("[data-compare-slide]");
  const part = () => box.style.setProperty("--chia", `${slide.value}%`);
  slide.addEventListener("input", part);
  box.classList.add("is-live");
  part();
});
