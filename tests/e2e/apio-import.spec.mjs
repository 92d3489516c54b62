// A file changes people of a group of APIO: what it would change is said first, the run can be stopped, and all of it
// taken back.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { DEPARTMENT, DESK, TENANT, puts, signIn, signInAgain } from "./apio.mjs";
import { inFrench } from "./french.mjs";

const SYSTEM = "apio";
const GROUP = "/apio/tenants/brightwater/groups/north-quay";
const LIST = `${GROUP}/users`;
const IMPORT = `${GROUP}/import`;
const CROWD = "/apio/tenants/brightwater/groups/everybody";
const USERS = `/api/v1${LIST.replace("/apio", "")}`;
const AT = "@voice.example.test";
const NAMES = ["mira.holt", "tomas.ek", "trunk.user", "new.hire", "vec.tor", "must.change"];

const button = (page, name) => page.getByRole("button", { name, exact: true });
const row = (page, line) =>
  page.getByRole("row").filter({ has: page.locator('td[data-column="line"]', { hasText: new RegExp(`^${line}$`) }) });
const cell = (page, line, field) => row(page, line).locator(`[data-column="${field}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const column = (page, heading) => page.getByRole("combobox", { name: `Field of column ${heading}` });
const key = (page) => page.getByRole("combobox", { name: "People are found by" });
const choose = (page, lines, name = "people.csv") => {
  const buffer = Buffer.isBuffer(lines) ? lines : Buffer.from(Array.isArray(lines) ? lines.join("\r\n") : lines);
  return page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer });
};
const profiles = async (pbx) =>
  Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, (await pbx.state(SYSTEM, name + AT)).profile])));
const profile = async (pbx, name) => (await pbx.state(SYSTEM, name + AT)).profile;
const download = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, name).click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  return readFile(await download.path(), "utf8");
};

async function openImport(page, who = DESK) {
  await page.goto(IMPORT);
  await signIn(page, who);
  await expect(page.getByRole("heading", { level: 1, name: "Import users" })).toBeVisible();
}

test("leads from a list to the import and back, and has an address of its own", async ({ page }) => {
  await page.goto(LIST);
  await signIn(page, DESK);
  await page.getByRole("main").getByRole("link", { name: "Import users" }).click();
  await expect(page).toHaveURL(new RegExp(`${IMPORT}$`));
  await expect(page).toHaveTitle("Import users · Switchroom");
  await axeEverywhere(page, "no file for a group yet");
  await page.goBack();
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  await page.goForward();
  await choose(page, ["User ID,Time zone", `mira.holt${AT},Europe/Malta`]);
  await expect(page).toHaveURL(/\/apio\/plan$/);
  await expect(page.getByText("people.csv: 1 row, UTF-8, separated by commas.")).toBeVisible();
  await expect(figure(page, "1 to do")).toBeVisible();
  // Nobody can be created.
  await expect(page.getByRole("switch", { name: "Create those who are not there" })).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the users" }).click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
  await page.getByRole("main").getByRole("link", { name: "Import users" }).click();
  await page.getByRole("link", { name: "Go on with the plan" }).click();
  await expect(figure(page, "1 to do")).toBeVisible();
  await button(page, "Choose another file").click();
  await expect(page).toHaveURL(new RegExp(`${IMPORT}$`));
  await expect(page.getByRole("link", { name: "Go on with the plan" })).toHaveCount(0);
  // Loaded anew it asks who one is, and stays where it is.
  await page.reload();
  await signIn(page, DESK);
  await expect(page.getByLabel("CSV file")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${IMPORT}$`));
  // Whoever has that word for an id is there as before.
  await page.goto(`${LIST}/import`);
  await signIn(page, DESK);
  await expect(page.getByRole("heading", { level: 1, name: "Profile" })).toBeVisible();
  await expect(page.getByLabel("CSV file")).toHaveCount(0);
});

