// Adds up cost lines while they are typed. The sum that counts is the server's; a line that can't be read gives no sum here.
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

for (const total of document.querySelectorAll("[data-total]")) {
  const form = total.closest("form");
  const amounts = form.querySelectorAll("[data-amount]");
  const add = () => {
    total.textContent = euros([...amounts].reduce((sum, amount) => sum + cents(amount.value), 0));
  };
  form.addEventListener("input", (event) => event.target.matches("[data-amount]") && add());
}
