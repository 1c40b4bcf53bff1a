/* A page of questions of a draft: hides what hangs on an answer not given, and saves itself 2 s after
   the last change. Without it every page still saves when it is sent.

   data-draft       the form
   data-saved       the line that says what is saved
   data-shown-if    "key=value,value": a question that is asked only then
   draft:saved      event of the form: the server has what was typed */

const PAUSE = 2000;
const form = document.querySelector("[data-draft]");
const line = form.querySelector("[data-saved]");
let timer = 0;
let changed = false;

const given = (key) => [...form.elements]
  .filter((control) => control.name === key && !control.closest("[data-shown-if][hidden]"))
  .filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked)
  .map((control) => (control.value === "on" ? "yes" : control.value));

const showAsked = () => form.querySelectorAll("[data-shown-if]").forEach((part) => {
  const [key, wanted] = part.dataset.shownIf.split("=");
  part.hidden = !given(key).some((value) => wanted.split(",").includes(value));
});

const save = async () => {
  clearTimeout(timer);
  if (!changed) return;
  changed = false;
  try {
    const answer = await fetch(location.href, {
      method: "POST", body: new FormData(form), headers: { "X-Luu-Nhap": "1" }, redirect: "manual", keepalive: true,
    });
    if (answer.type === "opaqueredirect") line.textContent = "Đã lâu không thao tác nên phải đăng nhập lại. Phần đã lưu vẫn còn.";
    else {
      line.textContent = (await answer.json()).line;
      if (answer.ok) form.dispatchEvent(new CustomEvent("draft:saved"));
    }
  } catch {
    changed = true;
    line.textContent = "Chưa lưu được. Cứ để trang này mở, có mạng sẽ lưu tiếp.";
  }
};

form.addEventListener("input", () => {
  showAsked();
  changed = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  changed = false;
});
window.addEventListener("online", save);
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
showAsked();
