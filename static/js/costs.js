// Adds up the cost estimate while it is typed, as the server does (applications/sections/estimate.py), whose sums count.
const cents = (text) => {
  const typed = text.replace(/[\s\u00a0\u202f\u2009]|€|euroa$/g, "");
  if (!typed) return 0;
  const plain = /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(typed) ? typed.replaceAll(".", "") : typed;
  const match = /^(\d{1,10})(?:[.,](\d{1,2}))?$/.exec(plain);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : NaN;
};

const euros = (sum) => {
  if (Number.isNaN(sum)) return "–";
  const whole = String(Math.floor(sum / 100)).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  return `${whole},${String(sum % 100).padStart(2, "0")}\u00a0€`;
};

for (const table of document.querySelectorAll("[data-flat-rate]")) {
  const form = table.closest("form");
  const sum = (kind, isCounted = () => true) =>
    [...form.querySelectorAll(`[data-amount="${kind}"]`)].filter(isCounted).reduce((all, it) => all + cents(it.value), 0);
  const isWages = (it) => it.closest("tr").querySelector("[data-head]").value === "wages";

  const add = () => {
    const flat = Math.floor((sum("cost", isWages) * table.dataset.flatRate + 5000) / 10000);
    const [costs, income, other] = [sum("cost") + flat, sum("income"), sum("other")];
    const left = costs - income - other;
    const wish = form.elements.applied_sum.value;
    const applied = wish.trim() && cents(wish) >= 0 ? cents(wish) : Math.max(left, 0);
    const missing = Math.max(left - applied, 0);
    const surplus = Math.max(applied - left, 0);
    for (const [name, amount] of Object.entries({ flat, costs, income, other, applied, missing, surplus })) {
      const cell = table.querySelector(`[data-sum="${name}"]`);
      if (!cell) continue;
      cell.textContent = euros(amount);
      cell.closest("tr").hidden = !(amount > 0) && !["flat", "costs", "applied"].includes(name);
    }
  };
  form.addEventListener("input", add);
}