test("finds people by each kind of key, and says of every cell what it would change", async ({ page, pbx }) => {
  await openImport(page);
  const text = [
    "E-mail;Département;Fuseau horaire;Numéro interne;Nom affiché à l’appelé;Nonsense",
    "MIRA@brightwater.example.test;Finance;;4799;#N/A;x",
    "ada@brightwater.example.test;#N/A;Europe/Malta;;Holt;",
    "nobody@brightwater.example.test;;Europe/Malta;;;",
    "mira@brightwater.example.test;;Europe/Malta;;;",
    ";;Europe/Malta;;;",
  ];
  await choose(page, Buffer.from(text.join("\r\n"), "latin1"), "gens.csv");
  await expect(page.getByText("gens.csv: 5 rows, Windows-1252, separated by semicolons.")).toBeVisible();
  await expect(key(page)).toHaveValue("emailAddress");
  await expect(row(page, 2).getByRole("rowheader")).toHaveText("Mira Holt");
  await expect(cell(page, 2, "department")).toHaveText("Pilots → Finance");
  await expect(cell(page, 2, "extension")).toHaveText("4711 → 4799");
  await expect(cell(page, 2, "cliLastName")).toHaveText("Holt → (empty)");
  await expect(cell(page, 3, "department")).toHaveText("(empty)");
  await expect(cell(page, 3, "cliLastName")).toHaveText("✕ Holt: From a directory, where this is changed");
  await expect(cell(page, 4, "outcome")).toHaveText("✕ Nobody here has this");
  await expect(cell(page, 5, "outcome")).toHaveText("✕ Line 2 is about the same user");
  await expect(cell(page, 6, "outcome")).toHaveText("✕ Nothing says who this is");
  await expect(figure(page, "1 to do")).toBeVisible();
  await expect(figure(page, "4 with problems")).toBeVisible();
  await axeEverywhere(page, "a plan of a file for a group");
  // Only those were read whom the file names.
  const read = (await pbx.log(SYSTEM)).filter(({ path }) => path.startsWith(`${USERS}/`) && path !== `${USERS}/`);
  expect(new Set(read.map(({ path }) => path)).size).toBe(2);

  for (const [lines, field, name] of [
    [["userId,timeZone", `vec.tor${AT},Europe/Malta`], "userId", "Vec Tor"],
    [["Extension,timeZone", "4712,Europe/Malta"], "extension", "Otto Shore"],
    // As a spreadsheet writes it that took it for a number.
    [["Phone number,timeZone", "3520000043,Europe/Malta"], "phoneNumber", "Tomas Ek"],
  ]) {
    await button(page, "Choose another file").click();
    await choose(page, lines);
    await expect(key(page)).toHaveValue(field);
    await expect(row(page, 2).getByRole("rowheader")).toHaveText(name);
    await expect(cell(page, 2, "timeZone")).toHaveText("Europe/Luxembourg → Europe/Malta");
  }
  expect(await puts(pbx)).toEqual([]);
});

test("takes another meaning of the columns, and reads whom they name then", async ({ page, pbx }) => {
  await openImport(page);
  await choose(page, ["Wer,Wo,Port", `4711,Europe/Malta,x@y`, `4720,Europe/Rome,z@y`]);
  await expect(page.getByText("No column says who is who. Choose one as user ID, extension, phone number or email address.")).toBeVisible();
  const offered = await column(page, "Wer").getByRole("option").allTextContents();
  expect(offered).toContain("User ID");
  for (const own of ["New password", "Old password", "Line port", "Device or trunk"]) expect(offered).not.toContain(own);
  await column(page, "Wer").focus();
  await column(page, "Wer").selectOption({ label: "Extension" });
  await expect(page.getByText("No column says who is who.")).toHaveCount(0);
  await expect(key(page)).toHaveValue("extension");
  // What names others has them read, and the choice stays where it is.
  await expect(figure(page, "2 unchanged")).toBeVisible();
  await expect(column(page, "Wer")).toBeFocused();
  await column(page, "Wo").selectOption({ label: "Time zone" });
  await expect(figure(page, "2 to do")).toBeVisible();
  await expect(column(page, "Wo")).toBeVisible();
  await expect(cell(page, 2, "timeZone")).toHaveText("Europe/Luxembourg → Europe/Malta");
  await axeEverywhere(page, "the columns of a file for a group");
  // By another key it names others, or nobody.
  await column(page, "Wer").selectOption({ label: "User ID" });
  await expect(figure(page, "2 with problems")).toBeVisible();
  await column(page, "Wer").selectOption({ label: "Extension" });
  await expect(figure(page, "2 to do")).toBeVisible();
  expect(await puts(pbx)).toEqual([]);
});

