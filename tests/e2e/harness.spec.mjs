// The harness itself: what it promises to catch, it catches.
import { expect, test, Watch } from "./fixtures.mjs";
import { axe } from "./axe.mjs";
import { markupIn, refuseMarkup } from "../tools/markup.mjs";
import { Secrets } from "./secrets.mjs";
import { ACCOUNTS, TENANTS, WAZO, setSwitches } from "./wazo.mjs";

const PASSWORD = "correct-horse-7";

/** A page outside the usual watch, that has just received a password. */
async function received(browser, pbx) {
  const context = await browser.newContext();
  const secrets = new Secrets();
  const watch = new Watch();
  secrets.listen(context);
  watch.listen(context, new URL(pbx.url).origin);
  await context.route("**/api/harness", (route) =>
    route.fulfill({ json: { items: [{ username: "ada", password: PASSWORD }, { username: "same", password: "same" }] } }),
  );
  const page = await context.newPage();
  await page.goto(pbx.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => fetch("/api/harness").then((response) => response.text()));
  const sweep = () => secrets.sweep([context], watch.heard);
  return { context, page, secrets, watch, sweep };
}

test("finds a secret wherever a page can keep or show it", async ({ browser, pbx }) => {
  const { context, page, secrets, watch, sweep } = await received(browser, pbx);
  expect(await sweep()).toEqual([]);
  const places = {
    localStorage: (s) => (localStorage.kept = s, () => localStorage.clear()),
    sessionStorage: (s) => (sessionStorage.kept = s, () => sessionStorage.clear()),
    "the address": (s) => (history.replaceState(null, "", `?q=${encodeURIComponent(s)}`), () => history.replaceState(null, "", "/")),
    "history.state": (s) => (history.replaceState({ s }, ""), () => history.replaceState(null, "")),
    "window.name": (s) => (window.name = s, () => (window.name = "")),
    "the title": (s) => ((was) => (document.title = s, () => (document.title = was)))(document.title),
    "text of the page": (s) => document.body.append(`it is ${s}.`),
    "an attribute": (s) => document.body.setAttribute("data-kept", s),
    "the value of a field": (s) => {
      const field = document.createElement("input");
      field.value = s;
      document.body.append(field);
    },
    "a password field": (s) => {
      const field = document.createElement("input");
      field.type = "password";
      field.value = s;
      document.body.append(field);
    },
    "the cookie": (s) => (document.cookie = `kept=${s}`, () => (document.cookie = "kept=; max-age=0")),
  };
  for (const [place, hide] of Object.entries(places)) {
    await page.evaluate(`(() => {
      const before = document.body.cloneNode(true);
      const undo = (${hide})(${JSON.stringify(PASSWORD)});
      window.undo = () => { if (typeof undo === "function") undo(); document.body.replaceWith(before); };
    })()`);
    expect(await sweep(), place).not.toEqual([]);
    await page.evaluate(() => window.undo());
    // The browser tells of every address, and the watch keeps it.
    watch.heard.length = 0;
    expect(await sweep(), `after ${place}`).toEqual([]);
  }
  await page.evaluate((s) => console.log("so it is", s), PASSWORD);
  expect(await sweep(), "the console").not.toEqual([]);
  watch.heard.length = 0;

  // Part of a longer word is none, and what was shown on demand may be seen.
  await page.evaluate((s) => document.body.append(`x${s}x same`), PASSWORD);
  expect(await sweep()).toEqual([]);
  await page.evaluate((s) => document.body.append(` ${s} `), PASSWORD);
  secrets.shown(PASSWORD);
  expect(await sweep()).toEqual([]);
  await context.close();
});

test("a typed secret may stay in the password field it was typed into", async ({ browser, pbx }) => {
  const { context, page, secrets, sweep } = await received(browser, pbx);
  secrets.add("typed-secret");
  await page.evaluate(() => {
    const field = document.createElement("input");
    field.type = "password";
    document.body.append(field);
    field.value = "typed-secret";
  });
  expect(await sweep()).toEqual([]);
  await page.evaluate(() => (document.querySelector("input[type=password]").type = "text"));
  expect(await sweep()).not.toEqual([]);
  await context.close();
});

test("knows secrets by header and by nesting", async ({ browser, pbx }) => {
  const { context, page, sweep } = await received(browser, pbx);
  await context.route("**/api/other", (route) => route.fulfill({ status: 201, json: { data: { token: "tok-1234-abcd" } } }));
  await page.evaluate(() =>
    fetch("/api/other", {
      method: "POST",
      headers: { authorization: `Basic ${btoa("ada:lovelace-1")}`, "x-auth-token": "abcdef-123" },
      body: JSON.stringify({ pinCode: "739146" }),
    }).then((response) => response.text()),
  );
  for (const secret of ["tok-1234-abcd", "lovelace-1", "abcdef-123", "739146"]) {
    await page.evaluate((s) => (window.name = s), secret);
    expect(await sweep(), secret).not.toEqual([]);
  }
  await context.close();
});

