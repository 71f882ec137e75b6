// Asks a device for a passkey: to sign in, to add it, or to confirm that it is still the person. The server asks for nothing but what /passkeys takes.
const post = async (address, token, fields) => {
  const body = new FormData();
  body.set("__RequestVerificationToken", token);
  for (const [name, value] of Object.entries(fields)) if (value) body.set(name, value);
  const answer = await fetch(address, { method: "POST", body });
  if (answer.headers.get("content-type")?.startsWith("application/json")) return answer.json();
  return { problem: answer.status === 429 ? await answer.text() : "Lfr did not answer. Load the page again, then try again." };
};

// Answers { to } or { problem }, and never throws: what a device did wrong is a sentence on the page.
export async function ask(purpose, token, more = {}) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return {
    problem: isSecureContext ? "This browser cannot use passkeys. Use an up-to-date browser, or another second factor." : "Passkeys work over HTTPS only. Use another second factor.",
  };
  try {
    const options = await post("/passkeys/options", token, { purpose });
    if (options.problem) return options;
    const credential = purpose === "Add"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return await post("/passkeys", token, { purpose, credential: JSON.stringify(credential), ...more });
  } catch (error) {
    return {
      problem: error.name === "InvalidStateError" ? "This device has a passkey for your account already. Use that one, or choose another device."
        : error.name === "SecurityError" ? "Passkeys do not work under this address. Open Lfr by its name, not by a number."
        : "The device gave no passkey. Try again, or use another second factor.",
    };
  }
}

const tokenIn = root => root.querySelector("[name=__RequestVerificationToken]").value;

// A form of a page without a circuit.
export async function send(form) {
  const button = form.querySelector("button");
  const said = form.querySelector("[data-lfr-problem]");
  const field = name => form.querySelector(`[name=${name}]`)?.value;
  button.disabled = true;
  said.hidden = true;
  const answer = await ask(form.dataset.lfrPasskey, tokenIn(form), { name: field("name"), returnUrl: field("returnUrl") });
  if (answer.to) { location.assign(answer.to); return; }
  said.textContent = answer.problem;
  said.hidden = false;
  button.disabled = false;
}

// For a page in its circuit: what went wrong, or nothing. A refusal that only wants the second factor again says so.
export async function within(id, purpose, name) {
  const answer = await ask(purpose, tokenIn(document.getElementById(id)), { name });
  return { problem: answer.problem ?? null, stepUp: answer.stepUp === true };
}