test("knows departments by their names and paths, and says which there are none of, or several", async ({ page, pbx }) => {
  await page.route("**/groups/north-quay/departments/", async (route) => {
    const response = await route.fetch();
    const { departments } = await response.json();
    // The whole tenant has one of that name as well.
    const pilots = { ...departments[1], enterpriseDepartment: "true", fullPathName: "Air \\ Pilots" };
    await route.fulfill({ response, json: { departments: [...departments, pilots] } });
  });
  await openImport(page);
  await choose(page, [
    "User ID,Department",
    `tomas.ek${AT},harbour`,
    `trunk.user${AT},Harbour \\ Pilots`,
    `vec.tor${AT},Pilots`,
    `must.change${AT},Quay`,
    `mira.holt${AT},Harbour \\ Pilots`,
  ]);
  await expect(cell(page, 2, "department")).toHaveText("(empty) → Harbour");
  await expect(cell(page, 3, "department")).toHaveText("(empty) → Harbour \\ Pilots");
  await expect(cell(page, 4, "department")).toContainText("✕ Pilots: Several departments have this name");
  await expect(cell(page, 5, "department")).toHaveText("✕ Quay: “Quay” does not exist on the server.");
  await expect(cell(page, 6, "outcome")).toHaveText("= Already so");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect((await profile(pbx, "tomas.ek")).department.departmentName).toBe("Harbour");
  expect((await profile(pbx, "trunk.user")).department).toMatchObject({ departmentName: "Pilots", groupId: "north-quay" });
});

test("says at the cell that the departments could not be read", async ({ page, pbx }) => {
  await openImport(page);
  await pbx.faults({ system: SYSTEM, method: "GET", path: "/api/v1/tenants/brightwater/groups/north-quay/departments", kind: "403", times: 9 });
  await choose(page, ["User ID,Department", `tomas.ek${AT},Harbour`, `mira.holt${AT},Harbour \\ Pilots`]);
  await expect(cell(page, 2, "department")).toContainText("✕ Harbour: could not be read");
  await expect(cell(page, 3, "outcome")).toHaveText("= Already so");
});

test("takes the list that was exported without a change, in both languages", async ({ page, pbx }) => {
  await page.goto(LIST);
  await signIn(page, DESK);
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  for (const [language, name, link, other] of [
    ["en", "Export CSV", "Import users", "Choose another file"],
    ["fr", "Exporter en CSV", "Importer des utilisateurs", "Choisir un autre fichier"],
  ]) {
    if (!(await page.locator("#language").isVisible())) await page.locator("details.preferences summary").click();
    await page.locator("#language").selectOption(language);
    const exported = await download(page, name);
    const rows = exported.trim().split("\r\n").length - 1;
    expect(rows).toBe(7);
    await page.getByRole("main").getByRole("link", { name: link }).click();
    const buffer = Buffer.from(exported);
    await page.locator("#import-file").setInputFiles({ name: "apio-users.csv", mimeType: "text/csv", buffer });
    await expect(page.locator("#import-key")).toHaveValue("userId");
    await expect(page.locator(".tally li").nth(1)).toHaveText(/^7 /);
    await expect(page.locator(".tally li").first()).toHaveText(/^0 /);
    await button(page, other).click();
    await page.locator("a.back").click();
    await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  }
  expect(await puts(pbx)).toEqual([]);
});

