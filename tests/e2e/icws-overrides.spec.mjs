// PureConnect across people: who sets values of their own, and those given back as a plan.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { SESSION, body, puts, signIn, switches, typePassword } from "./icws.mjs";
import { button, heading, link } from "./xivo.mjs";

test.use({ people: 30 });

const users = `/icws/${SESSION}/configuration/users`;
const cell = (page, name, property) =>
  page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
    .locator(`[data-column="${property}"]`);
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const item = (page, property) => page.locator(".own-values > li").filter({ has: button(page, property) });
/** The own values of everybody, by their ids. */
const ownValues = async (pbx) => Object.fromEntries((await pbx.state("icws")).users.map(({ id, own }) => [id, own]));
const set = (pbx, id, group) => pbx.act("icws", "PUT", `/icws/0/configuration/users/${id}`, { clientConfigurationProperties: group });

/** Opens the page, and reads everybody: 30, of whom no address carries the id of one. */
async function read(page, path = "/icws/overrides") {
  await signIn(page, path);
  await button(page, "Read the configurations of 30 users").click();
  await expect(page.getByText("29 of 30 users were read.")).toBeVisible();
}

test("reads everybody, counts who sets what, and says who could not be read", async ({ page, pbx }) => {
  await pbx.faults({ system: "icws", method: "GET", path: `${users}/apetrov`, kind: "403" });
  await signIn(page, "/icws/overrides");
  await expect(heading(page, "Own values")).toBeVisible();
  await expect(page).toHaveTitle("Own values · Switchroom");
  await expect(page.getByText("The configurations were not read yet.")).toBeVisible();
  await axeEverywhere(page, "nothing read yet");
  await button(page, "Read the configurations of 30 users").click();
  await expect(page.getByText("28 of 30 users were read.")).toBeVisible();
  const failed = page.locator("details.advice");
  await failed.getByText("Could not be read: 2 users").click();
  await expect(failed).toContainText("Dot Alone: no address can carry this user ID");
  await expect(failed).toContainText(/Anna Petrov: .*(right|allow)/i);

  await expect(item(page, "External call timeout")).toContainText("set by 2, makes no difference for 1");
  await expect(item(page, "External call timeout")).toContainText(/45: 1 · 30: 1|30: 1 · 45: 1/);
  await expect(item(page, "Ring when on phone")).toContainText("set by 1, makes no difference for 1");
  await expect(item(page, "Screen calls")).toHaveCount(0);
  await expect(item(page, "Follow me")).toHaveCount(0);
  await axeEverywhere(page, "the properties that people set");

  // She may be seen again: asked for alone.
  await pbx.forget();
  await button(page, "Read only those not read (1)").click();
  await expect(page.getByText("29 of 30 users were read.")).toBeVisible();
  const asked = (await pbx.log("icws")).filter(({ method, path }) => method === "GET" && path.includes("/configuration/users/"));
  expect(asked.map(({ path }) => path.split("/").pop())).toEqual(["apetrov"]);

  await button(page, "External call timeout").click();
  await expect(page).toHaveURL(/\?property=externalCallTimeout$/);
  await expect(page.getByRole("heading", { name: "External call timeout" })).toBeFocused();
  await expect(cell(page, "Taro Okoro", "own")).toHaveText("30");
  await expect(cell(page, "Taro Okoro", "inherited")).toHaveText("45");
  await expect(cell(page, "Taro Okoro", "difference")).toHaveText("Makes a difference");
  await expect(cell(page, "Taro Okoro", "source")).toContainText("Client Configuration Template AgentBase");
  await expect(cell(page, "Maria Lind", "difference")).toHaveText("Makes no difference");
  await axeEverywhere(page, "the people who set a property");
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 800 });

  // The list leads to a person, and what was read is there afterwards, at the same property.
  await link(page, "Taro Okoro").click();
  await expect(page.getByText("25 properties, 4 set here")).toBeVisible();
  await page.goBack();
  await expect(cell(page, "Taro Okoro", "own")).toHaveText("30");
  await button(page, "All properties").click();
  await expect(page.getByRole("heading", { name: "Properties" })).toBeFocused();
  await expect(item(page, "Ring when on phone")).toBeVisible();
});

