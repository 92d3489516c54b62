// Starts the reference PBX, and speaks to its back door.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const top = join(import.meta.dirname, "../..");
const program = process.env.REFERENCE_PBX ?? join(top, "target/reference/reference-pbx");

export class Pbx {
  /** Starts a process of its own, with `people` of a `kind` (made-up, real, mixed) in each system, serving `dist`. */
  static async start({ people = 10, kind = "made-up", dist = join(top, "dist") } = {}) {
    if (!existsSync(program)) throw new Error(`${program} is missing: make test builds it`);
    const pbx = new Pbx();
    pbx.process = spawn(program, ["--port", "0", "--people", String(people), "--kind", kind, "--dist", dist], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    pbx.url = await new Promise((resolve, reject) => {
      pbx.process.once("error", reject);
      pbx.process.once("exit", (code) => reject(new Error(`the reference PBX ended with ${code}`)));
      createInterface(pbx.process.stdout).on("line", (line) => {
        const [, url] = line.match(/listening on (http:\/\/\S+)/) ?? [];
        if (url) resolve(url);
      });
    });
    pbx.process.removeAllListeners("exit");
    return pbx;
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGKILL");
    await ended;
  }

  async #ask(method, what, body) {
    const response = await fetch(new URL(`__reference/${what}`, this.url), {
      method,
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${what}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  /** Everybody, or one system, back to how the process began; faults and config.json too if all. */
  reset(system) {
    return this.#ask("POST", "reset", system ? { system } : undefined);
  }

  /**
   * Arms failures, one or more: `{system?, method?, path?, query?, nth = 1, times = 1, kind, when = "before"|"after", ...}`.
   * The keys and kinds stand in tests/reference/src/serve/faults.rs. Some:
   *
   *     { method: "PUT", path: "/1.1/users/*$", kind: "500", when: "after" }     saved, but refused
   *     { method: "GET", query: "offset=", nth: 2, kind: "reorder" }             the third page has another order
   *     { method: "POST", kind: "silence", when: "after" }                       until pbx.release()
   *     { method: "GET", path, kind: "act", act: { method: "PUT", path, body } } a second writer just before
   */
  faults(...list) {
    return this.#ask("POST", "faults", list.flat());
  }

  /** Requests that wait without a time (`silence` and `delay` without `ms`) go on. */
  release() {
    return this.#ask("POST", "release");
  }

  /** Everybody anew, of this kind: `made-up`, `real` (as directories hold people) or `mixed`. */
  people(kind, system) {
    return this.#ask("POST", "people", system ? { kind, system } : { kind });
  }

  /**
   * Those whom a list leaves equal stand in another order in each page, as with the real servers of 2016
   * and 2019; with `real` and `mixed` people they do anyway. Until the reset.
   */
  mixEquals(system, mix = true) {
    return this.#ask("POST", "order", { mix_equals: mix, ...(system && { system }) });
  }

  /** What a system holds, secrets included: one user by id (null for nobody), or `{users: [...]}`. */
  state(system, id) {
    const query = new URLSearchParams(id === undefined ? { system } : { system, id: String(id) });
    return this.#ask("GET", `state?${query.toString().replaceAll("+", "%20")}`);
  }

  /** No failure is armed any more. */
  noFaults() {
    return this.#ask("DELETE", "faults");
  }

  /** How many failures are armed and not yet played out. */
  async faultsLeft() {
    return (await this.#ask("GET", "faults")).armed;
  }

  /** What the systems, or one of them, were asked: `[{method, path, query, headers, body, status}]`. */
  log(system) {
    return this.#ask("GET", system ? `log?system=${system}` : "log");
  }

  forget() {
    return this.#ask("DELETE", "log");
  }

  /** Requests that change something, as `PUT /1.1/users/4`, of one system or all. */
  async writes(system) {
    const all = await this.log(system);
    return all.filter((entry) => !["GET", "HEAD"].includes(entry.method));
  }

  /** Somebody else's change, past sign-in, faults and log: `act("xivo-2019", "PUT", "/1.1/users/4", {...})`. */
  act(system, method, path, body, more = {}) {
    const [at, query = ""] = path.split("?");
    return this.#ask("POST", "act", { system, method, path: at, query, ...(body !== undefined && { body }), ...more });
  }

  /** What /config.json answers: a value, or text that may be broken. */
  config(value) {
    return this.#ask("POST", "config", value);
  }

  /** /config.json lists all systems again. */
  noConfig() {
    return this.#ask("DELETE", "config");
  }

  /** The list of systems as the process serves it now. */
  async systems() {
    return (await (await fetch(new URL("config.json", this.url))).json()).systems;
  }
}
