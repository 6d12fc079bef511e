/* The plan of a hall: larger, smaller, to the side, from stand to stand by arrow keys, and up to date. */
"use strict";
{
  const plan = document.querySelector("svg.plan[data-now]");
  const view = plan.closest(".plan-view");
  const tools = document.querySelector(".plan-tools");
  const STEPS = [1, 1.5, 2, 3, 4];
  const EVERY = 30_000; // milliseconds between two looks at what is free
  let step = 0;

  const zoom = (by) => {
    const next = Math.min(STEPS.length - 1, Math.max(0, step + by));
    if (next === step) return;
    const ratio = STEPS[next] / STEPS[step];
    const [x, y] = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    step = next;
    view.style.setProperty("--zoom", STEPS[step]);
    view.scrollTo(x * ratio - view.clientWidth / 2, y * ratio - view.clientHeight / 2);
    for (const [name, at] of [["in", STEPS.length - 1], ["out", 0]]) {
      tools.querySelector(`[data-zoom=${name}]`).setAttribute("aria-disabled", String(step === at));
    }
  };
  const pan = (x, y) => view.scrollBy({ left: (x * view.clientWidth) / 2, top: (y * view.clientHeight) / 2 });

  tools.hidden = false;
  tools.addEventListener("click", ({ target }) => {
    const { zoom: to, pan: way } = target.closest("button")?.dataset ?? {};
    if (to) zoom(to === "in" ? 1 : -1);
    if (way) pan(...way.split(" ").map(Number));
  });

  // The middle of a stand, in units of the drawing.
  const middle = (stand) => {
    const { x, y, width, height } = stand.querySelector("rect");
    return [x.baseVal.value + width.baseVal.value / 2, y.baseVal.value + height.baseVal.value / 2];
  };
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const neighbour = (from, [wayX, wayY]) => {
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const stand of plan.querySelectorAll("a")) {
      const [otherX, otherY] = middle(stand);
      const along = (otherX - x) * wayX + (otherY - y) * wayY;
      const aside = Math.abs((otherX - x) * wayY) + Math.abs((otherY - y) * wayX);
      const far = along + 3 * aside; // rather straight on than near
      if (along > 1 && far < least) [best, least] = [stand, far];
    }
    return best;
  };
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { "+": 1, "=": 1, "-": -1, 0: -STEPS.length }[event.key];
    if (by) {
      zoom(by);
      event.preventDefault();
    }
    const stand = event.target.closest("svg.plan a");
    const next = stand && WAYS[event.key] && neighbour(stand, WAYS[event.key]);
    if (next) {
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });

  const show = (states) => {
    const counts = {};
    for (const stand of plan.querySelectorAll("a")) {
      const state = states[stand.dataset.code];
      if (!state) continue;
      const word = plan.dataset[`word${state[0].toUpperCase()}${state.slice(1)}`];
      stand.setAttribute("class", stand.classList.contains("off") ? `${state} off` : state);
      const label = stand.getAttribute("aria-label");
      stand.setAttribute("aria-label", `${label.slice(0, label.lastIndexOf(","))}, ${word}`);
      const listed = document.querySelector(`[data-state="${CSS.escape(stand.dataset.code)}"]`);
      if (listed) listed.textContent = word;
    }
    for (const state of Object.values(states)) counts[state] = (counts[state] ?? 0) + 1;
    for (const count of document.querySelectorAll("[data-count]")) {
      count.textContent = new Intl.NumberFormat(document.documentElement.lang).format(counts[count.dataset.count] ?? 0);
    }
  };
  let tag = "";
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(plan.dataset.now, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status !== 200) return;
    tag = answer.headers.get("ETag") ?? "";
    show(await answer.json());
  };
  setInterval(() => look().catch(() => {}), EVERY); // without an answer the plan stays as it is
}
