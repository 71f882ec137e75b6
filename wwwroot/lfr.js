// The colour scheme before the first paint, and the two things that a screen must be able to do without its circuit: reload, and try again.
(() => {
  const year = 31536000;
  const read = name => document.cookie.split("; ").find(c => c.startsWith(name + "="))?.split("=")[1];
  const keep = (name, value) => {
    document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
  };
  const system = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const choice = read("lfr-theme");
    const scheme = choice === "dark" || choice === "light" ? choice : system.matches ? "dark" : "light";
    // The server draws the next page in this scheme at once, so that nothing flashes.
    keep("lfr-scheme", scheme);
    document.documentElement.dataset.scheme = scheme;
    return scheme === "dark";
  };

  window.lfrTheme = {
    isDark: apply,
    choose: choice => { keep("lfr-theme", choice); return apply(); },
  };
  apply();
  system.addEventListener("change", apply);

  // The focus follows where something took the place of what was pressed.
  window.lfrPanes = {
    opened: (list, panel) => {
      if (!panel || list?.offsetParent) return;
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: "start" });
    },
    closed: row => { if (document.activeElement === document.body) document.getElementById(row)?.focus(); },
  };

  // At once: with the connection gone it would be too late to load it.
  import("./words.js");

  const again = async () => {
    try {
      if (await Blazor.reconnect() || await Blazor.resumeCircuit()) return;
    } catch {
      // The server cannot be reached: stay on the banner, the person may press again.
      return;
    }
    location.reload();
  };

  document.addEventListener("click", event => {
    if (event.target.closest?.("[data-lfr-reconnect]")) again();
    const to = event.target.closest?.("[data-lfr-to]");
    if (to) {
      event.preventDefault();
      import("./forms.js").then(forms => forms.show(to.dataset.lfrTo));
    }
    if (event.target.closest?.("[data-lfr-reload]")) { event.preventDefault(); location.reload(); }
    if (event.target.closest?.("[data-lfr-skip]")) { event.preventDefault(); document.getElementById("main")?.focus(); }
    // A menu made of <details> closes when something else is clicked.
    for (const menu of document.querySelectorAll("details[data-lfr-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  // A place that takes what is dragged says so at once; asking the server for each movement would be too slow. Some browsers drag only what carries data.
  const place = event => event.target.closest?.("[data-lfr-drop]");
  let dragged = false;
  const over = spot => { for (const old of document.querySelectorAll("[data-lfr-over]")) if (old !== spot) old.removeAttribute("data-lfr-over"); spot?.setAttribute("data-lfr-over", ""); };
  document.addEventListener("dragstart", event => {
    dragged = !!event.target.closest?.("[data-lfr-drag]");
    if (dragged) { event.dataTransfer.setData("text/plain", ""); event.dataTransfer.effectAllowed = "move"; }
  });
  document.addEventListener("dragover", event => {
    const spot = dragged && place(event);
    if (spot) event.preventDefault();
    over(spot || null);
  });
  document.addEventListener("drop", event => { if (dragged && place(event)) event.preventDefault(); over(null); });
  document.addEventListener("dragend", () => { dragged = false; over(null); });
  document.addEventListener("submit", event => {
    const form = event.target.closest?.("form[data-lfr-passkey]");
    if (!form) return;
    event.preventDefault();
    import("./passkeys.js").then(passkeys => passkeys.send(form));
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-lfr-menu][open]")) { menu.open = false; menu.querySelector("summary")?.focus(); }
  });

  // Only the browser knows that a person did something; it says so once a minute at most, and a page that nobody touches says nothing.
  let told = 0;
  const active = () => {
    if (!document.querySelector("[data-in-circuit]") || Date.now() - told < 60000) return;
    told = Date.now();
    // Without a connection the banner says what is wrong.
    fetch("/session", { method: "POST", keepalive: true }).catch(() => { told = 0; });
  };
  for (const kind of ["keydown", "pointerdown", "wheel"]) document.addEventListener(kind, active, { capture: true, passive: true });

  // Whether Lfr still answers, asked once a second over the connection that everything on the page uses. A hidden tab is not asked: browsers slow its clock.
  const patience = 2500;
  let answeredAt = performance.now();
  let unanswered = 0;
  const cut = now => {
    const root = document.documentElement;
    if (now && !root.hasAttribute("data-lfr-cut")) {
      const since = document.querySelector("[data-lfr-since]");
      if (since) since.textContent = new Date(Date.now() - (performance.now() - answeredAt)).toLocaleTimeString("en-GB");
    }
    root.toggleAttribute("data-lfr-cut", now);
  };
  const answered = () => { answeredAt = performance.now(); unanswered = 0; cut(false); };
  const ask = () => {
    if (document.hidden || !document.querySelector("[data-in-circuit]")) { answered(); return; }
    if (performance.now() - answeredAt > patience) cut(true);
    if (unanswered >= 3 && unanswered % 5) { unanswered++; return; }
    unanswered++;
    try {
      const asked = performance.now();
      DotNet.invokeMethodAsync("Lfr.Web", "LfrAnswers").then(() => {
        answered();
        document.dispatchEvent(new CustomEvent("lfr-answered", { detail: asked }));
      }, () => { });
    } catch {
      // There is no circuit at the moment; the clock above runs on.
    }
  };
  setInterval(ask, 1000);
  document.addEventListener("visibilitychange", () => { answered(); ask(); });
  // Whatever went unanswered before belongs to a connection that is gone.
  document.addEventListener("components-reconnect-state-changed", event => { if (event.detail?.state === "hide") { unanswered = 0; ask(); } }, true);
  addEventListener("offline", () => { if (document.querySelector("[data-in-circuit]")) cut(true); });
  addEventListener("online", ask);

  document.addEventListener("components-reconnect-state-changed", event => {
    // The server no longer knows this circuit. What matters stands in the URL and in drafts, so the page may load afresh.
    if (event.detail?.state === "rejected") location.reload();
    // Nor does it know this person any more: the sign-in page says so better than a banner, and what stood here is gone from the screen.
    if (event.detail?.state === "show" || event.detail?.state === "failed")
      fetch("/session").then(answer => { if (answer.status === 401) location.reload(); }).catch(() => { });
  }, true);
})();