test("runs with a refusal in the middle, takes the rest up again from the file that is left, and undoes it all", async ({ page, pbx }) => {
  const before = await profiles(pbx);
  await openImport(page);
  // CLI names have no accents, which the server alone knows of the time zone.
  await choose(page, [
    "User ID,Time zone,First name",
    `mira.holt${AT},Europe/Malta,`,
    `tomas.ek${AT},Europe/Malta,#N/A`,
    `trunk.user${AT},Europe/Malta,Oskar`,
    `nobody${AT},Europe/Malta,`,
  ]);
  await expect(figure(page, "3 to do")).toBeVisible();
  await row(page, 2).getByRole("button", { name: "Show" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/PUT .*mira\.holt/)).toBeVisible();
  await expect(dialog.getByText(/"timeZone": ?"Europe\/Malta"/)).toBeVisible();
  await page.keyboard.press("Escape");
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(cell(page, 3, "outcome")).toContainText("✕ ");
  await expect(cell(page, 3, "outcome")).toContainText(/firstName is needed|First name/);
  await axeEverywhere(page, "a file for a group that was run");

  // What is left is mended, and run again.
  const left = await download(page, "Save the rows that were not done");
  const lines = left.trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('"Outcome"');
  expect(left).toContain("Nobody here has this");
  await button(page, "Choose another file").click();
  await choose(page, left.replace('"#N/A"', '"Thomas"').replace(`nobody${AT}`, `vec.tor${AT}`), "not-done.csv");
  await expect(figure(page, "2 to do")).toBeVisible();
  await expect(cell(page, 2, "firstName")).toHaveText("Tomas → Thomas");
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await profile(pbx, "tomas.ek")).toMatchObject({ firstName: "Thomas", timeZone: "Europe/Malta" });
  await button(page, "Undo what was done").click();
  await expect(page.getByText("This takes back what was done. Nothing is sent before you run it.")).toBeVisible();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  for (const name of ["tomas.ek", "vec.tor"]) expect(await profile(pbx, name)).toEqual(before[name]);
  await button(page, "Choose another file").click();
  await expect(page.getByLabel("CSV file")).toBeVisible();
});

test("undoes all that a file has done, departments and cleared values too", async ({ page, pbx }) => {
  const before = await profiles(pbx);
  await openImport(page);
  await choose(page, [
    "User ID,Department,Phone number,Email address,Network class of service,CLI last name",
    `mira.holt${AT},Finance,#N/A,m@x.example,#N/A,Hult`,
    `tomas.ek${AT},Harbour,+3520000099,t@x.example,,`,
    `new.hire${AT},Harbour,+3520000077,,,`,
  ]);
  await expect(figure(page, "3 to do")).toBeVisible();
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await profile(pbx, "mira.holt")).toMatchObject({ department: { departmentName: "Finance" }, phoneNumber: "", cliLastName: "Hult" });
  expect(await profile(pbx, "new.hire")).toMatchObject({ department: { departmentName: "Harbour" }, phoneNumber: "+3520000077" });
  // What was done stands among what was changed.
  await button(page, "Undo what was done").click();
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await profiles(pbx)).toEqual(before);
});

test("offers the file that undoes it before anything is sent, and takes it as any other", async ({ page, pbx }) => {
  const before = await profiles(pbx);
  await openImport(page);
  await choose(page, [
    "User ID,Department,Phone number,CLI last name,Time zone",
    `mira.holt${AT},Finance,#N/A,Hult,Europe/Malta`,
    `new.hire${AT},Harbour,+3520000077,,`,
  ]);
  await expect(figure(page, "2 to do")).toBeVisible();
  const undo = await download(page, "Save a file that undoes this");
  expect(await puts(pbx)).toEqual([]);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await button(page, "Choose another file").click();
  await choose(page, undo, "undo.csv");
  await expect(cell(page, 2, "department")).toHaveText("Harbour → (empty)");
  await expect(figure(page, "2 to do")).toBeVisible();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await profiles(pbx)).toEqual(before);
});

