// Counts like the server does: NFC, line breaks as one, no space at the ends. The server's own sentence stays for screen readers.
const SPOKEN_AFTER = 1000;

for (const limitText of document.querySelectorAll("[data-counter]")) {
  const control = document.getElementById(limitText.dataset.counter);
  if (!control) continue;

  const limit = Number(limitText.dataset.limit);
  const seen = limitText.cloneNode();
  const spoken = document.createElement("p");
  seen.removeAttribute("id");
  seen.setAttribute("aria-hidden", "true");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  limitText.classList.add("visually-hidden");
  limitText.after(seen, spoken);

  const sentence = () => {
    const left = limit - [...control.value.normalize("NFC").trim()].length;
    const words = left < 0 ? limitText.dataset.over : limitText.dataset.left;
    seen.classList.toggle("counter--over", left < 0);
    return `${words} ${Math.abs(left).toLocaleString("fi")}`;
  };

  let waiting;
  control.addEventListener("input", () => {
    seen.textContent = sentence();
    clearTimeout(waiting);
    waiting = setTimeout(() => { spoken.textContent = seen.textContent; }, SPOKEN_AFTER);
  });
  seen.textContent = sentence();
}
