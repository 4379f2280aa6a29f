// On a shared computer: asks in time whether somebody is still there, and clears the screen when nobody is.
const dialog = document.getElementById("jatkatko");
if (dialog.showModal) {
  const ASKS = 180000, form = dialog.querySelector("form"), tabs = new BroadcastChannel("visits");
  let ends, typed;
  const heard = () => { ends = Date.now() + dialog.dataset.left * 1000; dialog.close(); };
  const visit = () => { heard(); tabs.postMessage(""); };

  const goOn = async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => 0);
    if (answer.status === 204) visit();
    else if (answer) location.reload();
  };
  form.addEventListener("submit", goOn);
  dialog.addEventListener("cancel", goOn);
  document.addEventListener("kept", visit);
  tabs.onmessage = heard;
  addEventListener("input", (event) => { typed = event.target.form; });

  setInterval(() => {
    const left = ends - Date.now();
    if (left > ASKS) return;
    if (left > 0) return dialog.open || dialog.showModal();
    // The session has ended: a form that can wait for its writer goes where it waits, every other page to signing in.
    ends = Infinity;
    if (typed?.elements.written_by && !("autosave" in typed.dataset)) typed.submit();
    else location.reload();
  }, 1000);
  document.getElementById("yhteinen-kone").hidden = true;
  visit();
}
