// What each configuration answers, without a browser.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { ask, expect, test } from "./fixtures.mjs";

/** The headers that the console is tested with everywhere else, from the reference PBX, and the server's own. */
const SHIPPED = ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"];
const HSTS = ["strict-transport-security", "max-age=31536000"];

/** Addresses of pages: the awkward characters stand in ids. */
const PAGES = [
  "check",
  "pin",
  "pin/voice",
  "paris/users",
  "paris/users?q=caf%C3%A9&sort=name",
  "paris/users/new",
  "paris/users/29f96e63-9dc3-4515-80e2-ee510e28c1e5",
  "paris/users/7/cti",
  "support/users/j.doe/client",
  "support/users/DOM%5Ceva/client",
  "support/users/a%2Fb/client",
  "support/users/a%252Fb/client",
  "support/users/50%25/client",
  "support/users/x%3F%23/client",
  "support/users/front%20desk/client",
  "support/users/%D0%AF%D0%BD%D0%B0/client",
  "support/users/start.js",
  "support/users/site.css/client",
  "support/users/x%2F..%2Fadmin/client",
  "voice/tenants/brightwater/groups/north-quay/users/mira.holt@voice.example.test",
  "voice/tenants/brightwater/groups/north-quay/users/mira.holt%40voice.example.test/pin",
  "voice/tenants/a%2Fb%2050%25%20%40%20%231/groups/x%3Fy%3D1%26z/users/a%2Fb%20c%40x/pin",
];

/** What comes after the prefix of a phone system, and must come to it unchanged. */
const PASSED_ON = [
  "/1.1/users?limit=2&offset=1&order=firstname",
  "/icws/1/configuration/users/a%2Fb",
  "/icws/1/configuration/users/a%252Fb",
  "/icws/1/configuration/users/DOM%5Ceva/client?select=a,b&x=%2F..%2F",
  "/icws/1/configuration/users/x%3F%23",
  "/icws/1/configuration/users/50%25",
  "/users/x%2F..%2Fadmin",
  "/users/%D0%AF%D0%BD%D0%B0",
  "/tenants/brightwater/users/mira.holt@voice.example.test/",
  "/tenants/brightwater/users/mira.holt%40voice.example.test/",
];

/** The prefixes of the phone systems in the configurations, by their names in phone-systems.mjs. */
const PREFIXES = { confd: "confd", auth: "auth", pbx1: "pbx1.example.com", pbx2: "pbx2.example.com", apio: "apio" };

const TYPES = {
  js: /^(text|application)\/javascript/,
  wasm: /^application\/wasm$/,
  css: /^text\/css/,
  svg: /^image\/svg\+xml/,
};

async function expectShipped(pbx, { headers }) {
  const shipped = (await ask(pbx.url, "/")).headers;
  for (const name of SHIPPED) expect(headers[name], name).toBe(shipped[name]);
  expect(headers[HSTS[0]]).toBe(HSTS[1]);
}

test("every address is the page, with its headers, and never kept", async ({ site, pbx, configuration: { mount } }) => {
  const page = await ask(site.origin, mount);
  expect(page.status).toBe(200);
  // Below a path the page names no folder: it finds its own.
  expect(/<base /.test(page.body.toString())).toBe(mount === "/");
  for (const path of ["", ...PAGES]) {
    const answer = await ask(site.origin, mount + path);
    expect(answer.status, path).toBe(200);
    expect(answer.body.equals(page.body), path).toBe(true);
    expect(answer.headers["content-type"], path).toMatch(/^text\/html/);
    expect(answer.headers["cache-control"], path).toBe("no-cache");
    await expectShipped(pbx, answer);
  }
  if (mount !== "/") {
    const { status, headers } = await ask(site.origin, mount.slice(0, -1));
    expect(status).toBe(301);
    expect(new URL(headers.location, site.origin).href).toBe(site.url);
  }
});

test("every file comes whole, packed, with its type, and is kept", async ({ site, pbx, configuration: { mount, encoding } }) => {
  const names = readdirSync(site.html).filter((name) => !/\.(html|br|gz)$/.test(name));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    const file = readFileSync(join(site.html, name));
    const plain = await ask(site.origin, mount + name);
    expect(plain.status, name).toBe(200);
    expect(plain.body.equals(file), name).toBe(true);
    expect(plain.headers["content-encoding"], name).toBe(undefined);
    const type = TYPES[name.split(".").at(-1)];
    if (type) expect(plain.headers["content-type"], name).toMatch(type);
    expect(plain.headers["cache-control"], name).toBe("public, max-age=31536000, immutable");
    await expectShipped(pbx, plain);
    const packed = await ask(site.origin, mount + name, { headers: { "Accept-Encoding": "gzip, deflate, br" } });
    expect(packed.status, name).toBe(200);
    expect(packed.headers["content-type"], name).toBe(plain.headers["content-type"]);
    if (!readdirSync(site.html).includes(`${name}.br`)) continue;
    expect(packed.headers["content-encoding"], name).toBe(encoding);
    expect(packed.headers["cache-control"], name).toBe("public, max-age=31536000, immutable");
    const unpacked = encoding === "br" ? brotliDecompressSync(packed.body) : gunzipSync(packed.body);
    expect(unpacked.equals(file), name).toBe(true);
  }
});

test("a file that an upgrade took away is not found, rather than the page", async ({ site, configuration: { mount } }) => {
  for (const name of ["switchroom-00000000000000aa.js", "switchroom-00000000000000aa_bg.wasm", "style-00000000000000aa.css"]) {
    expect((await ask(site.origin, mount + name)).status, name).toBe(404);
  }
});

