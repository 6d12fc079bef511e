/* Small comforts of the frame. Every page works without them. */
"use strict";
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const language = event.target.closest(".menu a[hreflang], .languages a[hreflang]");
  if (language) {
    // The front door opens in the language last chosen.
    document.cookie = `language=${language.hreflang.toLowerCase()}; path=/; max-age=31536000; samesite=lax`;
  }
});
// What suggests is loaded for those who come to a search box, not for everybody.
document.addEventListener("focusin", ({ target }) => {
  const form = target.type === "search" && target.closest("form[data-suggest]");
  if (!form || target.hasAttribute("role")) return;
  import(form.dataset.script).then((script) => script.suggestIn(form, target)).catch(() => {});
});
// A browser leaves what is half in sight where it is; a row that goes on beyond the edge follows the keyboard.
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".nav, .tabs")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
if ("serviceWorker" in navigator && window.isSecureContext) {
  const isFirst = !navigator.serviceWorker.controller;
  navigator.serviceWorker.register("/service-worker.js").then(() => navigator.serviceWorker.ready).then((worker) => {
    if (isFirst) worker.active.postMessage({ keep: location.pathname + location.search });
    for (const part of document.querySelectorAll("[data-keeps]")) part.hidden = false;
  }).catch(() => {}); // without it the page is as good, only not without a network
}
