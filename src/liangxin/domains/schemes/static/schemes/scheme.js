// The text of a rulebook: line numbers beside it, and a jump to the line of a finding.
(() => {
  const text = document.getElementById("field-text");
  const gutter = document.getElementById("gutter");
  if (!text || !gutter) return;

  const number = () => {
    const count = text.value.split("\n").length;
    if (gutter.dataset.count === String(count)) return;
    gutter.dataset.count = String(count);
    gutter.textContent = Array.from({ length: count }, (_, at) => at + 1).join("\n") + "\n\n";
  };
  const follow = () => { gutter.scrollTop = text.scrollTop; };

  const jump = (line, column) => {
    const rows = text.value.split("\n");
    const start = rows.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + Math.max(0, column - 1);
    const end = start + Math.max(0, (rows[line - 1] || "").length - Math.max(0, column - 1));
    text.focus();
    text.setSelectionRange(start, end);
    text.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(text).lineHeight));
    follow();
  };

  text.addEventListener("input", number);
  text.addEventListener("scroll", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    jump(Number(link.dataset.line), Number(link.dataset.column));
  });
  number();
  const named = /^#line-(\d+)$/.exec(location.hash);
  if (named) jump(Number(named[1]), 1);
})();
