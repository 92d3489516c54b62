// /check: what is wrong with an installation is named, with the key of config.json or the line to send.
import * as apio from "./apio.mjs";
import * as icws from "./icws.mjs";
import * as xivo from "./xivo.mjs";
import { axe, expect, test } from "./fixtures.mjs";

const line = (page, name) => page.getByRole("main").getByRole("listitem").filter({ has: page.locator("strong", { hasText: name }) });

/** Answers what lies below a path as something else would. */
const answer = (page, path, response) => page.route((url) => url.pathname.startsWith(path), (route) => route.fulfill(response));

/** Answers of the web server with other headers: null takes one away, and a function changes one. */
const headers = (page, path, changed) =>
  page.route((url) => (path instanceof RegExp ? path.test(url.pathname) : url.pathname === path), async (route) => {
    const response = await route.fetch();
    const all = response.headers();
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) delete all[name];
      else all[name] = typeof value === "function" ? value(all[name]) : value;
    }
    await route.fulfill({ response, headers: all });
  });

const entry = { id: "x", name: "Tried", kind: "xivo", base: "/api/xivo-2019", sign_in: "token" };
const html = (status, body) => ({ status, contentType: "text/html", body });
const json = (status, body) => ({ status, contentType: "application/json", body: JSON.stringify(body) });
/** What each service of a Wazo answers to a path that it does not know. */
const unknown = html(
  404,
  "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>\n",
);
const wazo = { base: "/api/confd", token_base: "/api/auth" };
const pureConnect = { id: "x", name: "Tried", kind: "icws", base: "/api/pbx1.example.test" };
const gateway = { id: "x", name: "Tried", kind: "apio", base: "/api/apio" };

/** Goes to the check without loading the page anew, so that whoever is signed in stays so. */
const goToCheck = (page) => xivo.go(page, "/check");

async function tokenBase(pbx) {
  return (await pbx.systems()).find(({ id }) => id === "xivo-2019").token_base;
}

// The page asks for a file that must not be there, and browsers note that.
test.beforeEach(({ watch }) => watch.allow(/Failed to load resource/));

test("every system that is there is in order, whether or not somebody is signed in", async ({ page }) => {
  await page.goto("/check");
  await expect(page.getByRole("status").filter({ hasText: /in order|not in order/ })).toBeVisible();
  await expect(page.locator("li.is-wrong")).toHaveCount(0);
  await expect(line(page, "XiVO 2019")).toContainText("Answers; nobody is signed in");
  await axe(page);
});

