// A file of people: what it would change is said first, the run can be stopped, and all of it taken back.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, heading, link, open } from "./xivo.mjs";

test.use({ people: 30 });

const file = (page) => page.getByLabel("CSV file");
const row = (page, line) =>
  page.getByRole("row").filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) });
const cell = (page, line, field) => row(page, line).locator(`[data-column="${field}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const choose = (page, text, name = "people.csv") =>
  file(page).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
// Old servers list in another order after a change.
const people = async (pbx, system) => (await pbx.state(system)).users.sort((a, b) => a.id - b.id);
const puts = async (pbx, system) => (await pbx.writes(system)).filter(({ method }) => method === "PUT");
const download = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  return readFile(await download.path(), "utf8");
};

test("says of every cell what it would change, and what is wrong", async ({ page, pbx }) => {
  await open(page, "xivo-2016", "users");
  await link(page, "Import users").click();
  await expect(heading(page, "Import users")).toBeVisible();
  await expect(page).toHaveTitle("Import users · Switchroom");
  await axeEverywhere(page, "no file yet");
  const [ada] = (await people(pbx, "xivo-2016")).filter((user) => user.username === "ada");

  const text = [
    "Identifiant;Champ utilisateur;Numéro de mobile;Ring seconds;Supervision;Nonsense",
    `ada;${ada.userfield ?? ""};;;;x`,
    "dora;Étage 2;+33123;10;non;",
    "chloe;=A1;12 34;3.31E+10;;",
    "nobody;x;;;;",
    "dora;y;;;;",
    ";z;;;;",
  ].join("\r\n");
  // As a spreadsheet of Western Europe writes it.
  await choose(page, Buffer.from(text, "latin1"), "gens.csv");
  await expect(page.getByText("gens.csv: 6 rows, Windows-1252, separated by semicolons.")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "People are found by" })).toHaveValue("username");
  await expect(figure(page, "1 to do")).toBeVisible();
  await expect(figure(page, "4 with problems")).toBeVisible();
  await expect(cell(page, 3, "userfield")).toHaveText(/ → Étage 2$/);
  await expect(cell(page, 3, "supervision_enabled")).toHaveText("On → Off");
  await expect(cell(page, 4, "userfield")).toContainText("a formula, not its result");
  await expect(cell(page, 4, "mobile_phone_number")).toContainText("Only digits");
  await expect(cell(page, 4, "ring_seconds")).toContainText("a number that a spreadsheet has shortened");
  await expect(cell(page, 4, "outcome")).toContainText("See the values marked");
  await expect(cell(page, 5, "outcome")).toHaveText("✕ Nobody here has this");
  await expect(cell(page, 6, "outcome")).toHaveText("✕ Line 3 is about the same user");
  await expect(cell(page, 7, "outcome")).toHaveText("✕ Nothing says who this is");
  await axeEverywhere(page, "a plan");
  // A narrow page shows what becomes of each in the second line of its row.
  await page.setViewportSize({ width: 320, height: 640 });
  const [name, outcome] = await Promise.all(
    [row(page, 3).getByRole("rowheader"), cell(page, 3, "outcome")].map((one) => one.boundingBox()),
  );
  expect(outcome.y).toBeGreaterThanOrEqual(name.y + name.height);
  expect(outcome.x + outcome.width).toBeLessThanOrEqual(320);
  // In the third there is what shows all of its values, and the first of them.
  const show = row(page, 4).getByRole("button", { name: "Mend" });
  const [whole, below] = await Promise.all([row(page, 4), show].map((one) => one.boundingBox()));
  expect(below.y + below.height).toBeLessThanOrEqual(whole.y + whole.height);
  expect(below.x + below.width).toBeLessThanOrEqual(320);
  await show.click();
  const values = page.getByRole("dialog");
  await expect(values).toContainText("See the values marked");
  await expect(values.getByRole("textbox", { name: "Ring seconds" })).toHaveAccessibleDescription(/a number that a spreadsheet has shortened/);
  await axeEverywhere(page, "the values of a row, narrow");
  await page.keyboard.press("Escape");
  await page.setViewportSize({ width: 1280, height: 800 });

  // Only those with problems; then a row is left out.
  await page.getByRole("combobox", { name: "Show" }).selectOption({ label: "Rows with problems" });
  await expect(page.getByRole("grid", { name: "Rows of the plan" })).toHaveAttribute("aria-rowcount", "5");
  await page.getByRole("combobox", { name: "Show" }).selectOption({ label: "All rows" });
  await row(page, 3).getByRole("checkbox").uncheck();
  await expect(figure(page, "1 left out")).toBeVisible();
  await expect(page.getByText("Nothing would change.")).toBeVisible();

  // Another meaning of a column.
  await page.getByText("Columns of the file").click();
  await page.getByRole("combobox", { name: "Field of column Nonsense" }).selectOption({ label: "Description" });
  await expect(cell(page, 2, "description")).toHaveText(/ → x$/);
  await axeEverywhere(page, "the columns of a file");
  expect(await puts(pbx, "xivo-2016")).toEqual([]);
});

test("says that there is no plan where none was made, or the page was loaded anew", async ({ page }) => {
  await open(page, "xivo-2016", "plan");
  await expect(heading(page, "Plan")).toBeVisible();
  await expect(page.getByText("There is no plan here.")).toBeVisible();
  await expect(page.getByRole("navigation").getByRole("link", { name: "Plan", exact: true })).toHaveCount(0);
  await axeEverywhere(page, "no plan");
  await page.getByRole("main").getByRole("link", { name: "Import users" }).click();
  await choose(page, "username,userfield\nada,x");
  await expect(page).toHaveURL(/\/xivo-2016\/plan$/);
  await expect(figure(page, "1 to do")).toBeVisible();
  await page.reload();
  await expect(page.getByText("There is no plan here.")).toBeVisible();
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });
  test("has an address of its own", async ({ page }) => {
    await open(page, "xivo-2016", "users/import");
    await expect(page).toHaveTitle("Importer des utilisateurs · Switchroom");
    await page.getByLabel("Fichier CSV").setInputFiles({ name: "g.csv", mimeType: "text/csv", buffer: Buffer.from("Identifiant,Prénom\nada,Eve") });
    await expect(page.getByText("g.csv : 1 ligne, UTF-8, séparée par des virgules.")).toBeVisible();
    await expect(cell(page, 2, "firstname")).toHaveText("Ada → Eve");
    await expect(button(page, "Exécuter 1 modification")).toBeVisible();
  });
});

for (const system of ["xivo-2013", "wazo-2026"]) {
  test(`takes the list that was exported without a change: ${system}`, async ({ page, pbx }) => {
    await open(page, system);
    const exported = await download(page, "Export CSV");
    const rows = exported.trim().split("\r\n").length - 1;
    expect(rows).toBeGreaterThanOrEqual(30);
    await link(page, "Import users").click();
    await choose(page, exported);
    await expect(page.getByRole("combobox", { name: "People are found by" })).toHaveValue("id");
    await expect(figure(page, `${rows} unchanged`)).toBeVisible();
    await expect(page.getByText("Nothing would change.")).toBeVisible();
    expect(await puts(pbx, system)).toEqual([]);
  });
}

test("says of what is no table why", async ({ page }) => {
  await open(page, "xivo-2016", "users/import");
  for (const [content, sentence] of [
    ["username\r\n", "There is nothing in this file below its first line."],
    ["PK\u0003\u0004", "This is the workbook of a spreadsheet. Save it there as CSV (UTF-8), and choose that file."],
    ["\u007fELF\u0002\0\0\0\u0003", "This is not a text file."],
  ]) {
    await choose(page, content);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await choose(page, 'First name,Last name\r\nAda,"Sample');
  await expect(page.getByText("The file breaks off in its last row")).toBeVisible();
  await expect(page.getByText("No column says who is who.")).toBeVisible();
});

for (const system of ["xivo-2013", "wazo-2026"]) {
  test(`runs with a failure and a stop, and takes all of it back: ${system}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    // A PUT for the one with the longest name breaks the database of 2013 off. The Wazo has other tenants' people, too.
    const ids = before.map((user) => user.id).filter((id) => id <= 30 && id !== 10);
    const text = ["id,userfield,description", ...ids.map((id) => `${id},"Floor ""${id}""",#N/A`)].join("\n");
    await open(page, system, "users/import");
    await choose(page, text);
    await expect(figure(page, "29 to do")).toBeVisible();
    expect(await puts(pbx, system)).toEqual([]);

    // The file that undoes it is there before anything is sent.
    const undo = await download(page, "Save a file that undoes this");
    expect(undo.split("\r\n").length).toBe(31);

    const api = system === "xivo-2013" ? "1.0" : "1.1";
    await pbx.faults(
      { system, method: "PUT", path: `/${api}/users/${ids[2]}$`, kind: "500-before" },
      { system, method: "PUT", path: `/${api}/users/${ids[3]}$`, kind: "500", when: "after" },
      // All four that are under way at a time: what follows them waits.
      ...[8, 9, 10, 11].map((at) => ({ system, method: "PUT", path: `/${api}/users/${ids[at]}$`, kind: "delay" })),
    );
    let now = 0;
    let most = 0;
    const ours = (request) => request.method() === "PUT" && request.url().includes(`/api/${system}/`);
    page.on("request", (request) => ours(request) && (most = Math.max(most, ++now)));
    page.on("requestfinished", (request) => ours(request) && now--);
    page.on("requestfailed", (request) => ours(request) && now--);
    await button(page, "Run 29 changes").click();
    await expect(page.getByRole("progressbar", { name: "Progress" })).toBeVisible();
    await expect(cell(page, 4, "outcome")).toContainText("✕ The server failed while doing this (status 500).");
    await expect(cell(page, 5, "outcome")).toHaveText("✓ Done, although the server reported a failure");
    await expect.poll(() => pbx.faultsLeft()).toBe(0);
    await button(page, "Pause").click();
    await expect(page.getByText("Paused. Nothing new is begun.")).toBeVisible();
    await button(page, "Stop").click();
    await pbx.release();
    await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
    expect(most).toBeLessThanOrEqual(4);
    await axeEverywhere(page, "a run that was stopped");

    // Elsewhere and back: what was done is still there.
    await link(page, "Back to the users").click();
    await expect(heading(page, "Users")).toBeVisible();
    await link(page, "Plan").click();
    await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
    await link(page, "Import users").click();
    await link(page, "Go on with the plan").click();
    await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
    await button(page, /^Try again only those not done/).click();
    await expect(page.getByText("Done. This is what became of it:")).toBeVisible();
    await expect(figure(page, "29 done")).toBeVisible();
    const changed = await people(pbx, system);
    for (const id of ids) expect(changed.find((user) => user.id === id).userfield).toBe(`Floor "${id}"`);

    // All of it back, by a plan that is looked at first.
    await button(page, "Undo what was done").click();
    await expect(page.getByText("This takes back what was done. Nothing is sent before you run it.")).toBeVisible();
    await pbx.forget();
    await expect(figure(page, "29 to do")).toBeVisible();
    expect(await puts(pbx, system)).toEqual([]);
    await button(page, "Run 29 changes").click();
    await expect(figure(page, "29 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(before);

    // The file that was kept says the same: nothing is left to take back.
    await button(page, "Choose another file").click();
    await choose(page, undo, "undo.csv");
    await expect(figure(page, "29 unchanged")).toBeVisible();
    await expect(page.getByText("Nothing would change.")).toBeVisible();
  });
}

