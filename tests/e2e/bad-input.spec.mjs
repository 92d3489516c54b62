// What nobody should type, and no server should send.
import { DESK, profileOf, signIn as signInApio } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { open as openIcws } from "./icws.mjs";
import {
  button, count, expectNotice, expectProblem, field, go, heading, link, names, path10, path11, rows, search, sent, summary,
} from "./xivo.mjs";

test.use({ people: 20 });

const LONG = "Ünder".repeat(2_000);
const SCRIPT = "<script>window.harmed = true</script><img src=x onerror='window.harmed = true'>";

test("a telephone number is taken as it is pasted, and what cannot be seen is named", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const paste = async (control, text) => {
    await control.focus();
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.keyboard.press("Control+V");
  };
  const PASTED = "\u202a+33 6 12\u00a034 56 78\u202c";
  await page.goto("/xivo-2016/users/3");
  const mobile = field(page, "Mobile phone number");
  await mobile.fill("");
  await paste(mobile, PASTED);
  await expect(mobile).toHaveValue("+33612345678");
  await page.keyboard.press("Home");
  await paste(mobile, "0 0");
  await expect(mobile).toHaveValue("00+33612345678");
  await mobile.fill("");
  await paste(mobile, PASTED);
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Mobile phone number");
  await field(page, "First name").fill("Chlo\u200be");
  await expect(field(page, "First name")).toHaveAccessibleDescription("Characters that cannot be seen: U+200B");

  await openIcws(page, "/icws/me/client", "mlind");
  await button(page, "Add number").click();
  const number = page.getByLabel("Phone number").last();
  await paste(number, PASTED);
  await expect(number).toHaveValue("+33612345678");

  await page.goto(profileOf("mira.holt"));
  await signInApio(page, DESK);
  await field(page, "Phone number").fill("");
  await paste(field(page, "Phone number"), PASTED);
  await expect(field(page, "Phone number")).toHaveValue("+33612345678");
});

test("a name of 10,000 characters, and a script as a name", async ({ page, pbx }) => {
  await page.goto("/xivo-2016/users/new");
  // The form grows once the server's age is known, and loses nothing by it.
  for (const label of ["Ring seconds", "Email", "First name"]) await expect(field(page, label)).toBeVisible();
  await field(page, "First name").fill(LONG);
  await pbx.forget();
  await button(page, "Save").click();
  await expectProblem(page, "First name", "At most 128 characters.");
  await expect(field(page, "First name")).toHaveValue(LONG);
  expect(await pbx.writes()).toEqual([]);
  // The page keeps its width all the same.
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth)).toBe(true);

  await field(page, "First name").fill(SCRIPT);
  await button(page, "Save").click();
  await expect(heading(page, SCRIPT)).toBeVisible();
  await expectNotice(page, `${SCRIPT} was created.`);
  await expect(page).toHaveTitle(`${SCRIPT} · Switchroom`);
  expect(await sent(pbx, "xivo-2016", "POST")).toEqual([{ firstname: SCRIPT }]);
  await button(page, "Delete").click();
  await expect(page.getByRole("dialog")).toContainText(SCRIPT);
  await page.keyboard.press("Escape");
  await link(page, "Back to the users").click();
  await expect(link(page, SCRIPT)).toBeVisible();
  await search(page).fill("<script>window");
  await expect(count(page)).toHaveText("1 of 21 users");

  // A server that sends them unasked.
  const body = JSON.stringify({ items: [{ id: 1, firstname: LONG, lastname: SCRIPT }] });
  await pbx.faults({ kind: "body", path: path11(), body, times: 0 });
  await button(page, "Reload").click();
  await search(page).fill("");
  await expect(count(page)).toHaveText("1 user");
  expect(await names(page)).toEqual([`${LONG.slice(0, 200)}…`]);
  expect(await page.evaluate(() => window.harmed)).toBe(undefined);
  expect(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth)).toBe(true);
});

