// What the tests of the package stand on: the reference PBX, phone systems as they are behind a web server,
// and each configuration of deploy/conf, run by its web server with the files of the package.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect } from "@playwright/test";
import { Watch } from "../e2e/fixtures.mjs";
import { Pbx } from "../e2e/pbx.mjs";
import { PhoneSystems } from "./phone-systems.mjs";
import { WebServer } from "./web-servers.mjs";

export { expect };

const packages = join(import.meta.dirname, "../../target/package");

/** The file of the package whose name ends so; `make dist` makes it. */
export function packed(ending) {
  const name = existsSync(packages) && readdirSync(packages).find((name) => name.endsWith(ending));
  if (!name) throw new Error(`no ${ending} in ${packages}: make dist makes it`);
  return join(packages, name);
}

/** A folder that every account of the machine may read, as web servers run under their own. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "switchroom-"));
  chmodSync(path, 0o755);
  return path;
}

/** Lays the package out in `into` as its instructions say. */
function unpack(into, name) {
  const archive = join(into, "archive");
  mkdirSync(archive);
  execFileSync("tar", ["--extract", "--file", packed(".tar.gz"), "--directory", archive, "--strip-components=1"]);
  if (name === "wazo") {
    // The Debian package does the rest on a Wazo box; its scripts are tested in package.spec.mjs.
    execFileSync("dpkg-deb", ["--extract", packed(".deb"), into]);
    for (const kind of ["available", "enabled"]) mkdirSync(join(into, `etc/nginx/locations/https-${kind}`), { recursive: true });
    symlinkSync("../../snippets/switchroom-path.conf", join(into, "etc/nginx/locations/https-available/switchroom"));
    symlinkSync("../https-available/switchroom", join(into, "etc/nginx/locations/https-enabled/switchroom"));
  } else {
    cpSync(join(archive, "html"), join(into, "usr/share/switchroom"), { recursive: true });
    mkdirSync(join(into, "etc/switchroom"), { recursive: true });
    cpSync(join(archive, "config.example.json"), join(into, "etc/switchroom/config.json"));
  }
  return join(archive, "conf");
}

/**
 * Has the web server of this name serve the package below `mount` meanwhile, with the phone systems of `pbx` behind it.
 * `use` gets `{url, origin, systems, html, config}`: where it is, the phone systems, the files it serves.
 */
export async function serve(name, mount, pbx, use) {
  const into = folder();
  const systems = await PhoneSystems.start(pbx, into);
  try {
    const server = await WebServer.start(name, mount, { folder: into, conf: unpack(into, name), systems });
    const [html, config] = ["usr/share/switchroom", "etc/switchroom/config.json"].map((path) => join(into, path));
    try {
      await use({ url: server.url, origin: server.origin, systems, html, config });
    } finally {
      await server.stop();
    }
  } finally {
    await systems.stop();
    rmSync(into, { recursive: true });
  }
}

/** An address of `origin`, asked for byte by byte as it is written: `{status, headers, body}`. */
export function ask(origin, path, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

export const test = base.extend({
  // Which web server, below which path, and by which encoding it sends packed files: playwright.config.mjs has them.
  configuration: [undefined, { option: true, scope: "worker" }],

  pbx: [
    async ({}, use) => {
      const pbx = await Pbx.start({ people: 10, dist: join(packed(".tar.gz").replace(/\.tar\.gz$/, ""), "html") });
      await use(pbx);
      await pbx.stop();
    },
    { scope: "worker" },
  ],

  site: [
    async ({ configuration, pbx }, use) => {
      const { server, mount } = configuration;
      await serve(server, mount, pbx, use);
    },
    { scope: "worker" },
  ],

  baseURL: async ({ site }, use) => use(site.url),

  watch: async ({}, use) => use(new Watch()),

  context: async ({ context, site, watch }, use) => {
    watch.listen(context, site.origin);
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) =>
        console.error(`CSP: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`),
      );
    });
    await use(context);
    expect.soft(watch.left(), "complaints of the page").toEqual([]);
  },
});

/** `config.json` as the site hands it out: the ids of the systems, by kind. */
export function systemsOf(site) {
  return Object.fromEntries(JSON.parse(readFileSync(site.config, "utf8")).systems.map(({ kind, id }) => [kind, id]));
}
