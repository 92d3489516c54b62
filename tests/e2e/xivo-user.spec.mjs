// One user: read, changed, created, deleted.
import { expect, test } from "./fixtures.mjs";
import {
  button, count, expectNotice, expectProblem, field, go, heading, link, notices, open, path10, path11, rows, search,
  sent, summary,
} from "./xivo.mjs";

test.use({ people: 20 });

const bar = (page) => page.locator(".bar output");

test("offers what others have and the field knows, and takes anything else", async ({ page, pbx }) => {
  const offered = async (label) => {
    await field(page, label).focus();
    return field(page, label).evaluate((control) => [...control.list.options].map(({ value }) => value));
  };
  // Without the list there is nobody to learn from.
  await page.goto("/xivo-2016/users/1");
  await expect(heading(page, "Ada Sample")).toBeVisible();
  expect(await offered("Language")).toEqual(["de_DE", "en_US", "es_ES", "fr_FR", "fr_CA", "it_IT", "nl_NL"]);
  expect(await offered("Time zone")).toContain("Asia/Tokyo");
  expect(await offered("Time zone")).not.toContain("America/Montreal");
  expect(await offered("Music on hold")).toEqual([]);
  // What nobody has yet can be typed, and is then offered to others.
  await field(page, "Music on hold").fill("opera");
  await field(page, "Time zone").fill("Mars/Olympus Mons");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Time zone, Music on hold.");
  expect(await sent(pbx, "xivo-2016")).toEqual([{ timezone: "Mars/Olympus Mons", music_on_hold: "opera" }]);
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText(/users$/);
  await link(page, "New user").click();
  expect((await offered("Language")).slice(0, 2).sort()).toEqual(["en_US", "fr_FR"]);
  expect(await offered("Time zone")).toContain("Mars/Olympus Mons");
  expect(await offered("Music on hold")).toContain("opera");
  const all = await offered("Time zone");
  expect(new Set(all).size).toBe(all.length);
  // Other fields offer nothing.
  expect(await field(page, "Last name").evaluate((control) => control.list)).toBe(null);
});

test("creates somebody of API 1.0 with the CTI client on and a profile, which later ages have elsewhere", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users/new");
  await field(page, "First name").fill("Nova");
  await page.getByRole("switch", { name: "CTI client enabled" }).check();
  await field(page, "CTI profile").fill("3");
  await expect(field(page, "User number")).toHaveCount(0);
  await button(page, "Save").click();
  await expectNotice(page, "Nova was created.");
  expect(await sent(pbx, "xivo-2013", "POST")).toEqual([{ firstname: "Nova", enableclient: 1, ctiprofileid: 3 }]);
  // Whoever is there has a view of its own for it.
  await expect(field(page, "CTI profile")).toHaveCount(0);
  await page.goto("/xivo-2016/users/new");
  await expect(field(page, "Ring seconds")).toBeVisible();
  await expect(field(page, "CTI profile")).toHaveCount(0);
});

