// Pointer and keyboard of a map that is drawn. The browser moves a point while it is held; what became of it is told once, when it is let go.
const near = 6;
const keys = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", " ", "Delete", "Backspace", "Escape", "n", "p"]);

export function watch(board, page) {
  let held = null;
  const svg = () => board.querySelector("svg");
  const at = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg().getScreenCTM().inverse());
    return [point.x, -point.y];
  };
  const far = event => Math.hypot(event.clientX - held.x, event.clientY - held.y) > near;
  const put = () => { held?.point?.removeAttribute("transform"); held = null; };

  const handlers = {
    pointerdown: event => {
      if (event.button !== 0 || !svg()?.contains(event.target)) return;
      held = { x: event.clientX, y: event.clientY, from: at(event), point: event.target.closest("[data-point]"), moved: false };
      if (held.point) board.setPointerCapture(event.pointerId);
    },
    pointermove: event => {
      if (!held?.point || !(held.moved ||= far(event))) return;
      const [x, y] = at(event);
      held.point.setAttribute("transform", `translate(${x - held.from[0]} ${held.from[1] - y})`);
    },
    pointerup: event => {
      if (!held) return;
      const { point, moved, from } = held;
      const [x, y] = at(event);
      // A finger that scrolls the page presses nothing.
      const pressed = !point && !far(event);
      put();
      if (moved) page.invokeMethodAsync("Moved", point.dataset.point, x - from[0], y - from[1]);
      else if (point) page.invokeMethodAsync("Chosen", point.dataset.point);
      else if (pressed) page.invokeMethodAsync("Pressed", x, y);
    },
    pointercancel: put,
    keydown: event => {
      if (event.target !== board || event.ctrlKey || event.altKey || event.metaKey) {
        if (event.target === board && (event.ctrlKey || event.metaKey) && event.key === "z") { event.preventDefault(); page.invokeMethodAsync("Key", "Undo", false); }
        return;
      }
      if (!keys.has(event.key)) return;
      event.preventDefault();
      page.invokeMethodAsync("Key", event.key, event.shiftKey);
    },
  };
  for (const [kind, handler] of Object.entries(handlers)) board.addEventListener(kind, handler);
  return { stop: () => { for (const [kind, handler] of Object.entries(handlers)) board.removeEventListener(kind, handler); } };
}
