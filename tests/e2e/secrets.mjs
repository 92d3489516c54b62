// Knows every password, PIN and token of a test, and where none may be found.
//
// Nobody needs to list them: what crosses the network under a secret's name,
// in either direction, is noted, and after the test all that a page keeps or
// shows is swept for it, and every request but those that it belongs to.

const names = /^(password|passwd|pin|pincode|current_?pin|new_?pin|old_?pin|old_?pin_?code|old_?password|new_?password|token|secret|access_?token|refresh_?token|invalid_?token|csrf_?token|x-auth-token|inin-?integration-?csrf-?token|ininintegration-csrf-token|authorization)$/i;

/** The header that proves a session of ICWS. */
const token = /^inin-icws-csrf-token$/i;

/** APIO's requests that hold secrets, and under which names; no other may. */
const own = [
  [/^POST .*\/login\/?$/, /^password$/],
  [/^POST .*\/auth\/2fa(_totp)?$/, /^(2fa_payload|code)$/],
  [/^PUT .*\/pincode\/$/, /^(pinCode|oldPinCode)$/],
  [/^PUT .*\/users\/[^/]+\/$/, /^(oldPassword|newPassword)$/],
  [/^PUT .*\/system\/users\/local$/, /^(old_password|password)$/],
];

/** The names under which a request may hold secrets. */
function allowed(method, path) {
  if (!path.startsWith("/api/apio")) return names;
  return own.find(([request]) => request.test(`${method} ${path}`))?.[1] ?? /^$(?!)/;
}

/** The texts and keys of a JSON value, but those that stand under one of these names. */
function* outside(value, names, name = "") {
  if (value && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      yield key;
      yield* outside(item, names, Array.isArray(value) ? name : key);
    }
  } else if (!names.test(name)) {
    yield String(value);
  }
}

/** Shorter ones would be found everywhere. */
const SHORTEST = 4;

/** The strings under a secret's name anywhere in a JSON value. */
function* inside(value, name = "") {
  if (typeof value === "string") {
    if (names.test(name)) yield value;
  } else if (typeof value === "number") {
    if (/pin/i.test(name) && names.test(name)) yield String(value);
  } else if (Array.isArray(value)) {
    for (const item of value) yield* inside(item, name);
  } else if (value && typeof value === "object") {
    const plain = new Set(Object.entries(value).filter(([key]) => !names.test(key)).map(([, known]) => known));
    for (const [key, item] of Object.entries(value)) {
      // A password that is also the username cannot be told from it.
      if (typeof item !== "string" || !plain.has(item)) yield* inside(item, key);
    }
  }
}

export class Secrets {
  /** Each with how it came: "typed" (a test or a request named it) or "received". */
  #known = new Map();
  #shown = new Set();
  /** Each request: its method, path, headers and body. */
  #sent = [];
  #waiting = new Set();

  /** Names a secret of the test's own. */
  add(...values) {
    for (const value of values) this.#note(value, "typed");
  }

  /** The test pressed "show" for this one: the page's fields and text may hold it. */
  shown(...values) {
    for (const value of values) this.#shown.add(String(value));
  }

  #note(value, how) {
    const text = String(value);
    if (text.length >= SHORTEST && this.#known.get(text) !== "typed") this.#known.set(text, how);
  }