test("sends nothing over what somebody else has changed meanwhile", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const [{ id }] = await people(pbx, system);
  await open(page, system, "users/import");
  await choose(page, `id,userfield\n${id},Ours`);
  await expect(figure(page, "1 to do")).toBeVisible();
  await pbx.act(system, "PUT", `/1.1/users/${id}`, { userfield: "Theirs" });
  await button(page, "Run 1 change").click();
  await expect(cell(page, 2, "outcome")).toHaveText("✕ Not sent: changed meanwhile by somebody else: User field");
  expect(await puts(pbx, system)).toEqual([]);
  await button(page, "Check again").click();
  await expect(cell(page, 2, "userfield")).toHaveText("Theirs → Ours");
  await button(page, "Run 1 change").click();
  await expect(cell(page, 2, "outcome")).toHaveText("✓ Done");
  expect((await people(pbx, system))[0].userfield).toBe("Ours");
});

test("says which columns are not used, and that what was a formula still is one", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system, "users/import");
  await choose(page, "id,Nom du chien,userfield\n1,Rex,=1+1\n2,Rex,ok");
  await expect(page.getByText("Not used: Nom du chien", { exact: true })).toBeVisible();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save the rows that were not done").click()]);
  const left = await readFile(await download.path(), "utf8");
  await button(page, "Choose another file").click();
  await choose(page, left);
  await expect(cell(page, 2, "userfield")).toContainText("a formula");
  await expect(page.getByText("Nothing would change.")).toBeVisible();
  expect((await people(pbx, system))[0].userfield).not.toContain("=");
});

