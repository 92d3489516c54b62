// Drives a browser by the W3C's WebDriver: what the journey needs of it, and no more.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE = 15_000;

/** How each browser is started, and by which driver. */
const BROWSERS = {
  firefox: {
    driver: (port) => ["geckodriver", ["--port", String(port), "--binary", process.env.FIREFOX ?? "/usr/bin/firefox-esr"]],
    capabilities: { "moz:firefoxOptions": { args: ["-headless"], prefs: { "intl.accept_languages": "en-GB" } } },
  },
  // It has no headless form, and needs a display.
  webkit: { driver: (port) => ["WebKitWebDriver", [`--port=${port}`]], capabilities: {}, display: true },
};

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until(what, look) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${PATIENCE / 1000} seconds`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A display that nobody sees, and its name. */
async function display() {
  const process = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((resolve, reject) => {
    process.once("error", reject);
    process.stdio[3].once("data", (text) => resolve(String(text).trim()));
  });
  return { process, name: `:${number}` };
}

const quoted = (text) => JSON.stringify(text);

export class Browser {
  static async start(name) {
    const { driver, capabilities, display: needsDisplay } = BROWSERS[name];
    const browser = new Browser();
    browser.home = mkdtempSync(join(tmpdir(), "switchroom-"));
    const environment = { ...process.env, HOME: browser.home, XDG_RUNTIME_DIR: browser.home };
    if (needsDisplay) {
      browser.display = await display();
      environment.DISPLAY = browser.display.name;
      // The browser's children share no bus with anybody, and draw without a graphics card.
      Object.assign(environment, { GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1", LANG: "en_GB.UTF-8" });
    }
    const port = await freePort();
    const [program, options] = driver(port);
    browser.process = spawn(program, options, { env: environment, stdio: "ignore" });
    await new Promise((resolve, reject) => browser.process.once("error", reject).once("spawn", resolve));
    browser.url = `http://127.0.0.1:${port}`;
    await until(`${program} answers`, () => fetch(`${browser.url}/status`).then(({ ok }) => ok, () => false));
    const { sessionId } = await browser.#command("POST", "/session", { capabilities: { alwaysMatch: capabilities } });
    browser.url += `/session/${sessionId}`;
    return browser;
  }

  async stop() {
    await this.#command("DELETE", "").catch(() => {});
    for (const process of [this.process, this.display?.process]) {
      if (!process || process.exitCode !== null) continue;
      const ended = new Promise((resolve) => process.once("exit", resolve));
      process.kill("SIGTERM");
      await ended;
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  async #command(method, path, body) {
    const response = await fetch(this.url + path, {
      method,
      headers: { "Content-Type": "application/json" },
      ...(method === "POST" && { body: JSON.stringify(body ?? {}) }),
    });
    const { value } = await response.json();
    if (!response.ok) throw Object.assign(new Error(`${value.error}: ${value.message}`), { kind: value.error });
    return value;
  }

  open(url) {
    return this.#command("POST", "/url", { url });
  }

  reload() {
    return this.#command("POST", "/refresh");
  }

  back() {
    return this.#command("POST", "/back");
  }

  address() {
    return this.#command("GET", "/url");
  }

  /** What a script in the page answers. */
  run(script, ...args) {
    return this.#command("POST", "/execute/sync", { script, args });
  }

  /** What is done to the first element in sight that the XPath finds; it is looked for again where it was replaced. */
  async #at(what, xpath, act) {
    return until(what, async () => {
      const found = await this.#command("POST", "/elements", { using: "xpath", value: xpath });
      for (const { [ELEMENT]: id } of found) {
        try {
          // The drivers' own question answers no for what lies in WebKit's scrolled boxes.
          if (!(await this.run("return arguments[0].checkVisibility()", { [ELEMENT]: id }))) continue;
          return { value: await act(`/element/${id}`) };
        } catch (error) {
          if (!/^(stale element reference|element not interactable|element click intercepted)$/.test(error.kind)) throw error;
        }
      }
      return undefined;
    }).then(({ value }) => value);
  }

  #field(label) {
    return `//*[@id = //label[normalize-space(.) = ${quoted(label)}]/@for]`;
  }

  fill(label, text) {
    return this.#at(`a field "${label}"`, this.#field(label), async (element) => {
      await this.#command("POST", `${element}/clear`);
      await this.#command("POST", `${element}/value`, { text });
    });
  }

  /** Waits until the page has put the focus on a field. */
  focuses(label) {
    const focused = (element) => this.run("return document.activeElement === arguments[0]", { [ELEMENT]: element.split("/").at(-1) });
    return until(`the focus on "${label}"`, () => this.#at(`a field "${label}"`, this.#field(label), focused));
  }

  value(label) {
    return this.#at(`a field "${label}"`, this.#field(label), (element) => this.#command("GET", `${element}/property/value`));
  }

  press(name) {
    return this.#at(`a button "${name}"`, `//button[normalize-space(.) = ${quoted(name)}]`, (element) =>
      this.#command("POST", `${element}/click`),
    );
  }

  follow(name) {
    return this.#at(`a link "${name}"`, `//a[normalize-space(.) = ${quoted(name)}]`, (element) =>
      this.#command("POST", `${element}/click`),
    );
  }

  /** Waits until the text is in sight, anywhere or in the elements of an XPath. */
  sees(text, within = "//body//*") {
    return this.#at(`"${text}"`, `${within}[contains(normalize-space(.), ${quoted(text)})]`, () => true);
  }

  heading(text) {
    return this.sees(text, "//h1");
  }
}