  #noteJson(text, how) {
    try {
      for (const value of inside(JSON.parse(text))) this.#note(value, how);
    } catch {
      // Not JSON: half an answer, a page of HTML. What it holds was made up by the test.
    }
  }

  #noteHeaders(headers, how) {
    for (const [name, value] of Object.entries(headers)) {
      if (!names.test(name)) continue;
      this.#note(value, how);
      const [, scheme, rest] = value.match(/^(basic|bearer)\s+(.+)$/i) ?? [];
      if (rest) this.#note(rest, how);
      if (/basic/i.test(scheme ?? "")) {
        const pair = Buffer.from(rest, "base64").toString();
        this.#note(pair.slice(pair.indexOf(":") + 1), how);
      }
    }
  }

  /** Notes what crosses the network of a browser context. */
  listen(context) {
    context.on("request", (request) => {
      this.#noteHeaders(request.headers(), "typed");
      const body = request.postData();
      if (body) this.#noteJson(body, "typed");
      this.#sent.push({ method: request.method(), path: new URL(request.url()).pathname, headers: request.headers(), body });
    });
    context.on("response", (response) => {
      if (!/\/api\//.test(response.url())) return;
      this.#noteHeaders(response.headers(), "received");
      const reading = response
        .text()
        .then((text) => this.#noteJson(text, "received"))
        .catch(() => {});
      this.#waiting.add(reading);
      reading.finally(() => this.#waiting.delete(reading));
    });
  }

  /** A finder of secrets as whole words: a PIN of 1234 is not found in 51234. */
  #finder(keep) {
    const words = [...this.#known].filter(([text, how]) => keep(text, how)).map(([text]) => text);
    if (!words.length) return null;
    words.sort((a, b) => b.length - a.length);
    const escape = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escape).join("|")})(?![\\p{L}\\p{N}])`, "u");
  }

  /**
   * All places where a secret was found, as sentences that do not repeat it.
   *
   * @param contexts the browser contexts, with the pages that are still open
   * @param heard console messages and addresses of the whole test
   */
  async sweep(contexts, heard) {
    await Promise.race([Promise.all([...this.#waiting]), new Promise((resolve) => setTimeout(resolve, 2000))]);
    const found = [];
    const look = (finder, where, text) => {
      if (finder && text && finder.test(decoded(text))) found.push(`a secret was found in ${where}`);
    };
    const anywhere = this.#finder(() => true);
    const unasked = this.#finder((text) => !this.#shown.has(text));
    // What was typed stays in the password field that it was typed into.
    const received = this.#finder((text, how) => how === "received" && !this.#shown.has(text));
    for (const { where, text } of heard) look(anywhere, where, text);
    for (const { method, path, headers, body } of this.#sent) {
      for (const [name, value] of Object.entries(headers)) {
        if (!names.test(name) && !token.test(name)) look(anywhere, `the header ${name} of ${method} ${path}`, value);
      }
      let texts = [body ?? ""];
      try {
        texts = outside(JSON.parse(body), allowed(method, path));
      } catch {
        // No JSON: all of it is looked at.
      }
      for (const text of texts) look(anywhere, `the body of ${method} ${path}`, text);
    }
    for (const page of contexts.flatMap((context) => context.pages())) {
      const kept = await page.evaluate(gather).catch(() => null);
      if (!kept) continue;
      for (const [where, text] of kept.kept) look(anywhere, where, text);
      for (const [where, text] of kept.shown) look(unasked, where, text);
      for (const [where, text] of kept.masked) look(received, where, text);
    }
    for (const context of contexts) {
      for (const cookie of await context.cookies().catch(() => [])) {
        // What scripts cannot read is the server's own affair.
        if (!cookie.httpOnly) look(anywhere, `the cookie ${cookie.name}`, cookie.value);
      }
    }
    return [...new Set(found)];
  }
}

function decoded(text) {
  try {
    return `${text}\n${decodeURIComponent(text)}`;
  } catch {
    return text;
  }
}

// Runs in the page: all that it keeps, and all that it shows.
async function gather() {
  const kept = [
    ["the address", location.href],
    ["history.state", JSON.stringify(history.state) ?? ""],
    ["window.name", window.name],
    ["localStorage", JSON.stringify({ ...localStorage })],
    ["sessionStorage", JSON.stringify({ ...sessionStorage })],
  ];
  for (const { name } of (await indexedDB.databases?.()) ?? []) kept.push(["IndexedDB", name]);
  if (globalThis.caches) for (const name of await caches.keys()) kept.push(["Cache Storage", name]);
  const shown = [["the title", document.title]];
  const masked = [];
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType !== Node.ELEMENT_NODE) {
        shown.push(["text of the page", node.data ?? ""]);
        continue;
      }
      for (const { name, value } of node.attributes) shown.push([`the attribute ${name} of a ${node.localName}`, value]);
      if (node.matches("input, textarea")) (node.type === "password" ? masked : shown).push([`the value of a field`, node.value]);
      if (node.shadowRoot) visit(node.shadowRoot);
    }
  };
  visit(document.documentElement);
  const joined = new Map();
  for (const [where, text] of shown) if (text.trim()) joined.set(where, `${joined.get(where) ?? ""}\n${text}`);
  return { kept, shown: [...joined], masked };
}