test("items that lack fields, have others, or are of another type", async ({ page, pbx }) => {
  const items = [
    { id: 1, firstname: "Whole", lastname: "One" },
    { id: 2 },
    { id: "3", firstname: "Text", extra: { deep: [1, 2, { more: null }] } },
    { id: 4, firstname: 4, lastname: true, callerid: { a: 1 }, username: ["x"], line: "1004", enableclient: "yes" },
    { id: 5, firstname: null, lastname: null, callerid: null, line: null, ctiprofileid: null },
    { id: null, firstname: "No id" },
    { firstname: "Lacks id" },
    { id: { a: 1 }, firstname: "Odd id" },
    { id: 9, firstname: "Twice", firstName: "no", lastname: "\u0000\ud83d\ude00" },
    7,
    "text",
    null,
    [],
  ];
  await pbx.faults({ kind: "body", path: path10(), body: JSON.stringify({ items, total: "many", more: {} }) });
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("13 users");
  await expect(page.getByText(/^\d+ entries of the server’s list could not be read whole\.$/)).toBeVisible();
  await expect(link(page, "Whole One")).toHaveAttribute("href", "/xivo-2013/users/1");
  await expect(link(page, "Text")).toHaveAttribute("href", "/xivo-2013/users/3");
  await expect(rows(page)).toHaveCount(13);
  // Sorted by everything, searched, and nothing breaks.
  for (const column of ["Name", "Caller ID", "Username", "Extension", "Mobile", "CTI"]) {
    const head = page.getByRole("columnheader", { name: column, exact: true }).getByRole("button");
    if (await head.count()) await head.click();
    await expect(rows(page)).toHaveCount(13);
  }
  await search(page).fill("whole");
  await expect(count(page)).toHaveText("1 of 13 users");
  // Whoever has no id cannot be opened, and that is no link.
  await search(page).fill("lacks id");
  await expect(count(page)).toHaveText("1 of 13 users");
  await expect(link(page, "Lacks id")).toHaveCount(0);
  await page.getByRole("rowheader", { name: "Lacks id" }).click();
  await expect(heading(page, "Users")).toBeVisible();

  // A user's own record, as odd.
  for (const [id, body] of [
    [1, '{"id": 1}'],
    [2, '{"id": 2, "firstname": 7, "lastname": {"a": 1}, "line": [1, "x"], "enableclient": "maybe", "voicemailid": "x"}'],
  ]) {
    await pbx.faults({ kind: "body", path: path10(id), body });
    await go(page, `/xivo-2013/users/${id}`);
    const refused = page.getByRole("alert").filter({ hasText: "Something else may be answering" });
    await expect(field(page, "First name").or(refused), body).toBeVisible();
  }
  // No record at all, or half of one.
  const another = "Something else may be answering at this address.";
  for (const [body, sentence] of [
    ["[]", another],
    ["7", another],
    ["null", another],
    ["", another],
    ["{", "The answer broke off half way."],
    ['"text"', another],
    ["<html><body>It works!</body></html>", another],
  ]) {
    await pbx.faults({ kind: "body", path: path10(3), body });
    await go(page, "/xivo-2013/users");
    await expect(heading(page, "Users")).toBeVisible();
    await go(page, "/xivo-2013/users/3");
    await expect(page.getByRole("alert"), body).toContainText(sentence);
  }
  await pbx.faults({ kind: "cut", path: path10(3) });
  await button(page, "Try again").click();
  await expect(page.getByRole("alert")).toContainText("The answer broke off half way.");
  await button(page, "Try again").click();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
});

