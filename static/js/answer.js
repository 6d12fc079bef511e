/* The answer to a search takes the place of the one before it; the frame around it stays.
   htmx fetches and swaps, this tells it what it must not, and puts the rest of the page right. */
"use strict";
{
  const answer = document.getElementById("answer");

  /** Go where a link or form leads as if htmx were not there. */
  const leave = (element, path, pressed) => {
    if (!(element instanceof HTMLFormElement)) return location.assign(path);
    if (pressed?.name) {
      const said = Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value });
      element.append(said);
    }
    element.submit();
  };

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    // Only the search page answers with an answer: a product, a form that is posted, are pages of their own.
    const path = new URL(requestConfig.path, location.href).pathname;
    if (path === location.pathname && requestConfig.verb === "get") {
      answer.setAttribute("aria-busy", "true");
    } else {
      event.preventDefault();
      leave(elt, requestConfig.path, requestConfig.triggeringEvent?.submitter);
    }
  });

  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(failure, ({ detail }) => {
      leave(detail.elt, detail.pathInfo.finalRequestPath || detail.requestConfig.path);
    });
  }

  document.body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target !== answer) return;
    answer.removeAttribute("aria-busy");
    // The way to other languages and the switches come back to this answer, not to the first one.
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = location.search;
    for (const next of document.querySelectorAll("input[name=next]")) {
      next.value = location.pathname + location.search;
    }
    // What was chosen went with the old answer: a reader goes on from how much there is now.
    const heading = answer.querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
  });
}
