/* Suggestions below a search box: the combobox of the ARIA practices, with a list that the server writes.
   Without this the box is a form like any other. */

const saving = document.documentElement.hasAttribute("data-low-data");
const PAUSE = saving ? 600 : 150; // milliseconds after the last letter
const LEAST = saving ? 2 : 1; // letters

export function suggestIn(form, box) {
  if (box.hasAttribute("role")) return;
  const panel = document.createElement("div");
  const said = document.createElement("p");
  const listId = `${box.id}-suggestions`;
  panel.className = "suggestions";
  panel.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  form.append(panel, said);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.autocomplete = "off";

  let waiting = 0;
  let asking = null;
  let shown = ""; // what was typed when the list was made
  const options = () => [...panel.querySelectorAll("[role=option]")];
  const chosen = () => panel.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  }

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    choose(null);
    panel.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-controls");
    said.textContent = "";
  }

  function open() {
    panel.hidden = false;
    box.setAttribute("aria-expanded", "true");
    box.setAttribute("aria-controls", listId);
  }

  function show(fragment, typed) {
    panel.innerHTML = fragment;
    shown = typed;
    const list = panel.querySelector("[role=listbox]");
    list.id = listId;
    options().forEach((option, number) => (option.id = `${listId}-${number}`));
    if (options().length) open();
    else close();
    said.textContent = list.dataset.said;
  }

  async function ask() {
    const typed = box.value.trim();
    asking?.abort();
    if ([...typed].length < LEAST) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(typed)}`, {
        headers: { "HX-Request": "true" },
        signal: asking.signal,
      });
      if (!answer.ok) return close();
      const fragment = await answer.text();
      if (document.activeElement === box && box.value.trim() === typed) show(fragment, typed);
    } catch (error) {
      if (error.name !== "AbortError") close(); // no connection: the box still searches
    }
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  function move(step) {
    const all = options();
    // One place more than there are options: the box itself, where nothing is chosen.
    const place = (all.indexOf(chosen()) + 1 + step + all.length + 1) % (all.length + 1);
    choose(all[place - 1]);
  }

  box.addEventListener("input", (event) => event.isComposing || later());
  box.addEventListener("compositionend", later);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (isArrow && panel.hidden && shown && shown === box.value.trim()) open();
    if (panel.hidden) return;
    if (isArrow) move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && chosen()) location.assign(chosen().dataset.url);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  panel.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the cursor
  panel.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  if (box.value !== box.defaultValue) later(); // typed while this was loading
}
