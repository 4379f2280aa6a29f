// Points by their digit, Ctrl+Enter for the draft.
addEventListener("keydown", (event) => {
  const it = event.target;
  if (event.ctrlKey && event.key === "Enter") it.form?.querySelector("[data-enter]")?.click();
  const one = it.type === "radio" && [...it.form.elements[it.name]].find((any) => any.value === event.key);
  if (one) one.focus();
  if (one) one.click();
});