test("changes somebody of API 1.0: what changed, and nothing else, is sent", async ({ page, pbx, secrets }) => {
  await page.goto("/xivo-2013/users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page).toHaveTitle("Dora Desk · Switchroom");
  for (const group of ["Person", "Account", "Calls", "Attached to this user"]) {
    await expect(page.getByRole("group", { name: group })).toBeVisible();
  }
  for (const label of [
    "First name", "Last name", "Caller ID", "Outgoing caller ID", "Username", "Password", "Mobile phone number",
    "User field", "Time zone", "Language", "Music on hold", "Description", "Voicemail", "Agent", "Entity", "Line",
  ]) {
    await expect(field(page, label), label).toBeVisible();
  }
  await expect(field(page, "Line")).toHaveValue("1007");
  await expect(field(page, "Line")).toHaveJSProperty("readOnly", true);
  await expect(field(page, "User number")).toHaveValue("7");
  await expect(field(page, "User number")).toHaveJSProperty("readOnly", true);
  await expect(bar(page)).toHaveText("Nothing changed");

  // Nothing to save is said, and not sent.
  await pbx.forget();
  await button(page, "Save").click();
  await expectNotice(page, "Nothing has been changed.");

  await field(page, "First name").fill("Theodora");
  await expect(bar(page)).toHaveText("1 field changed. The server may give the voicemail of this user the new name, too.");
  await expect(page.locator(".field.is-changed")).toContainText("Changed");
  await button(page, "Cancel").click();
  await expect(field(page, "First name")).toHaveValue("Dora");
  await expect(bar(page)).toHaveText("Nothing changed");

  await field(page, "First name").fill("Theodora");
  await field(page, "Caller ID").fill("");
  await field(page, "User field").fill("<b>x</b> & \"y\"");
  await expect(bar(page)).toHaveText(/^3 fields changed/);
  await page.keyboard.press("Control+s");
  await expectNotice(page, "Saved: First name, Caller ID, User field.");
  await expect(heading(page, "Theodora Desk")).toBeVisible();
  await expect(bar(page)).toHaveText("Nothing changed");
  expect(await sent(pbx, "xivo-2013")).toEqual([{ firstname: "Theodora", callerid: "", userfield: "<b>x</b> & \"y\"" }]);

  // The password is seen on demand only, and sent only if changed.
  const password = field(page, "Password");
  await expect(password).toHaveValue("");
  await expect(password).toHaveAccessibleDescription("A password is set. Leave empty to keep it.");
  await button(page, "Show: Password").click();
  await expect(password).toHaveValue("s3cret");
  await button(page, "Hide: Password").click();
  await expect(password).toHaveValue("");
  secrets.add("n3w-s3cret");
  await password.fill("n3w-s3cret");
  await expect(bar(page)).toHaveText("1 field changed");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Password.");
  await expect(password).toHaveValue("");
  expect((await sent(pbx, "xivo-2013")).at(-1)).toEqual({ password: "n3w-s3cret" });
  await button(page, "Remove password").click();
  await expect(password).toHaveAccessibleDescription("The password will be removed when you save.");
  await button(page, "Keep password").click();
  await expect(bar(page)).toHaveText("Nothing changed");

  // The list knows, without being told anew by the server.
  await link(page, "Back to the users").click();
  await search(page).fill("theodora");
  await expect(link(page, "Theodora Desk")).toBeVisible();
});

test("refuses here what the server would refuse, and says it at the field", async ({ page, pbx }) => {
  await page.goto("/xivo-2019/users/1");
  await field(page, "Username").fill("madeup-admin");
  await field(page, "Password").fill("madeup-secret");
  await button(page, "Sign in").click();
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await pbx.forget();
  const cases = [
    ["First name", "", "Enter a value."],
    ["Last name", "x".repeat(129), "At most 128 characters."],
    ["Email", "nobody", "This is not an email address, such as ada@sample.example."],
    ["Mobile phone number", "555 12", "Only digits, * and #, perhaps after a +, without spaces."],
    ["Language", "english", "A language and a country, such as fr_FR."],
    ["Ring seconds", "61", "From 0 to 60."],
    ["Simultaneous calls", "many", "From 1 to 20."],
    ["Caller ID", "Ada", /^Write the name in double quotes/],
  ];
  for (const [label, typed] of cases) await field(page, label).fill(typed);
  // What was typed and left is judged at once; so is it at sending, all together.
  await expectProblem(page, "Email", cases[2][2]);
  await button(page, "Save").click();
  await expect(summary(page)).toBeFocused();
  await expect(summary(page).getByRole("heading", { name: "Please check these values" })).toBeVisible();
  for (const [label, typed, sentence] of cases) {
    await expectProblem(page, label, typeof sentence === "string" ? new RegExp(`^${sentence.replace(/[+*.]/g, "\\$&")}`) : sentence);
    await expect(field(page, label)).toHaveValue(typed);
    await expect(summary(page).getByRole("link", { name: new RegExp(`^${label}: `) })).toBeVisible();
  }
  await summary(page).getByRole("link", { name: /^Ring seconds: / }).click();
  await expect(field(page, "Ring seconds")).toBeFocused();
  expect(await pbx.writes("xivo-2019")).toEqual([]);

  // Put right, it goes.
  await button(page, "Cancel").click();
  for (const typed of ["1e3", "7.5", "soon", "99999999999999999999"]) {
    await field(page, "Ring seconds").fill(typed);
    await button(page, "Save").click();
    await expectProblem(page, "Ring seconds", /^From 0 to 60\./);
  }
  await button(page, "Cancel").click();
  await expect(summary(page)).toHaveCount(0);
  await field(page, "Ring seconds").fill("45");
  await page.getByRole("switch", { name: "Call recording", exact: true }).check();
  await field(page, "Language").fill("");
  await field(page, "Ring seconds").press("Enter");
  await expectNotice(page, "Saved: ");
  expect(await sent(pbx, "xivo-2019")).toEqual([{ language: null, ring_seconds: 45, call_record_enabled: true }]);
  await expect(field(page, "Ring seconds")).toHaveValue("45");
});

test("saves once, however often one asks", async ({ page, pbx }) => {
  await page.goto("/xivo-2014b/users/3");
  await field(page, "Last name").fill("Once");
  await pbx.faults({ kind: "delay", ms: 1500, method: "PUT" });
  const save = button(page, "Save");
  await save.click();
  const saving = button(page, "Saving…");
  await expect(saving).toHaveAttribute("aria-disabled", "true");
  await expect(saving).toBeFocused();
  await saving.click({ force: true });
  await page.keyboard.press("Control+s");
  await field(page, "Description").fill("typed while saving");
  await expectNotice(page, "Saved: Last name.");
  await expect(field(page, "Description")).toHaveValue("typed while saving");
  await expect(bar(page)).toHaveText("1 field changed");
  expect(await sent(pbx, "xivo-2014b")).toEqual([{ lastname: "Once" }]);
  await save.click();
  await expectNotice(page, "Saved: Description.");
  expect((await sent(pbx, "xivo-2014b")).at(-1)).toEqual({ description: "typed while saving" });
});

test("creates somebody, and finds them where the server does not tell", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("20 users");
  await link(page, "New user").click();
  await expect(heading(page, "New user")).toBeVisible();
  await expect(page).toHaveTitle("New user · Switchroom");
  await expect(field(page, "Line")).toHaveCount(0);
  await button(page, "Save").click();
  await expectProblem(page, "First name", "Enter a value.");
  await field(page, "First name").fill("Newt");
  await field(page, "Last name").fill("Comer");
  await field(page, "Username").fill("newt");
  await button(page, "Save").click();
  await expect(heading(page, "Newt Comer")).toBeVisible();
  await expectNotice(page, "Newt Comer was created.");
  await expect(page).toHaveURL(/\/xivo-2013\/users\/21$/);
  expect(await sent(pbx, "xivo-2013", "POST")).toEqual([{ firstname: "Newt", lastname: "Comer", username: "newt" }]);
  await link(page, "Back to the users").click();
  await expect(count(page)).toHaveText("21 users");
  // Going back does not offer the form again.
  await page.goBack();
  await expect(heading(page, "Newt Comer")).toBeVisible();

  // Two are new at the same time: the name tells which is ours, and where both have it, nobody can tell.
  const createBeside = async (theirs) => {
    await go(page, "/xivo-2013/users/new");
    await field(page, "First name").fill("Twin");
    // Somebody else's creation lands between the console's look before and its own request.
    const beside = { method: "POST", path: path10(), body: { firstname: theirs } };
    await pbx.faults({ system: "xivo-2013", method: "POST", kind: "act", act: beside });
    await button(page, "Save").click();
  };
  await createBeside("Other");
  await expectNotice(page, "Twin was created.");
  await expect(heading(page, "Twin")).toBeVisible();
  await createBeside("Twin");
  const twins = page.getByRole("alert").filter({ hasText: /More than one new user has the name Twin: the numbers are (24, 25|25, 24)\./ });
  await expect(twins.getByRole("link", { name: "Open user 24" })).toBeVisible();
  await expect(twins.getByRole("link", { name: "Open user 25" })).toBeVisible();
  await link(page, "Back to the users").click();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(count(page)).toHaveText("25 users");

  // The server fails, and creates all the same.
  await go(page, "/xivo-2013/users/new");
  await field(page, "First name").fill("Despite");
  await pbx.faults({ kind: "500-after", method: "POST" });
  await button(page, "Save").click();
  await expectNotice(page, "The server reported a failure, but Despite was created all the same.");
  await expect(heading(page, "Despite")).toBeVisible();

  // It fails, and does not: what was typed stays.
  await go(page, "/xivo-2013/users/new");
  await field(page, "First name").fill("Never");
  await pbx.faults({ kind: "500-before", method: "POST" });
  await button(page, "Save").click();
  await expect(summary(page)).toContainText("The server failed while doing this (status 500).");
  await expect(field(page, "First name")).toHaveValue("Never");

  // API 1.1 tells.
  await pbx.faults({ kind: "status", status: 400, body: '["Invalid parameters: lastname"]', method: "POST", path: path11() });
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
  await go(page, "/xivo-2014a/users/new");
  await field(page, "First name").fill("Newt");
  await field(page, "Last name").fill("Comer");
  await button(page, "Save").click();
  await expectProblem(page, "Last name", "The server refused this value.");
  await button(page, "Save").click();
  await expectNotice(page, "Newt Comer was created.");
  await expect(page).toHaveURL(/\/xivo-2014a\/users\/21$/);
});