for (const [what, changed, instead, sentence] of [
  ["the path is missing: the page itself comes", { base: "/nowhere" }, null, "Switchroom's own page"],
  ["the path is missing: 404", { base: "/api/nowhere" }, null, "404 (not found). Correct “base”"],
  ["another web page", {}, ["/api/xivo-2019/", html(200, "<h1>Welcome to nginx!</h1>")], "is answered with a web page"],
  ["the system is down", {}, ["/api/xivo-2019/", html(502, "<h1>502</h1>")], "502: the web server does not get through"],
  ["Basic is asked for", {}, ["/api/xivo-2019/", { status: 401, headers: { "WWW-Authenticate": 'Basic realm="x"' }, body: "" }], "(Basic), not for a token. Put “sign_in”"],
  ["forbidden", {}, ["/api/xivo-2019/", html(403, "<h1>403</h1>")], "403 (forbidden)"],
  ["no token service", { token_base: "/api/nowhere" }, null, "Correct “token_base”"],
  ["a token is wanted", { sign_in: "none", token_base: undefined }, null, "asks for a token. Put “sign_in”: “token”"],
  ["no token is wanted", { base: "/api/xivo-2016" }, null, "answers without a token. Put “sign_in”: “none”"],
  ["nothing asks for a name, and nothing is refused: the system behind has failed", {}, ["/api/xivo-2019/", json(503, ["('127.0.0.1', 9497)"])], "503: what is behind “base” has failed"],
  ["the token service is down", {}, ["/api/xivo-2019/auth/", html(502, "<h1>502</h1>")], "502: the web server does not get through to the system. Correct the address behind “token_base”"],
  ["another service of the phone system", { base: "/api/calld" }, ["/api/calld/", unknown], "404, but not as this kind of system does: another service is there. Correct “base”"],
  ["another service, which refuses whatever it is asked", { base: "/api/other" }, ["/api/other/", json(401, { message: "Unauthorized" })], "401, but not as this kind of system does: another service is there. Correct “base”"],
  ["the base leads to the token service", { base: "/api/auth" }, null, "is answered by the token service. “base”"],
  ["the base of the token service leads to the users", { ...wazo, token_base: "/api/confd" }, null, "is answered by the service of the users (confd). “token_base”"],
  ["the version is in the base", { ...wazo, base: "/api/confd/1.1" }, null, "Put “base”: “/api/confd” into config.json"],
  ["the version is in the base of the token service", { ...wazo, token_base: "/api/auth/0.1" }, null, "Put “token_base”: “/api/auth” into config.json"],
  ["an API that the server no longer has", { api: "1.0" }, null, "Put “api”: “1.1” into config.json"],
  ["an API that the server does not have yet", { base: "/api/xivo-2013", api: "1.1", sign_in: "none", token_base: undefined }, null, "Put “api”: “1.0” into config.json"],
  ["a system of another kind", { kind: "apio", sign_in: undefined, token_base: undefined }, null, "Put “kind”: “xivo” into config.json"],
]) {
  test(`named: ${what}`, async ({ page, pbx }) => {
    await pbx.config({ systems: [{ ...entry, token_base: await tokenBase(pbx), ...changed }] });
    if (instead) await answer(page, ...instead);
    await page.goto("/check");
    await expect(line(page, "Tried")).toContainText(sentence);
    await expect(line(page, "Tried")).toHaveClass(/is-wrong/);
    // What is wrong comes first, and the systems page says the same.
    await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("Tried");
    await page.goto("/");
    await expect(page.getByRole("main").getByRole("listitem").first()).toContainText(sentence);
  });
}

test("named: no answer", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...entry, token_base: await tokenBase(pbx) }] });
  await page.route(/\/api\/xivo-2019\//, (route) => route.abort());
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("No answer came from /api/xivo-2019/");
  await expect(line(page, "Tried")).toContainText("Is the web server's place for “base” in order");
});

test("named: an APIO behind a question of the browser itself", async ({ page, pbx }) => {
  await pbx.config({ systems: [gateway] });
  await answer(page, "/api/apio/", { status: 401, headers: { "WWW-Authenticate": 'Basic realm="x"' }, body: "" });
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("asks the browser for a name and a password (Basic). Take that question out of the place for “base”");
});

test("named: a redirect", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...entry, token_base: await tokenBase(pbx) }] });
  await pbx.faults({ system: "xivo-2019", kind: "redirect", times: 0 });
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("is redirected to another address. “base”");
});

for (const [what, system, sentence] of [
  ["PureConnect, whose prefix has the interface's own folder in it", { ...pureConnect, base: "/api/pbx1.example.test/icws" }, "Put “base”: “/api/pbx1.example.test” into config.json"],
  ["PureConnect behind the prefix of an APIO", { ...pureConnect, base: "/api/apio" }, "Put “kind”: “apio” into config.json"],
  ["PureConnect behind the prefix of a token service", { ...pureConnect, base: "/api/auth" }, "404, but not as this kind of system does: another service is there. Correct “base”"],
  ["APIO, which is reached the other way", { ...gateway, via: "core" }, "Put “via”: “gateway” into config.json"],
  ["APIO behind the prefix of a PureConnect", { ...gateway, base: "/api/pbx1.example.test" }, "Put “kind”: “icws” into config.json"],
]) {
  test(`named: ${what}`, async ({ page, pbx }) => {
    await pbx.config({ systems: [system] });
    await page.goto("/check");
    await expect(line(page, "Tried")).toContainText(sentence);
  });
}

test("a XiVO that asks the browser, and takes tokens as well, is in order", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...entry, base: "/api/xivo-2016", token_base: await tokenBase(pbx) }] });
  await pbx.faults({ system: "xivo-2016", kind: "digest", times: 0 });
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("Answers; nobody is signed in");
  await expect(line(page, "Tried")).not.toHaveClass(/is-wrong/);
});