test("an undo says that it leaves the passwords as they are", async ({ page }) => {
  await open(page, "xivo-2016", "users/import");
  await choose(page, "id,userfield,password\n1,Ours,geheim-4711");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await button(page, "Undo what was done").click();
  await expect(page.getByText("Passwords and PINs cannot be restored: nobody can read the old ones.")).toBeVisible();
});

test("what somebody's run has done is offered to them again, whoever has signed in meanwhile", async ({ page, pbx }) => {
  const system = "xivo-2019";
  await open(page, system, "users/import");
  await choose(page, ["id,userfield", ...[1, 2, 3, 4, 5, 6].map((id) => `${id},Ours`)].join("\n"));
  await pbx.faults({ system, method: "PUT", path: "/1.1/users/5", kind: "expired" });
  await button(page, "Run 6 changes").click();
  const lost = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(lost).toBeVisible();
  const done = async () => (await people(pbx, system)).filter(({ userfield }) => userfield === "Ours").length;
  await expect.poll(done).toBeGreaterThan(2);
  // While a plan runs, what it has done is kept every two seconds.
  await page.waitForTimeout(2_500);
  const signInAs = async (username) => {
    await page.getByLabel("Username").fill(username);
    await page.getByLabel("Password", { exact: true }).fill("madeup-secret");
    await button(page, "Sign in").click();
  };
  await signInAs("madeup-deputy");
  await expect(lost).toHaveCount(0);
  await expect(page.getByText("There is no plan here")).toBeVisible();
  await expect(page.getByText(/Before the page was loaded anew/)).toHaveCount(0);
  await button(page, "Sign out").click();
  await page.goto(`/${system}/plan`);
  await signInAs("madeup-admin");
  await expect(button(page, "Save a file that undoes this")).toBeVisible();
});

