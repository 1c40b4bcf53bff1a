/* Pictures from the site: says what goes on with each file that report-upload.js sends, and renews
   the pictures of the page once they are checked.

   data-upload-list   where a form's files are told     data-pictures   the part that is renewed */

const forms = [...document.querySelectorAll("[data-report-upload]")];
const lines = new Map(); // key of a file -> its line

function lineOf(form, { key, name }) {
  if (!lines.has(key)) {
    const line = document.createElement("li");
    line.append(name, " ", document.createElement("span"));
    form.querySelector("[data-upload-list]").append(line);
    lines.set(key, line.lastElementChild);
  }
  return lines.get(key);
}

async function renew() {
  const answer = await fetch(location.href).then((page) => page.text(), () => "");
  const fresh = new DOMParser().parseFromString(answer, "text/html").querySelector("[data-pictures]");
  if (fresh) document.querySelector("[data-pictures]").replaceWith(document.adoptNode(fresh));
}

const told = {
  begun: () => "đang chuẩn bị…",
  progress: ({ sent, size }) => `đang gửi ${Math.round((100 * sent) / size)}%`,
  offline: () => "mất mạng, có mạng sẽ gửi tiếp",
  online: () => "có mạng lại, đang gửi tiếp…",
  sent: () => "đã gửi, đang kiểm tra…",
  checked: ({ media }) => media.words,
  refused: ({ message }) => message,
  removed: () => "đã bỏ",
};

forms.forEach((form) => {
  Object.entries(told).forEach(([name, words]) => form.addEventListener(`media:${name}`, ({ detail }) => {
    lineOf(form, detail).textContent = words(detail);
    if (name === "checked") renew();
  }));
  form.querySelector("[data-plain-only]").remove();
});