test("whether PureConnect's cookie comes back is checked once somebody is signed in", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...pureConnect, id: "icws" }] });
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("can only be seen by somebody who is signed in");
  await icws.signIn(page, "/icws/users");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await goToCheck(page);
  await expect(line(page, "Tried")).toContainText("In order");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Check again" }).click();
  // A session that has ended says nothing against the web server.
  await expect(line(page, "Tried")).toContainText("can only be seen by somebody who is signed in");
});

test("a PureConnect whose cookie does not come back is named where somebody signs in", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...pureConnect, id: "icws" }] });
  // As a web server that passes the cookie on as it is.
  await page.route(/\/icws\/connection(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const { "set-cookie": cookie, ...headers } = response.headers();
    expect(cookie).toContain("Path=/api/pbx1.example.test/icws/");
    // The tool that fetches has taken it into the browser.
    await page.context().clearCookies();
    await route.fulfill({ response, headers: { ...headers, "set-cookie": cookie.replaceAll("Path=/api/pbx1.example.test/", "Path=/") } });
  });
  await icws.signIn(page, "/icws/users");
  const alert = page.getByRole("main").getByRole("alert");
  await expect(alert).toContainText("its cookie does not come back to /api/pbx1.example.test/icws/");
  await expect(alert).toContainText("proxy_cookie_path /icws/ /api/pbx1.example.test/icws/;");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await goToCheck(page);
  await expect(line(page, "Tried")).toContainText("Not in order");
  await expect(line(page, "Tried")).toContainText("proxy_cookie_path /icws/ /api/pbx1.example.test/icws/;");
  await page.unrouteAll({ behavior: "wait" });
  await icws.signIn(page, "/icws/users");
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await goToCheck(page);
  await expect(line(page, "Tried")).toContainText("In order");
});

/** The address of the program, as the page names it. */
const PROGRAM = /_bg\.wasm$/;
const DEEP = "/check/mira.holt@example.com/a%2Fb";
const DEEP_PAGE = new RegExp(`${DEEP}$`);

for (const [what, path, changed, name, sentence] of [
  ["no policy", "/", { "content-security-policy": null }, /^Content-Security-Policy$/, "not sent with this address"],
  ["the policy is missing on deep links", DEEP, { "content-security-policy": null }, "addresses of views", "not sent with this address"],
  ["the policy lets in what stands in the page", "/", { "content-security-policy": (policy) => policy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") }, /^Content-Security-Policy$/, "script-src lets in 'unsafe-inline'"],
  ["the policy lacks Trusted Types", "/", { "content-security-policy": (policy) => policy.replace("require-trusted-types-for 'script'; ", "") }, /^Content-Security-Policy$/, "The policy lacks require-trusted-types-for 'script'."],
  ["the policy lets in another host", "/", { "content-security-policy": (policy) => policy.replace("connect-src 'self'", "connect-src 'self' https://cdn.example.com") }, /^Content-Security-Policy$/, "connect-src lets in https://cdn.example.com"],
  ["no COOP", "/", { "cross-origin-opener-policy": null }, "Cross-Origin-Opener-Policy", "Now: nothing."],
  ["no nosniff", "/", { "x-content-type-options": null }, "X-Content-Type-Options", "X-Content-Type-Options: nosniff"],
  ["addresses go to other sites", "/", { "referrer-policy": "unsafe-url" }, "Referrer-Policy", "Now: unsafe-url."],
  ["config.json is kept", "/config.json", { "cache-control": "max-age=3600" }, "Changes of config.json", "Now: max-age=3600."],
  ["the page is kept", "/", { "cache-control": null }, "Upgrades of the page", "Cache-Control: no-cache"],
  ["the program has another type", PROGRAM, { "content-type": "application/octet-stream" }, "Media type of the program", "Now: application/octet-stream."],
  ["the program is not packed", PROGRAM, { "content-encoding": null }, "Compression", "Send the .br or .gz files"],
  ["the clocks differ", "/", { date: "Sat, 28 Nov 2020 12:00:00 GMT" }, "Clock", "differ by more than two minutes"],
]) {
  test(`named: ${what}`, async ({ page }) => {
    await page.goto("/check");
    await expect(line(page, name)).toContainText("In order");
    await headers(page, path, changed);
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(line(page, name)).toContainText("Not in order");
    await expect(line(page, name)).toContainText(sentence);
    await expect(page.getByRole("main").getByRole("listitem").first().locator("strong")).toContainText(name);
  });
}

for (const [what, path, response, name, sentence] of [
  ["an address with a dot, an @ and an encoded slash is not found", DEEP, html(404, "<h1>404</h1>"), "Addresses with a dot", "Now: 404."],
  ["the page comes in place of a script that is gone", "/switchroom-0000000000000000.js", html(200, "<title>Switchroom"), "Files that are not there", "Now: 200."],
]) {
  test(`named: ${what}`, async ({ page }) => {
    await answer(page, path, response);
    await page.goto("/check");
    await expect(line(page, name)).toContainText("Not in order");
    await expect(line(page, name)).toContainText(sentence);
  });
}

test("named: a page that knows no folder of its own, and no redirect to its files", async ({ page }) => {
  const name = "asked for from the address of a view";
  await page.route(DEEP_PAGE, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/<base href="?\/"?>/, "");
    expect(body).not.toContain("<base");
    await route.fulfill({ response, body });
  });
  await page.goto("/check");
  await expect(line(page, name)).toContainText("must redirect to its files");
  await expect(line(page, name)).toContainText("Now: 404.");
  await page.route(/\/check\/mira\.holt@example\.com\/[^/]+\.wasm$/, (route) => route.fulfill({ status: 301, headers: { location: "/x" } }));
  await page.getByRole("button", { name: "Check again" }).click();
  await expect(line(page, name)).toContainText("In order");
});