test("pauses, stops and goes on after the session was lost in the middle", async ({ page, pbx }) => {
  const before = await profiles(pbx);
  await openImport(page);
  const people = ["mira.holt", "tomas.ek", "trunk.user", "vec.tor", "must.change"];
  await choose(page, ["User ID,Time zone", ...people.map((name) => `${name}${AT},Europe/Malta`)]);
  await expect(figure(page, "5 to do")).toBeVisible();
  await pbx.faults({ system: SYSTEM, method: "GET", path: `${USERS}/trunk`, kind: "session-over" });
  await button(page, "Run 5 changes").click();
  await signInAgain(page, "Correct-Horse-8");
  await expect(figure(page, "5 done")).toBeVisible();
  for (const name of people) expect((await profile(pbx, name)).timeZone).toBe("Europe/Malta");
  await button(page, "Undo what was done").click();
  await pbx.faults(...["must", "vec", "trunk", "tomas"].map((name) => ({ system: SYSTEM, method: "PUT", path: `${USERS}/${name}`, kind: "delay" })));
  await button(page, "Run 5 changes").click();
  await expect.poll(() => pbx.faultsLeft()).toBe(0);
  await button(page, "Pause").click();
  await button(page, "Stop").click();
  await pbx.release();
  await expect(page.getByText("Stopped. This is what was done:")).toBeVisible();
  await button(page, "Try again only those not done (1)").click();
  await expect(figure(page, "5 done")).toBeVisible();
  expect(await profiles(pbx)).toEqual(before);
});

test("what a file did before a reload can be taken back", async ({ page, pbx }) => {
  const before = await profiles(pbx);
  await openImport(page);
  await choose(page, ["User ID,Department,Time zone", `mira.holt${AT},#N/A,Europe/Malta`, `tomas.ek${AT},Harbour,`]);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await page.reload();
  await signIn(page, DESK);
  await expect(page.getByText("Before the page was loaded anew, a plan was run here: 2 users changed")).toBeVisible();
  await button(page, "Make the plan that undoes this").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await profiles(pbx)).toEqual(before);
  await button(page, "Close").click();
  await expect(page).toHaveURL(new RegExp(`${LIST}$`));
});

test("says that the list was refused, and reads it again", async ({ page, pbx }) => {
  await openImport(page);
  await pbx.faults({ system: SYSTEM, method: "GET", path: `${USERS}/$`, kind: "500" });
  await choose(page, ["User ID,Time zone", `mira.holt${AT},Europe/Malta`]);
  await expect(page.getByRole("alert").filter({ hasText: /./ }).first()).toBeVisible();
  await page.getByRole("button", { name: /Try again/ }).click();
  await expect(figure(page, "1 to do")).toBeVisible();
});

test("says whom a list may lack that names somebody twice", async ({ page }) => {
  await page.route(`**${USERS}/`, async (route) => {
    const response = await route.fetch();
    const { users } = await response.json();
    users[5] = users[0];
    await route.fulfill({ response, json: { users } });
  });
  await openImport(page);
  await choose(page, ["User ID,Time zone", `mira.holt${AT},Europe/Malta`, `must.change${AT},Europe/Malta`]);
  await expect(page.getByText("1 more people are there by the server’s count, and did not come")).toBeVisible();
  await expect(cell(page, 3, "outcome")).toHaveText("✕ Nobody here has this");
  await expect(figure(page, "1 to do")).toBeVisible();
});

