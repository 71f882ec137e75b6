// The live room's keys and sounds. No framework, nothing from elsewhere. Browsers let a page make sounds only after somebody has pressed
// something in it; until then the room says that it is silent.
let audio = null;
let room = null;
const muteKey = "lfr-live-muted";
const muted = () => localStorage.getItem(muteKey) === "1";
const state = () => (muted() ? "muted" : audio?.state === "running" ? "on" : "blocked");
let told = "";

const tell = () => {
  const now = state();
  if (room && now !== told) { told = now; room.invokeMethodAsync("SoundIs", now); }
};

const unlock = async () => {
  audio ??= new AudioContext();
  if (audio.state !== "running") {
    try { await audio.resume(); } catch { /* The browser still wants a press; the room goes on saying that it is silent. */ }
  }
  tell();
};

const tone = (at, frequency, length, loud) => {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loud, at + 0.01);
  gain.gain.setValueAtTime(loud, at + length - 0.03);
  gain.gain.linearRampToValueAtTime(0, at + length);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + length);
};

const sounds = {
  alert: t => { tone(t, 880, 0.12, 0.25); tone(t + 0.16, 1175, 0.16, 0.25); },
  late: t => { for (let i = 0; i < 3; i++) tone(t + i * 0.2, 740, 0.12, 0.3); },
  trouble: t => { tone(t, 440, 0.35, 0.3); tone(t + 0.4, 330, 0.5, 0.3); },
};

/** Plays one of: alert, late, trouble. */
export const sound = name => { if (!muted() && audio?.state === "running") sounds[name]?.(audio.currentTime); };

/** Mutes or not; kept on this device. */
export const mute = async silent => {
  localStorage.setItem(muteKey, silent ? "1" : "0");
  if (!silent) { await unlock(); sound("alert"); }
  tell();
};

const typing = element => !!element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog]");

const onKey = event => {
  if (!room || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const element = document.activeElement;
  if (document.querySelector("[role=dialog]")) return;
  if (key === "Escape" && typing(element)) { element.blur(); return; }
  if (typing(element) && !(key === "Enter" && element.matches("[data-live-enter]"))) return;
  // A focused button or link answers to Enter by itself.
  if (key === "Enter" && element?.closest?.("button, a, summary")) return;
  if (!/^[a-z0-9]$/.test(key) && key !== "Enter") return;
  if (key === "Enter") event.preventDefault();
  room.invokeMethodAsync("KeyPressed", key);
};

const onCircuit = event => { if (event.detail?.state === "show" || event.detail?.state === "failed") sound("trouble"); };

/** Begins to listen for the room. */
export const start = reference => {
  room = reference;
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", unlock);
  document.addEventListener("keydown", unlock);
  document.addEventListener("components-reconnect-state-changed", onCircuit, true);
  // Somebody who came here by pressing something has pressed something.
  if (navigator.userActivation?.hasBeenActive) unlock(); else tell();
};

/** Listens no more. */
export const stop = () => {
  room = null;
  told = "";
  document.removeEventListener("keydown", onKey);
  document.removeEventListener("pointerdown", unlock);
  document.removeEventListener("keydown", unlock);
  document.removeEventListener("components-reconnect-state-changed", onCircuit, true);
};