test("named: plain HTTP", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(globalThis, "isSecureContext", { get: () => false }));
  await page.goto("/check");
  await expect(line(page, "HTTPS")).toContainText("This page came over plain HTTP");
});

test("the report holds all that is on the page, and no secret of whoever is signed in", async ({ page, pbx, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const tokens = new Set();
  page.on("request", (request) => {
    const token = request.headers()["x-auth-token"];
    if (token) tokens.add(token);
  });
  const systems = (await pbx.systems()).filter(({ id }) => ["xivo-2019", "icws", "apio"].includes(id));
  await pbx.config({ systems: [{ ...entry, token_base: "/api/nowhere" }, ...systems] });
  await page.goto("/xivo-2019/users");
  await xivo.signIn(page);
  await expect(xivo.heading(page, "Users")).toBeVisible();
  await xivo.go(page, "/icws/users");
  await page.getByLabel("Username").fill("admin");
  await icws.typePassword(page);
  await expect(xivo.heading(page, "Users")).toBeVisible();
  await xivo.go(page, "/apio/tenants/brightwater/groups/north-quay/users");
  await apio.signIn(page, apio.DESK);
  await expect(xivo.heading(page, "Users")).toBeVisible();
  await goToCheck(page);
  await expect(page.getByRole("status").filter({ hasText: "1 of 18 is not in order." })).toBeVisible();
  await page.getByRole("button", { name: "Copy the report" }).click();
  await expect(page.getByText("Copied.", { exact: true })).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  for (const text of await page.getByRole("main").getByRole("listitem").locator("strong").allTextContents()) expect(report).toContain(text);
  expect(report).toContain("Correct “token_base” in config.json");
  const cookies = (await context.cookies()).map(({ value }) => value);
  expect([cookies.length > 0, tokens.size > 0]).toEqual([true, true]);
  for (const secret of ["madeup-secret", icws.PASSWORD, "Correct-Horse-8", ...cookies, ...tokens]) expect(report).not.toContain(secret);
});

test("the report is copied, or marked where the browser lets no page copy", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "clipboard", { get: () => undefined }));
  await page.goto("/check");
  await expect(page.getByRole("status").filter({ hasText: "in order" })).toBeVisible();
  await page.getByRole("button", { name: "Copy the report" }).click();
  const report = page.getByRole("textbox", { name: "Report" });
  await expect(report).toBeFocused();
  await expect(report).toHaveValue(/^Switchroom \d.*\n\n[✕?✓] /);
  expect(await report.evaluate((field) => field.selectionEnd - field.selectionStart === field.value.length)).toBe(true);
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });
  test("the same is said in French", async ({ page, pbx }) => {
    await pbx.config({ systems: [{ ...entry, token_base: "/api/nowhere" }] });
    await page.goto("/check");
    await expect(line(page, "Tried")).toContainText("Corrigez «\u00a0token_base\u00a0»");
  });
});