test("is for those who see the group, and changes whom they see", async ({ page, pbx }) => {
  await openImport(page, DEPARTMENT);
  await choose(page, ["User ID,Time zone", `mira.holt${AT},Europe/Malta`, `tomas.ek${AT},Europe/Malta`]);
  await expect(figure(page, "1 to do")).toBeVisible();
  await expect(cell(page, 3, "outcome")).toHaveText("✕ Nobody here has this");
  expect(await puts(pbx)).toEqual([]);
  await page.goto(IMPORT);
  await signIn(page, TENANT);
  await expect(page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "brightwater" })).toBeVisible();
  await page.goto(IMPORT);
  await signIn(page, `mira.holt${AT}`);
  await expect(page.getByRole("heading", { level: 1, name: "Mira Holt" })).toBeVisible();
});

test("every word is French in French, and at 320 px nothing scrolls sideways", async ({ page }) => {
  const fits = async (where) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await axeEverywhere(page, where);
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await page.goto(LIST);
  await signIn(page, DESK);
  await expect(page.getByRole("link", { name: "Mira Holt" })).toBeVisible();
  await fits("the list of a group, narrow");
  await page.getByRole("main").getByRole("link", { name: "Import users" }).click();
  await inFrench(page, ["Français", "Menu", "brightwater", "north-quay", DESK]);
  await fits("the import of a group, narrow and in French");
  await page.locator("#language").selectOption("en");
  await choose(page, [
    "User ID,Department,Time zone,Last name,Nonsense",
    `mira.holt${AT},Finance,Europe/Malta,,x`,
    `new.hire${AT},Quay,,Other,`,
    `nobody${AT},,,Other,`,
  ]);
  await expect(figure(page, "1 to do")).toBeVisible();
  const data = ["Français", "Menu", "Plan", "brightwater", "north-quay", DESK, "Mira Holt", "Ada Quill", `nobody${AT}`, `mira.holt${AT}`];
  const values = ["Nonsense", "User ID", "Department", "Time zone", "Last name", "Finance", "Pilots → Finance", "Europe/Luxembourg → Europe/Malta", "Europe/Malta", "Other"];
  await inFrench(page, [...data, ...values]);
  await expect(page.getByText("people.csv : 3 lignes, UTF-8, séparées par des virgules.")).toBeVisible();
  await fits("a plan of a file for a group, narrow and in French");
  // What becomes of each row is in sight there, however long the words are.
  await page.setViewportSize({ width: 320, height: 900 });
  for (const line of [2, 3, 4]) {
    const [whole, outcome] = await Promise.all([row(page, line).boundingBox(), cell(page, line, "outcome").boundingBox()]);
    expect(outcome.y + outcome.height).toBeLessThanOrEqual(whole.y + whole.height);
  }
  // So is the field of each column, beside which the others stand.
  await page.getByText("Colonnes du fichier").click();
  const choices = page.locator(".mapping").getByRole("combobox");
  await expect(choices).toHaveCount(5);
  for (const choice of await choices.all()) {
    const { x, width } = await choice.boundingBox();
    expect(x + width).toBeLessThanOrEqual(320);
  }
});

test("reads whom a file names of many, and says how far it is", async ({ page, pbx }) => {
  await page.goto(`${CROWD}/import`);
  await signIn(page, TENANT);
  await pbx.faults({ system: SYSTEM, method: "GET", path: `/api/v1${CROWD.replace("/apio", "")}/users/p3%40voice.example.test/$`, kind: "delay" });
  await choose(page, ["User ID,Language", ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((at) => `p${at}${AT},Français`)]);
  await expect(page.getByText("Reading how they are now…")).toBeVisible();
  await expect(page.getByText("8 of 9")).toBeVisible();
  await pbx.release();
  await expect(figure(page, "9 to do")).toBeVisible();
  const profiles = (await pbx.log(SYSTEM)).filter(({ path }) => /everybody\/users\/p\d+%40/.test(path));
  expect(profiles.length).toBe(9);
  await button(page, "Run 9 changes").click();
  await expect(figure(page, "9 done")).toBeVisible();
  await button(page, "Undo what was done").click();
  await button(page, "Run 9 changes").click();
  await expect(figure(page, "9 done")).toBeVisible();
  expect((await pbx.state(SYSTEM, `p9${AT}`)).profile.language).toBe("English");
});
