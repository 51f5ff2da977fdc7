// Runs before the first paint: where the person chose "as the system", the system's choice of light or dark is taken.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== "auto") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const take = () => { root.dataset.bsTheme = dark.matches ? "dark" : "light"; };
  take();
  dark.addEventListener("change", take);
})();
