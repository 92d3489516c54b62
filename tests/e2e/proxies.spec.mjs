// What stands before a phone system, and answers in its place: sign-in pages, firewalls, lists without a list.
import { expect, test } from "./fixtures.mjs";
import { count, expectNotice, signIn as signInToXivo } from "./xivo.mjs";
import { signIn as signInToIcws } from "./icws.mjs";
import { signIn as signInToApio } from "./apio.mjs";

test.use({ people: 20 });

const system = "xivo-2016";
const field = (page, name) => page.getByLabel(name, { exact: true });
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();
const SIGN_IN = "The sign-in page of something that stands before this system, a proxy say, came in its place.";
const REFUSED = "Something that stands before the phone system, a proxy or a firewall, refused this";

for (const [how, fault, sentence] of [
  ["leads to a sign-in page of another origin", { kind: "redirect", status: 302, body: "https://login.example.test/start" }, SIGN_IN],
  ["leads to a sign-in page of its own", { kind: "redirect" }, SIGN_IN],
  ["says 401 by a page", { kind: "status", status: 401, type: "text/html", body: "<h1>401 Authorization Required</h1>" }, SIGN_IN],
  ["says 401 by a word", { kind: "status", status: 401, type: "text/plain", body: "Unauthorized" }, SIGN_IN],
  ["shows its sign-in page as a 403", { kind: "status", status: 403, type: "text/html", body: "<form action=/oauth2/start>" }, SIGN_IN],
  ["forbids by a page", { kind: "status", status: 403, type: "text/html", body: "<h1>403 Forbidden</h1>" }, REFUSED],
  ["takes no body of that length", { kind: "status", status: 413, type: "text/html", body: "<h1>413 Too Large</h1>" }, REFUSED],
]) {
  test(`a proxy that ${how} is named, and what was typed stays`, async ({ page, pbx, watch }) => {
    // The browser looks whether it may go there, and says that it may not.
    watch.allow(/login\.example\.test/, /CSP: connect-src refused/);
    await pbx.faults({ system, ...fault, times: 0 });
    await page.goto(`/${system}/users`);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(sentence, { timeout: 20_000 });
    await pbx.noFaults();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(count(page)).toHaveText("20 users");
    await page.getByRole("link", { name: "Chloe Madeup" }).click();
    await field(page, "Description").fill("Kept");
    await pbx.faults({ system, ...fault, method: "PUT" });
    await save(page);
    await expect(alert).toContainText(sentence);
    await expect(field(page, "Description")).toHaveValue("Kept");
    // And where nothing can be read either.
    await pbx.faults({ system, ...fault, times: 0 });
    await save(page);
    await expect(alert).toContainText(sentence);
    await expect(field(page, "Description")).toHaveValue("Kept");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await pbx.noFaults();
    await expect(async () => {
      await save(page);
      await expectNotice(page, "Saved: Description.");
    }).toPass();
    expect((await pbx.writes(system)).filter(({ status }) => status === 204)).toHaveLength(1);
  });
}

test("a proxy that knows people by a cookie lets a session with a token through", async ({ page, context, pbx }) => {
  const url = new URL(pbx.url);
  await context.addCookies([{ name: "proxy", value: "known", domain: url.hostname, path: "/" }]);
  const refused = [];
  await context.route("**/api/xivo-2019*/**", async (route) => {
    const { cookie = "" } = await route.request().allHeaders();
    if (cookie.includes("proxy=known")) return await route.continue();
    refused.push(route.request().method());
    return await route.fulfill({ status: 401, contentType: "text/plain", body: "Unauthorized" });
  });
  await page.goto("/xivo-2019/users");
  await signInToXivo(page);
  await expect(count(page)).toHaveText("20 users");
  // What was learnt once is not tried again.
  expect(refused).toEqual(["POST"]);
  await context.unrouteAll({ behavior: "wait" });
});

test("what was done and then sent on to another page is not sent again with cookies", async ({ page, pbx }) => {
  await page.goto("/xivo-2019/users/new");
  await signInToXivo(page);
  await field(page, "First name").fill("Once");
  await pbx.faults({ system: "xivo-2019", method: "POST", path: "/1.1/users$", kind: "redirect", when: "after", times: 0 });
  await save(page);
  await expect(page.getByRole("heading", { level: 1, name: "Once" })).toBeVisible();
  expect((await pbx.writes("xivo-2019")).filter(({ method, path }) => method === "POST" && path.endsWith("/users"))).toHaveLength(1);
  expect((await pbx.state("xivo-2019")).users.filter(({ firstname }) => firstname === "Once")).toHaveLength(1);
});

test("a count that is a text is a count", async ({ page, pbx }) => {
  const people = (from, to) =>
    JSON.stringify(Array.from({ length: to - from }, (_, at) => ({ id: from + at, firstname: "P", lastname: String(from + at), caller_id: "" })));
  const list = (items) => `{"total": "205", "items": ${items}}`;
  await pbx.faults(
    { system, method: "GET", path: "/1.1/users$", query: "view=directory", kind: "status", status: 400, body: "[]", times: 0 },
    { system, method: "GET", path: "/1.1/users$", query: "offset=199", kind: "body", body: list(people(200, 206)), times: 0 },
    { system, method: "GET", path: "/1.1/users$", kind: "body", body: list(people(1, 201)), times: 0 },
  );
  await page.goto(`/${system}/users`);
  await expect(count(page)).toHaveText("205 users");
});

test("a list that is null is no empty list", async ({ page, pbx }) => {
  await pbx.faults(
    { system, method: "GET", kind: "body", body: '{"items": null, "total": 3}', times: 0 },
    { system: "apio", method: "GET", path: "/api/v1/tenants/$", kind: "body", body: '{"tenants": null}' },
  );
  await page.goto(`/${system}/users`);
  await expect(page.getByRole("alert")).toContainText("Something else may be answering at this address.");
  await page.goto("/apio/tenants");
  await signInToApio(page, "system.admin");
  await expect(page.getByRole("alert")).toContainText("Something else may be answering at this address.");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Brightwater Mutual")).toBeVisible();
});

test("a letter that is none costs its own row a letter, and nobody else anything", async ({ page, pbx }) => {
  const hint = "Letters that could not be read are shown as \u{fffd}, in so many rows: 1.";
  await pbx.faults({ system, method: "GET", path: "/1.1/users", kind: "letters", fields: ["lastname"], times: 0 });
  await page.goto(`/${system}/users`);
  await expect(count(page)).toHaveText("20 users");
  await expect(page.getByText("1 entries of the server\u2019s list could not be read whole.")).toBeVisible();
  await pbx.noFaults();
  await pbx.faults({ system: "icws", method: "GET", path: "/icws/*/configuration/users$", kind: "letters", fields: ["displayName"] });
  await signInToIcws(page, "/icws/users");
  await expect(page.getByText(hint)).toBeVisible();
  await expect(page.getByText("Taro Okoro")).toBeVisible();
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/$", kind: "letters", fields: ["name"] });
  await page.goto("/apio/tenants");
  await signInToApio(page, "system.admin");
  await expect(page.getByText(hint)).toBeVisible();
  // What is no row at all is counted.
  await pbx.faults({ system: "apio", method: "GET", path: "/api/v1/tenants/$", kind: "body", body: '{"tenants": [{"tenantId": "brightwater"}, null, "x"]}' });
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByText("Entries of the server\u2019s list that could not be read and are not shown: 2.")).toBeVisible();
  await expect(page.getByText("brightwater")).not.toHaveCount(0);
});