test("a PIN or password is found in any request but its own", async ({ browser, pbx }) => {
  const { context, page } = await received(browser, pbx);
  const user = "/api/apio/api/v1/tenants/t/groups/g/users/u/";
  for (const [method, path, body, headers, is] of [
    ["PUT", `${user}pincode/`, { pinCode: "640285", oldPinCode: "739146" }, {}, "clean"],
    ["PUT", user, { extension: "4711", newPassword: "typed-secret" }, {}, "clean"],
    ["POST", "/api/apio/api/v1/login/", { username: "ada", password: "typed-secret" }, {}, "clean"],
    ["PUT", user, { extension: "739146" }, {}, "found"],
    ["PUT", user, { pinCode: "739146" }, {}, "found"],
    ["PUT", `${user}pincode/`, { pinCode: "640285", newPassword: "typed-secret" }, {}, "found"],
    ["PUT", `${user}pincode/`, { pinCode: "640285", note: ["was 739146"] }, {}, "found"],
    ["POST", "/api/other", { description: "my typed-secret" }, {}, "found"],
    ["POST", "/api/other", "it is typed-secret", {}, "found"],
    ["GET", user, undefined, { "x-note": "739146" }, "found"],
    ["GET", user, undefined, { authorization: "Bearer typed-secret" }, "clean"],
  ]) {
    const secrets = new Secrets();
    secrets.listen(context);
    secrets.add("typed-secret", "739146");
    const sent = { method, headers, body: typeof body === "object" ? JSON.stringify(body) : body };
    await page.evaluate(([path, sent]) => fetch(path, sent).then((response) => response.text()), [path, sent]);
    const found = await secrets.sweep([], []);
    expect(found.length > 0 ? "found" : "clean", JSON.stringify([path, sent])).toBe(is);
  }
  await context.close();
});

test("hears violations, errors and other origins", async ({ browser, pbx }) => {
  const { context, page, watch } = await received(browser, pbx);
  expect(watch.left()).toEqual([]);
  const heard = async (what, run, expression) => {
    watch.complaints.length = 0;
    await page.evaluate(run);
    await expect(() => expect(watch.left().join("\n"), what).toMatch(expression)).toPass({ timeout: 3000 });
  };
  await heard("inline style", () => void (document.body.appendChild(document.createElement("p")).setAttribute("style", "color:red")), /Content Security Policy/);
  await heard("inline script", () => {
    const script = document.createElement("script");
    try {
      script.text = "1";
    } catch {
      // Trusted Types refuse it at once.
    }
  }, /Trusted/);
  await heard("an error", () => void setTimeout(() => { throw new Error("made up"); }), /uncaught: made up/);
  await heard("a rejection", () => void Promise.reject(new Error("made up too")), /uncaught: made up too/);
  await heard("a console error", () => console.error("made up as well"), /made up as well/);
  await heard("another origin", () => void fetch("https://example.test/").catch(() => {}), /example\.test/);
  watch.allow(/example\.test/);
  expect(watch.left()).toEqual([]);
  await context.close();
});

test("axe runs under the shipped policy, and finds what is wrong", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.evaluate(() => document.body.append(document.createElement("input")));
  await expect(axe(page)).rejects.toThrow(/label/);
});

test("the PBX can be told what to do", async ({ pbx }) => {
  await pbx.faults({ kind: "503", times: 2 }, { kind: "delay", ms: 5 });
  expect(await pbx.faultsLeft()).toBe(2);
  await pbx.noFaults();
  expect(await pbx.faultsLeft()).toBe(0);
  const systems = await pbx.systems();
  expect(systems.length).toBeGreaterThan(0);
  await pbx.config("{ broken");
  await expect(pbx.systems()).rejects.toThrow();
  await pbx.noConfig();
  expect(await pbx.systems()).toEqual(systems);
  await fetch(new URL(`${systems[0].base}/nowhere`, pbx.url));
  const [entry] = await pbx.log(systems[0].id);
  expect(entry).toMatchObject({ method: "GET", path: "/nowhere" });
});

test("the build stops where a view would need innerHTML", () => {
  const inert = Buffer.from('\x00\x05<span class="glyph" aria-hidden="true">=</span>\x07');
  expect(markupIn(inert)).toEqual(['<span class="glyph" aria-hidden="true">=</span>']);
  expect(() => refuseMarkup("switchroom.wasm", inert)).toThrow(/put its text into braces/);
  expect(markupIn(Buffer.from("a < b, <a> and </b>, http://x/?<y>"))).toEqual([]);
});

test("a Wazo has the accounts, tenants and switches that its tests name", async ({ pbx }) => {
  const get = async (path, headers) => (await fetch(new URL(path, pbx.url), { headers })).json();
  const tokens = {};
  for (const [name, { username, password }] of Object.entries(ACCOUNTS)) {
    const headers = { Authorization: `Basic ${btoa(`${username}:${password}`)}` };
    const answer = await fetch(new URL("/api/auth/0.1/token", pbx.url), { method: "POST", headers, body: "{}" });
    tokens[name] = (await answer.json()).data.token;
  }
  const listed = await get("/api/auth/0.1/tenants", { "X-Auth-Token": tokens.admin });
  expect(listed.items.map(({ uuid, name }) => ({ uuid, name }))).toEqual(Object.values(TENANTS));
  for (const [tenant, people] of [["master", 10], ["north", 3], ["south", 2]]) {
    const headers = { "X-Auth-Token": tokens.admin, "Wazo-Tenant": TENANTS[tenant].uuid };
    expect((await get("/api/confd/1.1/users?view=directory", headers)).total, tenant).toBe(people);
  }
  expect(await get("/api/confd/1.1/users", { "X-Auth-Token": tokens.nobody })).toEqual([
    `('${tokens.nobody}', 'confd.users.read', None)`,
  ]);
  await setSwitches(pbx, { moreTenants: 300 });
  expect((await get("/api/auth/0.1/tenants", { "X-Auth-Token": tokens.admin })).total).toBe(303);
  await expect(setSwitches(pbx, { nonsense: true })).rejects.toThrow(/nonsense/);
  const log = await pbx.log(WAZO);
  expect(log.some(({ path }) => path === "/0.1/tenants")).toBe(true);
});
