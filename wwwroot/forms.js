// Moves the focus to a field, or to the first control of a group of them. Drawn first: the router moves the focus to the heading of the page.
export function show(id) {
  requestAnimationFrame(() => {
    const place = document.getElementById(id);
    const field = place?.matches("input, textarea, select, button, a, [tabindex]") ? place : place?.querySelector("input, textarea, select, button") ?? place;
    place?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  });
}
