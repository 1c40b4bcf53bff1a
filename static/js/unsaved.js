/* A form with data-unsaved: leaving the page by a link or a key after typing asks first; sending
   the form does not. */

let typed = false;
document.addEventListener("input", (event) => {
  if (event.target.form?.matches("[data-unsaved]")) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
