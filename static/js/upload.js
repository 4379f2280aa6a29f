// Sends a chosen file, tells how far it has come, and lets one stop or try again; the rest of the page stays as it is. What the
// file is, the server judges; without this the browser sends it.
addEventListener("submit", (event) => {
  const form = event.target;
  const file = form.dataset.sending && form.elements.file.files[0];
  if (!file) return;
  event.preventDefault();
  const told = form.querySelector("[role=status]");
  const bar = form.querySelector("progress");
  const tell = (words) => { if (told.textContent !== words) told.textContent = words; };
  // What belongs to a state is in sight only then.
  const show = (state) => form.querySelectorAll("[data-while]").forEach((part) => { part.hidden = part.dataset.while !== state; });
  const turn = (state, words) => {
    show(state);
    tell(words);
    // The button that was pressed is out of sight now: the focus goes where one can go on.
    form.querySelector(`[data-while=${state}] button`)?.focus();
  };
  if (file.size > Number(form.dataset.most)) {
    tell(form.dataset.big);
    return;
  }
  const request = new XMLHttpRequest();
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = Math.floor((100 * loaded) / total);
    // A screen reader says every change, so the words change less often than the bar.
    tell(`${form.dataset.sending} ${Math.floor(bar.value / 10) * 10} %`);
  };
  // From here on the file can be there already, so it is too late to stop.
  request.upload.onload = () => turn("checked", form.dataset.checked);
  request.onerror = () => turn("failed", form.dataset.failed);
  request.onabort = () => turn("ready", form.dataset.stopped);
  request.onload = () => {
    const page = request.responseXML;
    if (new URL(request.responseURL).pathname !== location.pathname) location = request.responseURL;
    else if (!page?.querySelector("main")) request.onerror();
    else {
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.querySelector("#viesti, #virheet")?.focus();
    }
  };
  form.querySelector("[data-stop]").onclick = () => request.abort();
  form.elements.file.onchange = () => show("ready");
  bar.value = 0;
  turn("sending", `${form.dataset.sending} 0 %`);
  request.open("POST", location.href);
  request.responseType = "document";
  request.send(new FormData(form));
});
