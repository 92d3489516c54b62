// Starts the program, and says so in plain words where it cannot start or go on.
//
// It knows nothing of the program but the addresses that the build wrote into
// index.html, and hears one event of it, `switchroom-panic`.

const words = {
  en: {
    heading: "Switchroom cannot start",
    stopped: "Switchroom has stopped",
    wasm: "This browser does not run WebAssembly, or it was switched off. Allow it for this site, or use a current version of Firefox, Chrome, Edge or Safari.",
    files: "A part of the program could not be loaded. It may have been replaced by a newer version while this page was open, or the server is out of reach.",
    program: "The program met an error of its own. What was saved is saved; what was typed and not saved is lost.",
    reload: "Load the page again",
    details: "Details",
    version: "Version",
  },
  fr: {
    heading: "Switchroom ne peut pas démarrer",
    stopped: "Switchroom s’est arrêté",
    wasm: "Ce navigateur n’exécute pas WebAssembly, ou il a été désactivé. Autorisez-le pour ce site, ou utilisez une version actuelle de Firefox, Chrome, Edge ou Safari.",
    files: "Une partie du programme n’a pas pu être chargée. Elle a peut-être été remplacée par une version plus récente pendant que cette page était ouverte, ou le serveur est injoignable.",
    program: "Le programme a rencontré une erreur interne. Ce qui était enregistré le reste\u00a0; ce qui était saisi sans être enregistré est perdu.",
    reload: "Recharger la page",
    details: "Détails",
    version: "Version",
  },
};

// Nothing here makes elements out of text: the renderer builds them one by one,
// so that markup that anybody hands to the page is refused, whatever it is.
function sameOrigin(text) {
  const url = new URL(text, document.baseURI);
  return url.origin === location.origin && /^https?:$/.test(url.protocol);
}

globalThis.trustedTypes?.createPolicy("default", {
  createHTML: () => null,
  createScriptURL: (text) => (sameOrigin(text) ? text : null),
});

function make(name, text) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  return element;
}

// The plain page: in place of everything, without the program's help.
let shown = false;
function show(heading, reason, detail) {
  if (shown) return;
  shown = true;
  const french = /^fr\b/i.test(document.documentElement.lang) || (!started && /^fr\b/i.test(navigator.language));
  const w = french ? words.fr : words.en;
  document.documentElement.lang = french ? "fr" : "en";
  document.title = `${w[heading]} – Switchroom`;

  const main = make("main");
  main.id = "failure";
  const title = make("h1", w[heading]);
  title.tabIndex = -1;
  const reload = make("button", w.reload);
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  const act = make("p");
  act.append(reload);
  const details = make("details");
  details.append(make("summary", w.details), make("pre", String(detail ?? "").slice(0, 2000)));
  main.append(title, make("p", w[reason]), act);
  if (detail) main.append(details);
  main.append(make("p", `${w.version} ${document.documentElement.dataset.version}`));
  document.body.replaceChildren(main);
  title.focus();
}

// A panic leaves the module's memory in no known state: the page ends there.
// Its event tells the place in the source, never the message, which could hold
// what somebody typed. A trap without a panic comes as an error.
let started = false;
addEventListener("switchroom-panic", (event) => show(started ? "stopped" : "heading", "program", event.detail));
function trapped(error) {
  if (error instanceof globalThis.WebAssembly?.RuntimeError) show("stopped", "program", error.message);
}
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

async function start() {
  const at = (selector) => document.querySelector(selector).href;
  const glue = at('link[rel="modulepreload"]');
  const module = at('link[rel="preload"][type="application/wasm"]');
  if (typeof WebAssembly !== "object") return show("heading", "wasm");
  // A promise of its own, so that the module is under way while the glue is read.
  const fetched = fetch(module).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${module}`);
    return response;
  });
  fetched.catch(() => {});
  let init, answer;
  try {
    [{ default: init }, answer] = await Promise.all([import(glue), fetched]);
  } catch (error) {
    return show("heading", "files", error);
  }
  try {
    document.getElementById("starting")?.remove();
    await init({ module_or_path: answer });
    started = true;
  } catch (error) {
    const refused = error instanceof WebAssembly.CompileError;
    show("heading", refused ? "wasm" : "program", error);
  }
}

// The configuration is asked for beside the program, which takes it from here.
// What is wrong with it, the program will say.
const silence = new AbortController();
setTimeout(() => silence.abort(), 30_000);
const config = fetch("config.json", { cache: "no-store", signal: silence.signal });
globalThis.switchroomConfig = config.then((answer) => answer.clone());
globalThis.switchroomConfig.catch(() => {});

// A vendor's part is named after the kind of the system that the address begins
// with: it comes beside the program rather than after it. People have PINs of
// their own in APIO alone. The rest is the program's to ask for.
async function prefetchVendor() {
  const parts = document.querySelector("link[data-parts]");
  const path = location.pathname.slice(new URL(document.baseURI).pathname.length);
  const first = decodeURIComponent(path.split("/")[0]);
  if (!parts || !first) return;
  const [{ prefetch }, { systems }] = await Promise.all([import(parts.href), config.then((answer) => answer.clone().json())]);
  await prefetch(first === "pin" ? "apio" : systems.find(({ id }) => id === first)?.kind);
}

prefetchVendor().catch(() => {});
start();
