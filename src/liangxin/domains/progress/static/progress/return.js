// Keys of a return: Enter goes on to the next field, in a text with Ctrl (or ⌘); Shift goes back.

const fields = () => [...document.querySelectorAll(".return-table .cell > .form-control, .return-table .cell > .form-select")];

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.closest(".return-table .cell")) return;
  const all = fields();
  const place = all.indexOf(event.target);
  const writes = event.target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey);
  if (place < 0 || writes) return;
  event.preventDefault();
  const next = all[place + (event.shiftKey ? -1 : 1)] ?? document.querySelector("[data-submit]");
  next?.focus();
  if (next?.tagName === "INPUT") next.select();
});
