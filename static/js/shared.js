// On a shared computer: asks in time whether somebody is still there, and clears the screen when nobody is.
const dialog = document.getElementById("jatkatko"), form = dialog.querySelector("form"), tabs = new BroadcastChannel("visits");
let ends, typed;
const heard = () => { ends = Date.now() + dialog.dataset.left * 1000; dialog.close(); };
const visit = () => { heard(); tabs.postMessage(0); };
const goOn = async (event) => {
  event.preventDefault();
  const { status } = await fetch(form.action, { method: "POST", body: new FormData(form) });
  status === 204 ? visit() : location.reload();
};
form.onsubmit = dialog.oncancel = goOn;
tabs.onmessage = heard;
document.addEventListener("kept", visit);
addEventListener("input", (event) => { typed = event.target.form; });
setInterval(() => {
  const left = ends - Date.now();
  if (left > 180000) return;
  if (left > 0) return dialog.open || dialog.showModal();
  // It has ended: a form that can wait for its writer goes where it waits, every other page to signing in.
  ends = Infinity;
  if (typed?.elements.written_by && !typed.dataset.autosave) typed.submit();
  else location.reload();
}, 1000);
visit();
document.getElementById("yhteinen-kone").hidden = true;