test("ids that an address must not swallow: click, reload, back", async ({ page, pbx }) => {
  const ids = ["a/..b", "a%2Fb", "50%", "x?#", "a/b", "é è"];
  // A browser resolves them, or a proxy on the way: they would lead to somebody else.
  const climbing = ["..", ".", "../x", "x/../1"];
  ids.push(...climbing);
  const items = ids.map((id, at) => ({ id, firstname: `Odd ${at}`, lastname: "Id" }));
  await pbx.faults({ kind: "body", path: "/1.0/users/", method: "GET", body: JSON.stringify({ items }) });
  await page.goto("/xivo-2013/users?q=odd");
  await expect(count(page)).toHaveText(`${ids.length} users`);
  for (const [at, id] of ids.entries()) {
    const name = `Odd ${at} Id`;
    if (climbing.includes(id)) {
      await expect(link(page, name), id).toHaveCount(0);
      continue;
    }
    const url = `/xivo-2013/users/${encodeURIComponent(id)}`;
    await expect(link(page, name), id).toHaveAttribute("href", url);
    await pbx.forget();
    const record = { kind: "body", path: "/1.0/users/", method: "GET", status: 200, type: "application/json" };
    await pbx.faults({ ...record, body: JSON.stringify(items[at]) });
    await link(page, name).click();
    await expect(heading(page, name), id).toBeVisible();
    expect(new URL(page.url()).pathname, id).toBe(url);
    const asked = (await pbx.log("xivo-2013")).map((entry) => entry.path);
    expect(asked, id).toEqual([`/1.0/users/${encodeURIComponent(id)}`]);
    if (at === 0) {
      await pbx.faults({ ...record, body: JSON.stringify(items[at]) });
      await page.reload();
      await expect(heading(page, name), id).toBeVisible();
      expect(new URL(page.url()).pathname, id).toBe(url);
      await pbx.faults({ ...record, body: JSON.stringify({ items }) });
    }
    await page.goBack();
    await expect(heading(page, "Users"), id).toBeVisible();
    await expect(count(page)).toHaveText(`${ids.length} users`);
    await expect(search(page)).toHaveValue("odd");
  }
  // Asked of the server as it is: nobody has it, which is said as such.
  for (const id of ["%25", "%3F", "%23", "x%00y"]) {
    await go(page, `/xivo-2013/users/${id}`);
    await expect(page.getByText("This user does not exist (any more).").or(page.getByText("Something else may be answering")), id).toBeVisible();
  }
  // What is not properly encoded, or climbs, is no address of a view.
  for (const id of ["%zz", "..%2Fx", "x%2F..%2F1"]) {
    await pbx.forget();
    await go(page, `/xivo-2013/users/${id}`);
    await expect(heading(page, "Page not found"), id).toBeVisible();
    expect((await pbx.log("xivo-2013")).map(({ path }) => path), id).toEqual([]);
  }
  await go(page, "/nowhere/users");
  await expect(page.getByText("No system of this name is configured here.")).toBeVisible();
});

test("a broken configuration, a missing one, and none to be had", async ({ page, pbx, request, watch }) => {
  watch.allow(/config\.json/);
  await pbx.config('{"systems": [{"id": "x", "kind": "xivo", "bass": "/api"}]}');
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("bass");
  await expect(page.getByRole("main")).toContainText(/line 1/i);
  await pbx.config("{ broken");
  await button(page, "Try again").click();
  await expect(page.getByRole("main")).not.toContainText("bass");
  // Only then has the broken file been read, and not the next one.
  await expect(button(page, "Try again")).toBeVisible();
  await pbx.config('{"systems": []}');
  await button(page, "Try again").click();
  await expect(page.getByText("No phone system is configured yet.")).toBeVisible();
  await pbx.noConfig();
  await pbx.faults({ system: "files", kind: "status", status: 500, path: "/config.json", times: 0 });
  await page.reload();
  await expect(page.getByText("The web server answered 500 instead of sending config.json.")).toBeVisible();
  await pbx.noFaults();
  await button(page, "Try again").click();
  await expect(heading(page, "Systems")).toBeVisible();
  expect((await request.get("/config.json")).ok()).toBe(true);
});

test("a token that no header can carry ends in words at the sign-in", async ({ page, pbx }) => {
  const token = "a\nb\u2603";
  const signIns = {
    icws: { path: "/icws/connection", status: 201, body: { sessionId: "1", csrfToken: token, userID: "admin" } },
    "wazo-2026": { path: "/0.1/token", status: 200, body: { data: { token, acl: ["#"] } } },
  };
  for (const [system, { path, status, body }] of Object.entries(signIns)) {
    await pbx.faults({ system, method: "POST", path, kind: "body", status, type: "application/json", body: JSON.stringify(body) });
    await page.goto(`/${system}/users`);
    await page.getByLabel("Username").fill("admin");
    await page.getByLabel("Password", { exact: true }).fill("admin-pass");
    await button(page, "Sign in").click();
    await expect(page.getByRole("alert").first()).toContainText("not one that this phone system gives");
    await expect(page.getByLabel("Username")).toHaveValue("admin");
    await expect(page.getByText(token)).toHaveCount(0);
  }
});
