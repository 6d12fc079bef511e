// Low data: a frame that is asked for becomes its picture, without leaving the page.
document.addEventListener("click", (event) => {
  const frame = event.target.closest("a.picture.deferred");
  const waiting = frame?.querySelector("template");
  if (!waiting || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const shown = document.createElement("div");
  shown.className = "picture";
  shown.tabIndex = -1;
  shown.append(waiting.content.cloneNode(true));
  frame.replaceWith(shown);
  shown.focus();
});
