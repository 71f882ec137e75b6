// Words typed while the connection is down. What the server has not heard is said again when it is back, and survives a reload of this tab.
const fields = root => root.querySelectorAll("[data-lfr-draft]:not([readonly])");
let leave;

// Moves the focus to a field, or to the first control of a group of them. Drawn first: the router moves the focus to the heading of the page.
export function show(id) {
  requestAnimationFrame(() => {
    const place = document.getElementById(id);
    const field = place?.matches("input, textarea, select, button, a, [tabindex]") ? place : place?.querySelector("input, textarea, select, button") ?? place;
    place?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  });
}

export function start() {
  const root = document.querySelector("[data-lfr-drafts]");
  if (!root || leave) return;
  const key = `lfr-draft:${root.dataset.lfrDrafts}`;
  const say = field => field.dispatchEvent(new Event("input", { bubbles: true }));
  let down = false;
  const unheard = new Set();

  const kept = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (kept) for (const [id, text] of Object.entries(JSON.parse(kept))) {
    const field = document.getElementById(id);
    if (field && field.value !== text) { field.value = text; say(field); }
  }

  const typed = event => { if (down && event.target.matches?.("[data-lfr-draft]")) unheard.add(event.target.id); };
  const changed = event => {
    const state = event.detail?.state;
    if (state === "show" || state === "retrying") down = true;
    if (state === "hide") {
      down = false;
      for (const field of fields(root)) if (unheard.has(field.id)) say(field);
      unheard.clear();
    }
  };
  const away = () => {
    if (unheard.size === 0) return;
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries([...fields(root)].filter(f => unheard.has(f.id)).map(f => [f.id, f.value]))));
  };
  const shortcut = event => {
    const save = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s" && document.querySelector('[aria-keyshortcuts="Control+S"]');
    if (save) { event.preventDefault(); save.click(); }
  };
  root.addEventListener("input", typed, true);
  document.addEventListener("keydown", shortcut);
  root.dataset.lfrHears = "";
  document.addEventListener("components-reconnect-state-changed", changed, true);
  addEventListener("pagehide", away);
  leave = () => {
    root.removeEventListener("input", typed, true);
    document.removeEventListener("keydown", shortcut);
    document.removeEventListener("components-reconnect-state-changed", changed, true);
    removeEventListener("pagehide", away);
    leave = undefined;
  };
}

export function stop() { leave?.(); }
