// One person in several systems: side by side, and in what the systems differ.
import { TENANT, signIn as signInApio, signInAgain } from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { inFrench } from "./french.mjs";
import { signIn as signInIcws, typePassword } from "./icws.mjs";
import { button, count, field, go, heading, link } from "./xivo.mjs";

test.use({ people: 40 });

const XIVO = "xivo-2016";
const fold = (page) => page.locator("details.other-systems");
const row = (page, name) => fold(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}( ≠ Differs)?$`) }) });
const values = (page, name) => row(page, name).locator("td:not(.choice)");
const profile = (number) =>
  `/apio/tenants/brightwater/groups/everybody/users/${encodeURIComponent(`p${number}@voice.example.test`)}`;

async function configure(pbx, same_person_by, ids = [XIVO, "icws", "apio"]) {
  await pbx.config({ same_person_by, systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
}

async function open(page) {
  await fold(page).locator("summary").click();
}

async function signInToApio(page, who = TENANT) {
  await page.goto("/apio/tenants");
  await signInApio(page, who);
  await expect(heading(page, who === TENANT ? "Groups" : "Tenants")).toBeVisible();
}

test("shows who somebody is elsewhere by the email address, and in what the systems differ", async ({ page, pbx }) => {
  await configure(pbx, "email");
  await pbx.act(XIVO, "PUT", "/1.1/users/1", { lastname: "Samplé", email: "Ada@Sample.example", language: "fr_FR" });
  await signInToApio(page);
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Ada Samplé")).toBeVisible();
  await expect(fold(page).getByRole("table")).toHaveCount(0);
  await open(page);

  await expect(fold(page)).toContainText("Whoever has the same email address is the same person: Ada@Sample.example");
  await expect(fold(page).getByText("2 differences.")).toBeVisible();
  await expect(values(page, "Name")).toHaveText(["Ada Samplé", "Ada Sample"]);
  await expect(row(page, "Name").getByRole("rowheader")).toHaveText("Name");
  await expect(values(page, "Extension")).toHaveText(["1001", "1001"]);
  await expect(values(page, "Language")).toHaveText(["fr_FR", "English"]);
  await expect(row(page, "Language").getByRole("rowheader")).toHaveText("Language ≠ Differs");
  await expect(values(page, "Time zone")).toHaveText(["America/Montreal", "Europe/Luxembourg"]);
  await expect(row(page, "Time zone").getByRole("rowheader")).toHaveText("Time zone ≠ Differs");
  await expect(values(page, "State").nth(1)).toHaveText("not told by this system");
  await expect(row(page, "Username").getByRole("rowheader")).toHaveText("Username");
  // Nobody is found where nobody may be asked, and that is said.
  await expect(fold(page).getByText("you are not signed in, so nobody was asked")).toHaveCount(1);
  await axeEverywhere(page, "somebody in other systems");
  // Closed and opened again it is as it was, and nothing is asked anew.
  await choice(page, "Language").selectOption({ label: "APIO gateway: English" });
  await pbx.forget();
  await open(page);
  await expect(fold(page).getByRole("table")).toBeHidden();
  await open(page);
  await expect(choice(page, "Language")).toHaveValue("1");
  expect(await pbx.log("apio")).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 720 });

  // From there to the other page, which shows the same from its side.
  await fold(page).getByRole("columnheader").getByRole("link").click();
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`${profile(1)}$`));
  await open(page);
  await expect(values(page, "Time zone")).toHaveText(["Europe/Luxembourg", "America/Montreal"]);
});

test("says what a system does not tell, and guesses nobody", async ({ page, pbx }) => {
  await configure(pbx, "email");
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/users/);
  await go(page, "/apio/tenants");
  await signInApio(page, TENANT);
  await expect(heading(page, "Groups")).toBeVisible();
  // Somebody else of the same group is given her address.
  await page.evaluate(
    (path) => fetch(path, { method: "PUT", body: JSON.stringify({ emailAddress: "ada@sample.example" }) }),
    `/api/apio/api/v1${profile(2).replace("/apio", "")}/`,
  );
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await open(page);
  await expect(fold(page)).toContainText("nobody can be found by the email address here: the system does not tell it");
  await expect(fold(page)).toContainText("2 people have this email address, so it is not known who is this person");
  await expect(fold(page).getByRole("table")).toHaveCount(0);
  await expect(fold(page).getByRole("listitem").getByRole("link")).toHaveText(["Ada Sample", "Boris"]);
  // Without a key of their own nobody is looked for.
  await go(page, `/${XIVO}/users/2`);
  await expect(heading(page, "Boris")).toBeVisible();
  await open(page);
  await expect(fold(page)).toContainText("This person has no email address here");
  await go(page, "/icws/users/ada/client");
  await expect(heading(page, "Client configuration")).toBeVisible();
  await open(page);
  await expect(fold(page)).toContainText("This system does not tell the email address");
});

test("finds by the extension and by the username, once one has signed in", async ({ page, pbx }) => {
  await configure(pbx, "extension", [XIVO, "icws"]);
  await page.goto(`/${XIVO}/users/1`);
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await open(page);
  await expect(fold(page).getByRole("table")).toHaveCount(0);
  await fold(page).getByRole("link", { name: /^Sign in to / }).click();
  await field(page, "Username").fill("admin");
  await typePassword(page);
  await expect(count(page)).toHaveText(/users/);
  await go(page, `/${XIVO}/users/1`);
  await open(page);
  await expect(values(page, "Username")).toHaveText(["ada", "ada"]);
  await expect(fold(page).getByText("No differences.")).toBeVisible();

  await configure(pbx, "username", [XIVO, "icws"]);
  await signInIcws(page, "/icws/users/dora/client");
  await expect(heading(page, "Client configuration")).toBeVisible();
  await open(page);
  await expect(values(page, "Name")).toHaveText(["Dora Desk", "Dora Desk"]);
});

test("says that the other system does not answer, and asks again", async ({ page, pbx }) => {
  await configure(pbx, "email");
  await signInToApio(page);
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Ada Sample")).toBeVisible();
  await pbx.faults({ system: "apio", path: "/api/v1/tenants/*/search/users", kind: "500" });
  await open(page);
  await fold(page).getByRole("button", { name: "Try again" }).click();
  await expect(fold(page).getByRole("table")).toBeVisible();
});

test("is not there where nobody said by what people are the same", async ({ page, pbx }) => {
  await configure(pbx, undefined);
  await page.goto(`/${XIVO}/users/1`);
  await expect(button(page, "Save")).toBeVisible();
  await expect(fold(page)).toHaveCount(0);
  await expect(link(page, "Users").first()).toBeVisible();
});

const choice = (page, name) => fold(page).getByLabel(`Value to keep: ${name}`);
const planned = (page) => page.getByRole("grid").locator("tbody tr:not([aria-hidden])");

/** Ada in XiVO and APIO, with another name, language and time zone in each; the fold of the XiVO's page is open. */
async function openDifferences(page, pbx) {
  await configure(pbx, "email");
  await pbx.act(XIVO, "PUT", "/1.1/users/1", { lastname: "Samplé-Chosen", language: "fr_FR" });
  await signInToApio(page);
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Ada Samplé-Chosen")).toBeVisible();
  await open(page);
  await expect(fold(page).getByText("3 differences.")).toBeVisible();
}

test("aligns what differs as a plan over both systems, and takes it back", async ({ page, pbx }) => {
  await openDifferences(page, pbx);
  const before = await pbx.state(XIVO, 1);
  await expect(button(page, "Align…")).toHaveAttribute("aria-disabled", "true");
  await choice(page, "Name").selectOption({ label: "XiVO 2016 (1.1): Ada Samplé-Chosen" });
  await choice(page, "Language").selectOption({ label: "APIO gateway: English" });
  await choice(page, "Time zone").selectOption({ label: "APIO gateway: Europe/Luxembourg" });
  await button(page, "Align…").click();
  await expect(heading(page, "Plan")).toBeVisible();
  await expect(planned(page)).toHaveCount(2);
  await expect(page.getByRole("grid")).toContainText("fr_FR → en_US");
  await expect(page.getByRole("grid")).toContainText("America/Montreal → Europe/Luxembourg");
  await expect(page.getByRole("grid")).toContainText("Sample → Samplé-Chosen");
  await axeEverywhere(page, "a plan for one person");
  expect(await pbx.writes(XIVO)).toEqual([]);

  await button(page, "Run 2 changes").click();
  await expect(page.getByText("Done. This is what became of it:")).toBeVisible();
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(2);
  expect((await pbx.writes(XIVO)).map(({ body }) => body)).toEqual([{ language: "en_US", timezone: "Europe/Luxembourg" }]);
  expect((await pbx.writes("apio")).filter(({ method }) => method === "PUT").map(({ body }) => body)).toEqual([
    { lastName: "Samplé-Chosen" },
  ]);

  // Both are in the journal, and the plan that takes them back is run by the same page.
  await button(page, "Undo what was done").click();
  await button(page, "Run 2 changes").click();
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(2);
  const after = await pbx.state(XIVO, 1);
  expect(after).toEqual(before);
  await go(page, "/changes");
  const entries = page.getByRole("list", { name: "Changes" }).locator("> li");
  await expect(entries).toHaveCount(4);
  await expect(entries.filter({ hasText: "Last name: Sample → Samplé-Chosen" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Last name: Samplé-Chosen → Sample" })).toHaveCount(1);
  await expect(entries.filter({ hasText: "Language: fr_FR → en_US" })).toHaveCount(1);
});

test("goes on with the other system when one refuses, and says what remains by hand", async ({ page, pbx }) => {
  await configure(pbx, "extension");
  await pbx.act(XIVO, "PUT", "/1.1/users/1", { firstname: "Adah" });
  await signInIcws(page, "/icws/users");
  await expect(count(page)).toHaveText(/users/);
  await go(page, "/apio/tenants/brightwater/groups/everybody/users");
  await signInApio(page, TENANT);
  await expect(count(page)).toHaveText(/users/);
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Adah Sample")).toBeVisible();
  await open(page);
  await expect(values(page, "Name").first()).toHaveText("Adah Sample");
  await expect(fold(page).getByRole("columnheader")).toHaveCount(5);
  await choice(page, "Name").selectOption({ label: "XiVO 2016 (1.1): Adah Sample" });
  await choice(page, "Time zone").selectOption({ label: "APIO gateway: Europe/Luxembourg" });
  await button(page, "Align…").click();
  await expect(planned(page)).toHaveCount(2);
  const byHand = page.getByRole("region", { name: "What remains to be done by hand" });
  await expect(byHand.getByRole("listitem")).toHaveText(["PureConnect: Name: Adah Sample"]);

  await pbx.faults({ system: XIVO, method: "PUT", path: "/1.1/users/1$", kind: "500" });
  await button(page, "Run 2 changes").click();
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(1);
  await expect(page.getByRole("grid")).toContainText("✕");
  await button(page, "Try again only those not done (1)").click();
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(2);
  expect((await pbx.state(XIVO, 1)).timezone).toBe("Europe/Luxembourg");
});

test("signs in again in place when a session is lost before a plan is run", async ({ page, pbx }) => {
  await openDifferences(page, pbx);
  await choice(page, "Name").selectOption({ label: "XiVO 2016 (1.1): Ada Samplé-Chosen" });
  await button(page, "Align…").click();
  await expect(planned(page)).toHaveCount(1);
  await pbx.faults({ system: "apio", kind: "session-over", times: 1 });
  await button(page, "Run 1 change").click();
  await signInAgain(page, "Correct-Horse-9");
  await expect(page.getByRole("grid").getByText("✓ Done", { exact: true })).toHaveCount(1);
});

test("keeps no plan for somebody else once one has signed out of a system", async ({ page, pbx }) => {
  await openDifferences(page, pbx);
  await choice(page, "Name").selectOption({ label: "XiVO 2016 (1.1): Ada Samplé-Chosen" });
  await button(page, "Align…").click();
  await expect(planned(page)).toHaveCount(1);
  await go(page, `/${XIVO}/users/1`);
  await expect(heading(page, "Ada Samplé-Chosen")).toBeVisible();
  await go(page, `/${XIVO}/plan/person`);
  await expect(planned(page)).toHaveCount(1);
  await go(page, "/apio/tenants/brightwater/groups");
  await page.getByRole("button", { name: "Sign out" }).click();
  await go(page, `/${XIVO}/plan/person`);
  await expect(page.getByText("There is no plan here.")).toBeVisible();
});

test("is in French, from the first word to the last, and fits a narrow page", async ({ page, pbx }) => {
  await configure(pbx, "email");
  await pbx.act(XIVO, "PUT", "/1.1/users/1", { lastname: "Samplé", language: "fr_FR" });
  await signInToApio(page);
  await go(page, `/${XIVO}/users/1`);
  await open(page);
  await expect(fold(page).getByText("2 differences.")).toBeVisible();
  const both = ["Menu", "Description", "CTI", "Supervision"];
  const systems = ["XiVO 2016 (1.1)", "APIO gateway", "PureConnect"];
  const values = ["Ada Samplé", "Ada Sample", "ada", "ada@sample.example", "p1@voice.example.test", "English", "America/Montreal", "Europe/Luxembourg"];
  await inFrench(page, [...both, ...systems, ...values]);
  await expect(fold(page).getByText("2 différences.")).toBeVisible();
  await expect(fold(page).getByText("vous n’êtes pas connecté, rien n’a été demandé")).toHaveCount(1);
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
