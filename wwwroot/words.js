// Words that were typed into a form of staff stay in this browser tab until Lfr says that they are saved: a cut connection, a refresh, Back or a restart of Lfr costs none, or the page says which.
// One entry of sessionStorage for each account, form and address; photographs and secrets are never among them.
const prefix = "lfr-words:";
const typedAt = new Map(); // When a field was last typed in, by key and id, in this life of the page.
const before = new WeakMap(); // What stood in a field before it was typed in.
let lastAsked = 0; // Lfr has heard whatever was typed before.

const forms = () => document.querySelectorAll("[data-lfr-drafts]");
const keyOf = form => `${prefix}${form.dataset.lfrDrafts}:${location.pathname}${location.search}`;
const keysOf = (form, path) => Object.keys(sessionStorage).filter(key => key === `${prefix}${form}:${path}` || key.startsWith(`${prefix}${form}:${path}?`));
const older = "older "; // Before the id of a field: what an earlier life of the page left behind and somebody typed over before it could come back. No id has a space.
const fieldOf = (form, id) => { const field = document.getElementById(id.startsWith(older) ? id.slice(older.length) : id); return field && form.contains(field) ? field : null; };
const isKept = field => field?.id && field.matches("input, textarea") && !field.readOnly && !!field.closest("[data-lfr-draft]");
const read = key => JSON.parse(sessionStorage.getItem(key) ?? "{}");
const write = (key, words) => Object.keys(words).length ? sessionStorage.setItem(key, JSON.stringify(words)) : sessionStorage.removeItem(key);
const labelOf = field => document.querySelector(`label[for="${field.id}"]`)?.textContent ?? field.id;

const say = field => { for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true })); };
const put = (field, text) => { field.value = text; say(field); };

document.addEventListener("beforeinput", event => { if (isKept(event.target)) before.set(event.target, event.target.value); }, true);
document.addEventListener("input", event => {
  const field = event.target;
  const form = field.closest?.("[data-lfr-drafts]");
  if (!form || !isKept(field)) return;
  const key = keyOf(form);
  const words = read(key);
  // Whoever types anew over words of before has the last word; the words of before are offered beside them, and what stood there before both stays known.
  const left = words[field.id];
  if (left?.text && left.text !== field.value && !typedAt.has(key + field.id)) words[older + field.id] = { text: left.text };
  words[field.id] = { text: field.value, was: left?.was ?? before.get(field) };
  typedAt.set(key + field.id, performance.now());
  write(key, words);
}, true);

// Everything that Lfr heard is saved, also what was typed in another step of the form.
const forgetSaved = (form, asked) => {
  for (const key of keysOf(form.dataset.lfrDrafts, location.pathname)) {
    const words = read(key);
    for (const id of Object.keys(words)) if (typedAt.get(key + id) < asked) delete words[id];
    write(key, words);
  }
};

// The form is drawn and Lfr answers. Puts back, or offers, what an earlier life of the page left behind.
const settle = (form, asked) => {
  if (form.hasAttribute("data-lfr-saved")) forgetSaved(form, asked);
  const key = keyOf(form);
  const words = read(key);
  const lost = [];
  let changed = false;
  const back = [];
  for (const [id, { text, was }] of Object.entries(words)) {
    const field = fieldOf(form, id);
    if (!field || typedAt.has(key + id)) continue;
    if (field.value === text) { delete words[id]; changed = true; }
    else if (!id.startsWith(older) && isKept(field) && field.value === was) back.push([field, text]);
    else lost.push([field, text]);
  }
  if (changed) write(key, words);
  for (const [field, text] of back) put(field, text);
  if (back.length) form.querySelector("[data-lfr-back]").hidden = false;
  offer(form, lost);
  form.dataset.lfrHears = "";
};

const offer = (form, lost) => {
  const box = form.querySelector("[data-lfr-lost]");
  const list = box.querySelector("dl");
  const drawn = JSON.stringify(lost.map(([field, text]) => [field.id, text]));
  box.hidden = lost.length === 0;
  if (box.lfrDrawn === drawn) return;
  box.lfrDrawn = drawn;
  list.replaceChildren(...lost.flatMap(([field, text]) => ["dt", "dd"].map(kind =>
    Object.assign(document.createElement(kind), { textContent: kind === "dt" ? labelOf(field) : text || "(emptied)" }))));
  box.querySelector("[data-lfr-put-back]").hidden = !lost.some(([field]) => isKept(field));
};

const lostOf = form => Object.entries(read(keyOf(form))).filter(([id]) => !typedAt.has(keyOf(form) + id) && fieldOf(form, id));

document.addEventListener("click", event => {
  const form = event.target.closest?.("[data-lfr-drafts]");
  if (!form) return;
  if (event.target.closest("[data-lfr-put-back]")) {
    // Of two that are lost in one field the newer is put back; the older is offered still.
    const lost = lostOf(form);
    for (const [id, { text }] of lost)
      if (isKept(fieldOf(form, id)) && !(id.startsWith(older) && lost.some(([other]) => other === id.slice(older.length)))) put(fieldOf(form, id), text);
  } else if (event.target.closest("[data-lfr-give-up]")) {
    const words = read(keyOf(form));
    for (const [id] of lostOf(form)) delete words[id];
    write(keyOf(form), words);
  } else return;
  settle(form, lastAsked);
});

// lfr.js asks once a second whether Lfr answers. Answers come in the order of what was typed: what was typed before a question was heard before its answer.
document.addEventListener("lfr-answered", event => {
  lastAsked = Math.max(lastAsked, event.detail);
  for (const form of forms()) {
    // Somebody else signed in in this tab.
    const mine = `${prefix}${form.dataset.lfrDrafts.split(":")[0]}`;
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix) && !key.startsWith(mine)) sessionStorage.removeItem(key);
    settle(form, event.detail);
  }
});

// Connected again, to the same page: says again what was not heard.
document.addEventListener("components-reconnect-state-changed", event => {
  if (event.detail?.state !== "hide") return;
  for (const form of forms())
    for (const id of Object.keys(read(keyOf(form)))) {
      const field = fieldOf(form, id);
      if (isKept(field) && typedAt.get(keyOf(form) + id) >= lastAsked) say(field);
    }
}, true);

// Nothing of a person stays in the tab after signing out.
document.addEventListener("submit", event => { if (event.target.matches?.('form[action="/sign-out"]')) sessionStorage.clear(); }, true);

document.addEventListener("keydown", event => {
  const save = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s" && document.querySelector('[aria-keyshortcuts="Control+S"]');
  if (save) { event.preventDefault(); save.click(); }
});

// The words of a form were saved or given up, and the form goes away with them. What an earlier life of the page left behind stays until somebody said what to do with it.
window.lfrWords = {
  forget: (form, path, all) => {
    for (const key of keysOf(form, path)) write(key, all ? {} : Object.fromEntries(Object.entries(read(key)).filter(([id]) => !typedAt.has(key + id))));
  },
};
