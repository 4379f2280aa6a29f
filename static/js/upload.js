// Sends a chosen file and tells how far it has come. What the file is, the server judges; without this the browser sends it.
addEventListener("submit", (event) => {
  const form = event.target;
  const file = form.dataset.sending && form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const told = form.querySelector("[role=status]");
  const tell = (words) => { if (told.textContent !== words) told.textContent = words; };
  if (file.size > Number(form.dataset.most)) {
    tell(form.dataset.big);
    return;
  }
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => tell(`${form.dataset.sending} ${Math.floor((10 * loaded) / total) * 10} %`);
  request.onerror = () => tell(form.dataset.failed);
  request.onload = () => {
    const page = request.responseXML;
    if (new URL(request.responseURL).pathname !== location.pathname) location = request.responseURL;
    else if (!page?.querySelector("main")) request.onerror();
    else {
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelector("#viesti, #virheet")?.focus();
    }
  };
  request.open("POST", location.href);
  request.responseType = "document";
  request.send(new FormData(form));
});
