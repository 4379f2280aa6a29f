// The server counts as a form is typed, and keeps nothing.
for (const form of document.querySelectorAll("[data-counts]")) {
  form.addEventListener("change", async () => {
    const typed = new FormData(form);
    typed.set("act", form.dataset.counts);
    const answer = await fetch(form.action, { method: "POST", body: typed }).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]"))
      part.replaceChildren(...(page.querySelector(`[data-live="${part.dataset.live}"]`)?.childNodes ?? part.childNodes));
  });
}