test("an undo that another change has held up is checked again as an undo", async ({ page, pbx }) => {
  const system = "xivo-2016";
  const [one, other] = await people(pbx, system);
  const rowOf = ({ firstname, lastname }) =>
    page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: `${firstname} ${lastname ?? ""}`.trim(), exact: true }) });
  const field = (user, name) => rowOf(user).locator(`[data-column="${name}"]`);
  await open(page, system, "users/import");
  await choose(page, `id,userfield\n${one.id},Ours\n${other.id},Ours`);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await button(page, "Undo what was done").click();
  await pbx.act(system, "PUT", `/1.1/users/${one.id}`, { userfield: "Theirs" });
  await button(page, "Run 2 changes").click();
  await expect(field(one, "outcome")).toHaveText("✕ Not sent: changed meanwhile by somebody else: User field");
  await button(page, "Check again").click();
  // It says what it would do now, and is run only by somebody who has seen that.
  await expect(page.getByText("This takes back what was done. Nothing is sent before you run it.")).toBeVisible();
  await expect(field(one, "userfield")).toHaveText(`Theirs → ${one.userfield || "(empty)"}`);
  await expect(field(other, "outcome")).toHaveText("= Already so");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  expect((await people(pbx, system)).slice(0, 2)).toEqual([one, other]);
});

for (const system of ["xivo-2016", "xivo-2013"]) {
  test(`creates people, and deletes them again: ${system}`, async ({ page, pbx }) => {
    const before = await people(pbx, system);
    await open(page, system, "users/import");
    await choose(page, "username,firstname,lastname,password\nmadeup.eve,Eve,Sample,geheim1\nada,,,\nmadeup.mel,Mel,Sample,\n");
    await expect(figure(page, "2 with problems")).toBeVisible();
    await page.getByRole("switch", { name: "Create those who are not there" }).click();
    await expect(cell(page, 2, "outcome")).toHaveText("→ Will be created");
    await expect(cell(page, 2, "password")).toHaveText("•••");
    await expect(page.getByText("deletes them again.")).toBeVisible();
    await button(page, "Run 2 changes").click();
    await expect(figure(page, "2 done")).toBeVisible();
    const known = new Set(before.map(({ id }) => id));
    const created = (await people(pbx, system)).filter(({ id }) => !known.has(id));
    expect(created.map(({ firstname, lastname }) => `${firstname} ${lastname}`).sort()).toEqual(["Eve Sample", "Mel Sample"]);
    // The passwords of a file are somebody's already: none are handed over, and nothing waits for that.
    await expect(button(page, "Save the usernames and passwords")).toHaveCount(0);
    await button(page, "Undo what was done").click();
    await expect(page.getByText("→ Will be deleted")).toHaveCount(2);
    await expect(button(page, "Save a file that undoes this")).toHaveCount(0);
    await button(page, "Delete 2 users").click();
    await expect(figure(page, "2 done")).toBeVisible();
    expect(await people(pbx, system)).toEqual(before);
  });
}