test("says first what goes with a deletion, and then deletes", async ({ page, pbx }) => {
  const dialog = page.getByRole("dialog", { name: "Delete this user?" });
  const ask = () => page.getByRole("main").getByRole("button", { name: "Delete", exact: true });
  await page.goto("/xivo-2013/users?q=a");
  await link(page, "Dora Desk").click();
  await ask().click();
  await expect(dialog).toContainText("Dora Desk");
  await expect(dialog).toContainText("The SIP line of the user goes too.");
  await expect(dialog).toContainText("The user leaves all queues and groups.");
  await expect(dialog).toContainText("the server deletes the user only together with it");
  await expect(dialog).toContainText("This cannot be undone.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(ask()).toBeFocused();
  await ask().click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(ask()).toBeFocused();
  await ask().click();
  await pbx.forget();
  await dialog.getByRole("button", { name: "Delete with voicemail" }).click();
  await expectNotice(page, "Dora Desk was deleted, and the voicemail with them.");
  await expect(heading(page, "Users")).toBeVisible();
  await expect(search(page)).toHaveValue("a");
  await expect(link(page, "Dora Desk")).toHaveCount(0);
  const [deletion] = await pbx.writes("xivo-2013");
  expect(`${deletion.method} ${deletion.path}?${deletion.query}`).toBe(`DELETE ${path10(7)}?deleteVoicemail`);

  // Where a line stands in the way the server says it.
  await go(page, "/xivo-2016/users/6");
  await ask().click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Dissociate the line in the phone system first.");
  await dialog.getByText("What the server said").click();
  await expect(dialog.getByRole("alert")).toContainText("Resource Error");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await go(page, "/xivo-2016/users/2");
  await expect(heading(page, "Boris")).toBeVisible();
  await ask().click();
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expectNotice(page, "Boris was deleted.");
  await expect(rows(page).first()).toBeVisible();
  await expect(link(page, "Boris")).toHaveCount(0);
});

test("names the nameless and those without a last name", async ({ page, pbx }) => {
  await pbx.act("xivo-2013", "PUT", path10(9), { firstname: "", lastname: "" });
  await page.goto("/xivo-2013/users/2");
  await expect(heading(page, "Boris")).toBeVisible();
  await expect(field(page, "Last name")).toHaveValue("");
  await go(page, "/xivo-2013/users/9");
  await expect(heading(page, "(no name)")).toBeVisible();
  await go(page, "/xivo-2013/users");
  await expect(link(page, "(no name)")).toHaveAttribute("href", "/xivo-2013/users/9");
  await expect(notices(page).locator(".notice")).toHaveCount(0);
});

test("shows the extension that only the list of a server of 2016 tells", async ({ page }) => {
  await open(page, "xivo-2016", "users?q=Dora");
  await page.getByRole("row").getByRole("link", { name: "Dora Desk" }).click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page.getByRole("main").getByText("Extension: 1007", { exact: true })).toBeVisible();
});

test("shows the extension of somebody of 2016 who was opened by their address", async ({ page, pbx }) => {
  const directory = async () => (await pbx.log()).filter(({ path, query }) => /view=directory/.test(`${path}?${query}`)).length;
  await open(page, "xivo-2016", "users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page.getByRole("main").getByText("Extension: 1007", { exact: true })).toBeVisible();
  expect(await directory()).toBe(1);
  // Nothing is asked of servers that have no such list, or tell it in the record.
  for (const system of ["xivo-2013", "xivo-2014b", "xivo-2019"]) {
    await pbx.forget();
    await open(page, system, "users/7");
    await expect(heading(page, "Dora Desk")).toBeVisible();
    expect(await directory()).toBe(0);
  }
  // Without it the page stands all the same.
  await pbx.faults({ system: "xivo-2016", method: "GET", path: "/1.1/users$", kind: "500" });
  await open(page, "xivo-2016", "users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await expect(page.getByRole("main").getByText(/Extension/)).toHaveCount(0);
  await expect(notices(page).locator(".notice")).toHaveCount(0);
});
