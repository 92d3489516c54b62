// /check: what is wrong with an installation is named, with the key of config.json or the line to send.
import { axe, expect, test } from "./fixtures.mjs";

const line = (page, name) => page.getByRole("main").getByRole("listitem").filter({ has: page.locator("strong", { hasText: name }) });

/** Answers what lies below a path as something else would. */
const answer = (page, path, response) => page.route((url) => url.pathname.startsWith(path), (route) => route.fulfill(response));

/** Answers of the web server with other headers: null takes one away. */
const headers = (page, path, changed) =>
  page.route((url) => url.pathname === path, async (route) => {
    const response = await route.fetch();
    const all = { ...response.headers(), ...changed };
    for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
    await route.fulfill({ response, headers: all });
  });

const xivo = { id: "x", name: "Tried", kind: "xivo", base: "/api/xivo-2019", sign_in: "token" };
const html = (status, body) => ({ status, contentType: "text/html", body });

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
  ["a system of another kind", { kind: "apio", sign_in: undefined, token_base: undefined }, null, "Put “kind”: “xivo” into config.json"],
]) {
  test(`named: ${what}`, async ({ page, pbx }) => {
    await pbx.config({ systems: [{ ...xivo, token_base: await tokenBase(pbx), ...changed }] });
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

test("named: a redirect", async ({ page, pbx }) => {
  await pbx.config({ systems: [{ ...xivo, token_base: await tokenBase(pbx) }] });
  await pbx.faults({ system: "xivo-2019", kind: "redirect", times: 0 });
  await page.goto("/check");
  await expect(line(page, "Tried")).toContainText("is redirected to another address. “base”");
});

for (const [what, path, changed, name, sentence] of [
  ["no policy", "/", { "content-security-policy": null }, /^Content-Security-Policy$/, "not sent with this address"],
  ["the policy is missing on deep links", "/check/mira.holt@example.com/a%2Fb", { "content-security-policy": null }, "addresses of views", "not sent with this address"],
  ["no COOP", "/", { "cross-origin-opener-policy": null }, "Cross-Origin-Opener-Policy", "Now: nothing."],
  ["config.json is kept", "/config.json", { "cache-control": "max-age=3600" }, "Changes of config.json", "Now: max-age=3600."],
  ["the page is kept", "/", { "cache-control": null }, "Upgrades of the page", "Cache-Control: no-cache"],
]) {
  test(`named: ${what}`, async ({ page }) => {
    await page.goto("/check");
    await expect(line(page, name)).toContainText("In order");
    await headers(page, path, changed);
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(line(page, name)).toContainText("Not in order");
    await expect(line(page, name)).toContainText(sentence);
  });
}

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
    await pbx.config({ systems: [{ ...xivo, token_base: "/api/nowhere" }] });
    await page.goto("/check");
    await expect(line(page, "Tried")).toContainText("Corrigez «\u00a0token_base\u00a0»");
  });
});
