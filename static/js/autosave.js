// Saves a form by itself while somebody types. What there is to say is the server's sentence; nothing is kept in the browser.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  // Milliseconds, and the characters that surely fit into what a browser still sends while it closes a page (64 kilobytes).
  const SOON = 8000, RARELY = 300000, SPOKEN_APART = 30000, ENOUGH = 3000, LONG = 30000;
  const line = form.querySelector("[data-offline]");
  let unsaved = false, offline = !navigator.onLine, refused = false, leaving = false, busy = 0;
  let pause = SOON, spokenAt = 0, waiting, speaking, sending = Promise.resolve();

  const isLong = () => [...new FormData(form).values()].join("").length > LONG;

  // News of one kind is told at most every half a minute, so that a screen reader lets one write in peace.
  const say = (text, isBad) => {
    const wait = isBad === refused ? spokenAt + SPOKEN_APART - Date.now() : 0;
    refused = isBad;
    clearTimeout(speaking);
    speaking = setTimeout(() => {
      if (line.textContent === text) return;
      spokenAt = Date.now();
      line.textContent = text;
      line.classList.toggle("field__error", isBad);
    }, Math.max(wait, 0));
  };

  const send = async () => {
    if (!unsaved || leaving) return;
    unsaved = false;
    busy++;
    form.elements.turn.value++;
    let answer, said = {};
    try {
      answer = await fetch(location.href, {
        method: "POST", body: new FormData(form), headers: { "X-Autosave": form.dataset.autosave },
        redirect: "manual", keepalive: !isLong(), signal: AbortSignal.timeout?.(20000),
      });
      said = await answer.json();
    } catch {
      said.say = answer ? line.dataset.failed : line.dataset.offline;
    }
    busy--;
    offline = !answer;
    const isFine = Boolean(answer?.ok && said.kept);
    if (isFine) {
      document.querySelector("[data-until-saved]")?.remove();
      document.dispatchEvent(new Event("kept"));
    }
    // Who is signed out, or too late, gains nothing by another try a few seconds later.
    if (!("kept" in said)) pause = Math.min(pause * 2, 60000);
    else pause = isFine || (answer.status === 409 && said.kept) ? SOON : RARELY;
    if (!said.kept) typed();
    say(said.say, !isFine);
  };
  const save = () => {
    clearTimeout(waiting);
    waiting = 0;
    return (sending = sending.then(send, send));
  };
  const typed = () => {
    unsaved = true;
    waiting ||= setTimeout(save, pause);
  };

  form.addEventListener("input", () => { leaving = false; typed(); });
  addEventListener("online", save);
  addEventListener("offline", () => { offline = true; });
  addEventListener("pagehide", send);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving && (refused || offline || isLong())) event.preventDefault();
  });

  // Whatever leads away is followed when the text is saved, or when that takes too long.
  const first = async (event, goOn) => {
    event.preventDefault();
    await Promise.race([save(), new Promise((enough) => setTimeout(enough, ENOUGH))]);
    goOn();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!(unsaved || busy) || !link || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) return;
    first(event, () => { location.href = link.href; });
  });
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (target === form && offline) {
      // The browser's own page for a lost connection would take the text away.
      unsaved = true;
      first(event, () => offline || form.requestSubmit(submitter));
    } else if (target === form) {
      form.elements.turn.value++;
      leaving = true;
    } else if (unsaved && !refused) {
      first(event, () => target.requestSubmit(submitter));
    }
  });
}