test("what was chosen and the order are there for whoever looks at somebody and comes back", async ({ page }) => {
  await read(page);
  await page.getByRole("checkbox", { name: "Choose everybody’s value of Ring when on phone" }).check();
  await button(page, "External call timeout").click();
  await page.getByRole("columnheader", { name: "User" }).getByRole("button").click();
  await page.getByRole("columnheader", { name: "User" }).getByRole("button").click();
  await expect(page).toHaveURL(/\?property=externalCallTimeout&sort=-user$/);
  await page.getByRole("checkbox", { name: "Select Taro Okoro" }).check();
  await expect(button(page, "Use the inherited value (2)")).toBeVisible();
  await link(page, "Taro Okoro").click();
  await expect(page.getByText("25 properties, 4 set here")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("checkbox", { name: "Select Taro Okoro" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Select Maria Lind" })).not.toBeChecked();
  await expect(page.getByRole("columnheader", { name: "User" })).toHaveAttribute("aria-sort", "descending");
  await expect(link(page, "Taro Okoro")).toBeFocused();
  await button(page, "All properties").click();
  await expect(page.getByRole("checkbox", { name: "Choose everybody’s value of Ring when on phone" })).toBeChecked();

  // What was given back is not chosen any more, and another reading begins with nothing chosen.
  await button(page, "Use the inherited value (2)").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  await page.goBack();
  await expect(button(page, "Use the inherited value (0)")).toHaveAttribute("aria-disabled", "true");
  await expect(item(page, "External call timeout")).toContainText("set by 1");
});

test("stops half way, and reads the others when it is told to", async ({ page, pbx }) => {
  await signIn(page, "/icws/overrides");
  await expect(heading(page, "Own values")).toBeVisible();
  await pbx.forget();
  await pbx.faults({ system: "icws", method: "GET", path: `${users}/*`, query: "select", nth: 5, times: 4, kind: "delay", when: "before" });
  await button(page, "Read the configurations of 30 users").click();
  await expect(page.getByText("Reading the configurations…")).toBeVisible();
  // Four, and the one whom nobody can ask for.
  await expect(page.getByText(/^5 of 30 /)).toBeVisible();
  const asked = (await pbx.log("icws")).filter(({ path }) => path.includes("/configuration/users/"));
  // Never more than four at a time.
  expect(asked.length).toBeLessThanOrEqual(8);
  await axeEverywhere(page, "configurations being read");
  await button(page, "Stop").click();
  await expect(page.getByText("Stopped before all were read. 4 of 30 users were read.")).toBeVisible();
  await pbx.release();
  await button(page, "Read only those not read (25)").click();
  await expect(page.getByText("29 of 30 users were read.")).toBeVisible();
});

test("gives back what makes no difference as a plan, and takes it back", async ({ page, pbx }) => {
  // Inherited by everybody: no.
  for (const id of ["tokoro", "apetrov", "x%3F%23"]) await set(pbx, id, { callForwardAll: { actualValue: false } });
  const before = await ownValues(pbx);
  await read(page);
  await button(page, "Give back the 5 values that make no difference").click();
  await expect(heading(page, "Plan")).toBeVisible();
  await expect(page.getByText("Give back values that make no difference: 4 users")).toBeVisible();
  await expect(figure(page, "4 to do")).toBeVisible();
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toHaveText("45 → Inherited: 45 (AgentBase)");
  await expect(cell(page, "Maria Lind", "ringWhenOnPhone")).toHaveText("Yes → Inherited: Yes (Sales, AgentBase)");
  await expect(cell(page, "Taro Okoro", "callForwardAll")).toHaveText("No → Inherited: No (Default User)");
  await expect(page.getByRole("columnheader", { name: "Row" })).toHaveCount(0);
  await axeEverywhere(page, "a plan that gives back");
  expect(await puts(pbx)).toEqual([]);
  await button(page, "Run 4 changes").click();
  await expect(figure(page, "4 done")).toBeVisible();
  const sent = await puts(pbx);
  expect(sent).toHaveLength(4);
  expect(body(sent.find(({ path }) => path.endsWith("/mlind")))).toEqual({
    clientConfigurationProperties: { externalCallTimeout: { actualValue: null }, ringWhenOnPhone: { actualValue: null } },
  });
  const now = await ownValues(pbx);
  expect(now.mlind).toEqual({ ...before.mlind, externalCallTimeout: undefined, ringWhenOnPhone: undefined });
  expect(now.tokoro).toEqual({ ...before.tokoro, callForwardAll: undefined });

  // Each is in the record of what was changed, with a way back of its own.
  await link(page, "What I changed").click();
  await expect(page.getByRole("main").getByText("Maria Lind")).toBeVisible();
  await expect(page.getByRole("main").getByText("Question Mark")).toBeVisible();
  await page.goBack();
  await expect(figure(page, "4 done")).toBeVisible();

  // The overview shows what was read after the run.
  await page.getByRole("navigation").getByRole("link", { name: "Own values" }).click();
  await expect(item(page, "Ring when on phone")).toHaveCount(0);
  await expect(item(page, "External call timeout")).toContainText("set by 1");
  await expect(item(page, "External call timeout")).not.toContainText("no difference");
  await page.getByRole("navigation").getByRole("link", { name: "Plan" }).click();

  // Somebody else has changed one of them since: that is left alone.
  await set(pbx, "apetrov", { callForwardAll: { actualValue: true } });
  await button(page, "Undo what was done").click();
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toHaveText("Inherited: 45 (AgentBase) → 45");
  await button(page, "Run 4 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  await expect(figure(page, "1 failed")).toBeVisible();
  await expect(cell(page, "Anna Petrov", "outcome")).toContainText("changed meanwhile by somebody else: Call forward all");
  expect(await ownValues(pbx)).toEqual({ ...before, apetrov: { callForwardAll: true } });
});

test("what makes a difference by now is not given back", async ({ page, pbx }) => {
  await read(page);
  await set(pbx, "mlind", { externalCallTimeout: { actualValue: 50 } });
  await button(page, "Give back the 2 values that make no difference").click();
  await expect(cell(page, "Maria Lind", "externalCallTimeout")).toContainText("the inherited value is another one now");
  await expect(figure(page, "1 with problems")).toBeVisible();
  await expect(page.getByText("Nothing would change.")).toBeVisible();
});

test("chosen people and properties use the inherited value, through every fault", async ({ page, pbx }) => {
  const made = Object.keys(await ownValues(pbx)).filter((id) => /^[a-z]+$/.test(id) && !["admin", "tokoro", "mlind"].includes(id));
  const [first, second, third, fourth] = made;
  for (const id of [first, second, third, fourth]) await set(pbx, id, { screenCalls: { actualValue: true } });
  const before = await ownValues(pbx);
  const names = Object.fromEntries((await pbx.state("icws")).users.map(({ id, name }) => [id, name]));
  await read(page, "/icws/overrides?property=screenCalls");
  await expect(cell(page, names[first], "own")).toHaveText("Yes");
  await expect(button(page, "Use the inherited value (0)")).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await page.getByRole("checkbox", { name: `Select ${names[fourth]}`, exact: true }).uncheck();
  // And another property, of all who set it.
  await button(page, "All properties").click();
  await page.getByRole("checkbox", { name: "Choose everybody’s value of External call timeout" }).check();
  await button(page, "Use the inherited value (5)").click();
  await expect(page.getByText("Use the inherited value: 5 users")).toBeVisible();
  await expect(cell(page, "Taro Okoro", "externalCallTimeout")).toHaveText("30 → Inherited: 45 (AgentBase)");
  await expect(figure(page, "5 to do")).toBeVisible();

  // The server fails and keeps the change, says yes and does nothing, and fails and does nothing.
  await pbx.faults(
    { system: "icws", method: "PUT", path: `${users}/${first}`, kind: "internal-after" },
    { system: "icws", method: "PUT", path: `${users}/${second}`, times: 2, kind: "no-effect" },
    { system: "icws", method: "PUT", path: `${users}/${third}`, kind: "internal" },
  );
  await button(page, "Run 5 changes").click();
  await expect(figure(page, "3 done")).toBeVisible({ timeout: 20_000 });
  // What is acknowledged and not kept is looked for, and asked for again, for some seconds.
  await expect(figure(page, "2 failed")).toBeVisible({ timeout: 20_000 });
  await expect(cell(page, names[first], "outcome")).toHaveText("✓ Done, although the server reported a failure");
  await expect(cell(page, names[second], "outcome")).toHaveText("✕ The server said yes, but did not keep: Screen calls");
  await expect(cell(page, names[third], "outcome")).toContainText("✕");
  await axeEverywhere(page, "a plan that failed in part");
  let now = await ownValues(pbx);
  expect([first, second, third].map((id) => now[id].screenCalls)).toEqual([undefined, true, true]);

  await button(page, "Try again only those not done (2)").click();
  await expect(figure(page, "5 done")).toBeVisible();
  now = await ownValues(pbx);
  expect([first, second, third, fourth].map((id) => now[id].screenCalls)).toEqual([undefined, undefined, undefined, true]);
  await button(page, "Undo what was done").click();
  await button(page, "Run 5 changes").click();
  await expect(figure(page, "5 done")).toBeVisible();
  expect(await ownValues(pbx)).toEqual(before);
});

test("goes on after a lost session, and offers what it has done after a reload", async ({ page, pbx }) => {
  for (const id of ["tokoro", "apetrov"]) await set(pbx, id, { callForwardAll: { actualValue: false } });
  const before = await ownValues(pbx);
  await read(page);
  await button(page, "Give back the 4 values that make no difference").click();
  await expect(figure(page, "3 to do")).toBeVisible();
  await switches(pbx, { endSessions: true });
  await button(page, "Run 3 changes").click();
  await typePassword(page);
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await ownValues(pbx)).not.toEqual(before);

  await page.reload();
  await signIn(page, "/icws/plan");
  await expect(page.getByText(/Before the page was loaded anew, a plan was run here: 3 users changed/)).toBeVisible();
  await axeEverywhere(page, "what a run has left after a reload");
  await button(page, "Make the plan that undoes this").click();
  await expect(page.getByText("This takes back what was done.")).toBeVisible();
  await expect(cell(page, "Taro Okoro", "callForwardAll")).toHaveText("Inherited → No");
  await button(page, "Run 3 changes").click();
  await expect(figure(page, "3 done")).toBeVisible();
  expect(await ownValues(pbx)).toEqual(before);
});

test("whoever may not change somebody is told before anything is sent", async ({ page, pbx }) => {
  await signIn(page, "/icws/overrides", "mlind");
  await button(page, /^Read the configurations of/).click();
  await expect(page.getByText(/users were read\.$/)).toBeVisible();
  await button(page, "External call timeout").click();
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await button(page, /^Use the inherited value/).click();
  // One's own may be changed, by another path.
  await expect(cell(page, "Taro Okoro", "outcome")).toHaveText("✕ You may not change this user");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  const [put, ...more] = await puts(pbx);
  expect(more).toEqual([]);
  expect(put.path).toMatch(/\/users\/mlind\/client$/);
});

test("only those selected in the list, and known after saving where the server does not say", async ({ page, pbx }) => {
  await switches(pbx, { inheritedValues: false });
  await signIn(page, "/icws/users?q=okoro");
  await page.getByRole("checkbox", { name: "Select Taro Okoro" }).check();
  await expect(page.getByText("1 selected")).toBeVisible();
  await axeEverywhere(page, "somebody selected in the list of PureConnect");
  await page.getByRole("group", { name: "Selected users" }).getByRole("link", { name: "Own values", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "People" })).toHaveValue("selection");
  await button(page, "Read the configurations of 1 user").click();
  await expect(page.getByText("1 user was read.")).toBeVisible();
  await expect(button(page, /make no difference$/)).toHaveCount(0);
  await button(page, "External call timeout").click();
  await expect(cell(page, "Taro Okoro", "inherited")).toHaveText("Known after saving");
  await page.getByRole("checkbox", { name: "Select Taro Okoro" }).check();
  await button(page, "Use the inherited value (1)").click();
  await expect(cell(page, "Taro Okoro", "externalCallTimeout")).toHaveText("30 → Inherited: Known after saving");
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });
  test("speaks French", async ({ page }) => {
    await page.goto("/icws/overrides");
    await page.getByLabel("Identifiant").fill("admin");
    await page.getByLabel("Mot de passe", { exact: true }).fill("s3cret");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(heading(page, "Valeurs individuelles")).toBeVisible();
    await button(page, "Lire les configurations de 30 utilisateurs").click();
    await expect(page.getByText("29 sur 30 utilisateurs lus.")).toBeVisible();
    await button(page, "Revenir à l’héritage pour 2 valeurs sans effet").click();
    await expect(cell(page, "Maria Lind", "externalCallTimeout")).toHaveText("45 → Héritée : 45 (AgentBase)");
    await axeEverywhere(page, "a plan in French");
  });
});