test("what a page asks for beside itself, further down, is redirected to where it lies", async ({ site, configuration: { mount } }) => {
  test.skip(mount === "/", "the page for the root of a host names its folder");
  const names = readdirSync(site.html).filter((name) => /-[0-9a-f]{12,16}(_bg)?\.[a-z]+$/.test(name));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) {
    for (const path of PAGES.filter((path) => path.includes("/"))) {
      const folder = path.split("?")[0].replace(/[^/]*$/, "");
      const { status, headers } = await ask(site.origin, mount + folder + name);
      expect(`${status} ${headers.location}`, path).toBe(`301 ${mount}${name}`);
    }
  }
  // Browsers keep such a redirect unless it says otherwise.
  const redirect = await ask(site.origin, `${mount}support/users/${names[0]}`);
  expect(redirect.headers["cache-control"] ?? "").not.toMatch(/no-/);
});

test("config.json is that of the administrator, as it is now", async ({ site, pbx, configuration: { mount } }) => {
  const written = readFileSync(site.config);
  const answer = await ask(site.origin, `${mount}config.json`);
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toMatch(/^application\/json/);
  expect(answer.headers["cache-control"]).toBe("no-cache");
  await expectShipped(pbx, answer);
  expect(answer.body.equals(written)).toBe(true);
  const edited = Buffer.from(written.toString().replace(/"name": "\w+/, '"name": "New name of'));
  expect(edited.equals(written)).toBe(false);
  writeFileSync(site.config, edited);
  try {
    // lighttpd looks at a file once a second.
    await expect.poll(async () => (await ask(site.origin, `${mount}config.json`)).body.toString()).toBe(edited.toString());
  } finally {
    writeFileSync(site.config, written);
  }
});

for (const [system, prefix] of Object.entries(PREFIXES)) {
  test(`what is asked of ${prefix} comes to it as it was written`, async ({ site, configuration: { server } }) => {
    const wazo = server === "wazo";
    test.skip(wazo && !["confd", "auth"].includes(system), "a Wazo box has its own two");
    for (const path of PASSED_ON) {
      // Its own locations decode the path; the ids that it knows are numbers.
      if (wazo && path.includes("%")) continue;
      site.systems.seen.length = 0;
      await ask(site.origin, `/api/${prefix}${path}`);
      expect(site.systems.seen.map(({ system, url }) => `${system} ${url}`)).toEqual([`${system} ${path}`]);
    }
  });
}

test.describe("phone systems", () => {
  test.skip(({ configuration }) => configuration.server === "wazo", "a Wazo box has its own locations for them");

  test("nobody climbs from one phone system to another, or out of it", async ({ site, configuration: { mount } }) => {
    for (const path of [
      "/api/apio/../confd/1.1/users",
      "/api/apio/..%2Fconfd/1.1/users",
      "/api/apio/%2e%2e/confd/1.1/users",
      "/api/apio//1.1/users",
      "//api/apio/1.1/users",
      "/%61pi/apio/1.1/users",
    ]) {
      site.systems.seen.length = 0;
      const { status } = await ask(site.origin, path);
      for (const { system, url } of site.systems.seen) {
        // Where the server resolves the dots itself, the other system is asked under its own rules. Caddy
        // finds the system by the decoded path and passes the raw one on, whole: no resource has it.
        if (!url.startsWith("/api/apio/")) expect(`${system} ${url}`, path).toMatch(/^(confd|apio) (\/|\/\/|\/\.\.%2Fconfd\/)1\.1\/users$/);
      }
      if (site.systems.seen.length === 0) expect([200, 308, 400, 403, 404], path).toContain(status);
    }
    if (mount === "/") expect((await ask(site.origin, "/api/nothing/here")).status).toBe(404);
  });

  test("PureConnect's cookie and locations lie below its prefix", async ({ site, configuration: { server } }) => {
    for (const host of ["pbx1.example.com", "pbx2.example.com"]) {
      site.systems.seen.length = 0;
      const { status, headers } = await ask(site.origin, `/api/${host}/icws/connection?include=features`, {
        method: "POST",
        headers: { "Content-Type": "application/vnd.inin.icws+JSON", "Accept-Language": "en-us" },
        body: JSON.stringify({
          __type: "urn:inin.com:connection:icAuthConnectionRequestSettings",
          applicationName: "test",
          userID: "admin",
          password: "s3cret",
        }),
      });
      expect(status).toBe(201);
      const session = headers["inin-icws-session-id"];
      expect(headers["set-cookie"]).toHaveLength(1);
      expect(headers["set-cookie"][0]).toMatch(new RegExp(`; Path=/api/${host.replaceAll(".", "\\.")}/icws/${session}(;|$)`, "i"));
      expect(new URL(headers.location, site.origin).href).toBe(`${site.origin}/api/${host}/icws/${session}/connection`);
      // lighttpd cannot make up a header of the request's parts.
      const [{ headers: sent }] = site.systems.seen;
      if (server !== "lighttpd") {
        expect(sent["inin-icws-original-url"].split("?")[0]).toBe(`${site.origin}/api/${host}/icws/connection`);
      }
    }
  });

  test("where a phone system sends the browser elsewhere, that stays below its prefix", async ({ site }) => {
    for (const name of ["confd", "apio"]) {
      const { status, headers } = await ask(site.origin, `/api/${name}/moved`);
      expect(status).toBe(301);
      expect(new URL(headers.location, site.origin).href).toBe(`${site.origin}/api/${name}/1.0/users/`);
    }
  });
});

test("leaves the machine's own console alone", async ({ site, configuration: { server } }) => {
  test.skip(server !== "wazo", "only a Wazo box has one");
  expect((await ask(site.origin, "/")).body.toString()).toContain("Another console");
  expect((await ask(site.origin, "/switchrooms")).body.toString()).toContain("Another console");
});
