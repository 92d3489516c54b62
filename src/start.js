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
    policy: "The web server’s Content-Security-Policy does not let the program run. script-src must hold 'wasm-unsafe-eval', in every policy that is sent: a proxy on the way may add one of its own.",
    refused: (directive, what) => `Refused: ${what} (${directive}).`,
    missing: (path, status) => `The web server answers ${path} with ${status}.`,
    page: (path) => `The web server sends a web page in place of ${path}: the file is not there, or <base href> in index.html names another folder.`,
    type: (path, type) => `The web server sends ${path} with the wrong type (${type}).`,
    styles: "The styles of this page did not come.",
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
    policy: "La Content-Security-Policy du serveur web empêche le programme de s’exécuter. script-src doit contenir 'wasm-unsafe-eval', dans chaque politique envoyée\u00a0: un proxy intermédiaire peut en ajouter une.",
    refused: (directive, what) => `Refusé\u00a0: ${what} (${directive}).`,
    missing: (path, status) => `Le serveur web répond ${status} à ${path}.`,
    page: (path) => `Le serveur web envoie une page web à la place de ${path}\u00a0: le fichier n’y est pas, ou <base href> dans index.html désigne un autre dossier.`,
    type: (path, type) => `Le serveur web envoie ${path} avec un mauvais type (${type}).`,
    styles: "Les styles de cette page n’ont pas été chargés.",
    program: "Le programme a rencontré une erreur interne. Ce qui était enregistré le reste\u00a0; ce qui était saisi sans être enregistré est perdu.",
    reload: "Actualiser la page",
    details: "Détails",
    version: "Version",
  },
};

// The module's address is taken as the browser has begun to fetch it.
const module = document.querySelector('link[rel="preload"][type="application/wasm"]').href;

// Where the console lies. The page for the root of a host says so in a base element. The page for any path below
// one has none, and names its files as if they lay beside it: further down, the web server redirects to them, and
// the address that this file came from in the end tells the folder.
if (!document.querySelector("base")) {
  const base = make("base");
  base.setAttribute("href", new URL(".", import.meta.url).pathname);
  document.head.prepend(base);
}

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

function isFrench() {
  return /^fr\b/i.test(document.documentElement.lang) || (!started && /^fr\b/i.test(navigator.language));
}

// The plain page: in place of everything, without the program's help. `found`
// makes a further sentence out of the words of the language.
let shown = false;
function show(heading, reason, detail, found) {
  if (shown) return;
  shown = true;
  const w = isFrench() ? words.fr : words.en;
  document.documentElement.lang = isFrench() ? "fr" : "en";
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
  main.append(title, make("p", w[reason]));
  if (found) main.append(make("p", found(w)));
  main.append(act);
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

// What the policy refused first. It explains a failure and is none by itself.
let refused;
addEventListener("securitypolicyviolation", (event) => (refused ??= event));

// Does the policy refuse every module? The empty one is right in every browser.
function isWebAssemblyRefused() {
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return false;
  } catch {
    return true;
  }
}

// What is wrong with the first of these files that the web server does not send as it should, as a
// function that makes the sentence. A server that is out of reach tells nothing.
async function findFault(files) {
  for (const [url, type] of files) {
    const answer = await fetch(url, { cache: "no-store" }).catch(() => undefined);
    if (!answer) continue;
    answer.body?.cancel();
    const { pathname } = new URL(url);
    const sent = answer.headers.get("content-type") ?? "-";
    if (!answer.ok) return (w) => w.missing(pathname, answer.status);
    if (/html/.test(sent)) return (w) => w.page(pathname);
    if (!type.test(sent)) return (w) => w.type(pathname, sent);
  }
}

async function start() {
  const glue = document.querySelector('link[rel="modulepreload"]').href;
  if (typeof WebAssembly !== "object") return show("heading", "wasm");
  // A promise of its own, so that the module is under way while the glue is read.
  const fetched = fetch(module).then((response) => {
    if (!response.ok || /html/.test(response.headers.get("content-type"))) throw new Error(`${response.status} ${module}`);
    return response;
  });
  fetched.catch(() => {});
  let init, answer;
  try {
    [{ default: init }, answer] = await Promise.all([import(glue), fetched]);
  } catch (error) {
    const scripts = [...document.querySelectorAll('link[rel="modulepreload"]')].map(({ href }) => [href, /javascript/]);
    const found = await findFault([...scripts, [module, /./]]);
    if (!found && refused) return showRefused(error);
    return show("heading", "files", error, found);
  }
  try {
    document.getElementById("starting")?.remove();
    await init({ module_or_path: answer });
    started = true;
  } catch (error) {
    if (isWebAssemblyRefused()) return showRefused(error);
    show("heading", error instanceof WebAssembly.CompileError ? "wasm" : "program", error);
  }
}

function showRefused(error) {
  show("heading", "policy", error, refused && ((w) => w.refused(refused.effectiveDirective, refused.blockedURI)));
}

// A browser refuses styles of a wrong type without a word: some have no sheet then, Chromium has an empty one, or
// one whose rules it keeps to itself.
function hasStyles({ sheet }) {
  try {
    return sheet?.cssRules.length > 0;
  } catch {
    return false;
  }
}

// The style sheets have come, or have failed, before a script of the page runs.
async function checkStyles() {
  const missing = [...document.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !hasStyles(link));
  if (missing.length === 0) return;
  const found = await findFault(missing.map((link) => [link.href, /css/]));
  const w = isFrench() ? words.fr : words.en;
  const sentence = make("p", found ? `${w.styles} ${found(w)}` : w.styles);
  sentence.setAttribute("role", "alert");
  if (!shown) document.body.prepend(sentence);
}

// The configuration is asked for beside the program, which takes it from here.
// What is wrong with it, the program will say. The time limit is the server's:
// what has come waits for the program as long as that takes.
const silence = new AbortController();
const limit = setTimeout(() => silence.abort(), 30_000);
const config = fetch("config.json", { cache: "no-store", signal: silence.signal }).then(async (answer) => {
  const body = await answer.arrayBuffer();
  clearTimeout(limit);
  return new Response(body.byteLength ? body : null, { status: answer.status, headers: answer.headers });
});
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

// Scripts do come: what the page says where they do not is not for this case.
document.getElementById("late")?.remove();
checkStyles();
start();
