// A run goes on while somebody is elsewhere, says there how it ended, and is not lost by the way.
import { readFile } from "node:fs/promises";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, expectNotice, field, go, heading, link, open, pathOf, search, signIn } from "./xivo.mjs";
import { ACCOUNTS, TENANTS, WAZO } from "./wazo.mjs";

test.use({ people: 30 });

const main = (page) => page.getByRole("main");
const question = (page) => page.getByRole("dialog", { name: "Passwords or PINs are not saved" });
const figure = (page, text) => page.locator(".tally").getByText(text, { exact: true });
const select = (page, name) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const puts = async (pbx, system) => (await pbx.writes(system)).filter(({ method }) => method === "PUT");

/** A plan that gives two people a description. */
async function describeTwo(page, text = "Floor 2") {
  for (const name of ["Boris", "Dora Desk"]) {
    await search(page).fill(name.split(" ")[0]);
    await select(page, name).check();
  }
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill(text);
  await expect(figure(page, "2 to do")).toBeVisible();
}

const delay = (pbx, system) => pbx.faults({ system, method: "PUT", kind: "delay", times: 0 });

/** Runs it while no write is answered. */
async function beginSlowRun(page, pbx, system) {
  await open(page, system);
  await describeTwo(page);
  await delay(pbx, system);
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 to do")).toBeVisible();
}

test("a run goes on without its page, is found again with its progress, and says elsewhere how it ended", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await beginSlowRun(page, pbx, system);
  // Nothing is asked, and nothing stops.
  await link(page, "Users").click();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await link(page, "Plan").click();
  await expect(page.getByText("Running…")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Progress" })).toHaveAttribute("max", "2");
  await axeEverywhere(page, "a run that was come back to");
  await page.goBack();
  await expect(heading(page, "Users")).toBeVisible();
  // Another one does not take its place.
  await button(page, "Delete the selected").click();
  await expectNotice(page, "This plan is not finished.");
  await expect(page.getByText("Running…")).toBeVisible();
  await expect(page.getByText("Change a field: 2 users")).toBeVisible();
  await link(page, "Users").click();
  await pbx.noFaults();
  await pbx.release();
  await expectNotice(page, "The plan is through: 2 done, 0 failed, 0 not tried. “Plan” shows who.");
  await link(page, "Plan").click();
  await expect(page.getByText("Done. This is what became of it:")).toBeVisible();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await puts(pbx, system)).toHaveLength(2);
  // What was done can be taken back there.
  await button(page, "Undo what was done").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
});

test("signing out waits until a run has ended, and the browser asks before the tab goes", async ({ page, pbx }) => {
  const system = "xivo-2019";
  await beginSlowRun(page, pbx, system);
  await link(page, "Users").click();
  await button(page, "Sign out").click();
  await expectNotice(page, "This plan is not finished.");
  await expect(page.getByText("Running…")).toBeVisible();
  await link(page, "Users").click();
  const [asked] = await Promise.all([
    page.waitForEvent("dialog").then(async (dialog) => {
      await dialog.dismiss();
      return dialog.type();
    }),
    page.close({ runBeforeUnload: true }),
  ]);
  expect(asked).toBe("beforeunload");
  await link(page, "Plan").click();
  await button(page, "Stop").click();
  await pbx.noFaults();
  await pbx.release();
  await expect(figure(page, "2 done")).toBeVisible();
  await button(page, "Sign out").click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page);
  await expect(heading(page, "Plan")).toBeVisible();
});

test("passwords that were made are there until they are saved, whatever else is begun", async ({ page, pbx }) => {
  const system = "xivo-2014b";
  await open(page, system);
  await search(page).fill("Boris");
  await select(page, "Boris").check();
  await button(page, "Make usernames and passwords").click();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await link(page, "Users").click();
  await button(page, "CTI on").click();
  // Whoever presses Enter at once keeps them, and so does whoever goes back.
  await expect(question(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await axeEverywhere(page, "the question before passwords are lost");
  await page.keyboard.press("Enter");
  await expect(question(page)).toBeHidden();
  await expect(button(page, "Save the usernames and passwords")).toBeVisible();
  await page.goBack();
  await expect(heading(page, "Users")).toBeVisible();
  await button(page, "CTI on").click();
  await expect(question(page)).toBeVisible();
  await page.goBack();
  await link(page, "Plan").click();
  await expect(question(page)).toBeHidden();
  await link(page, "Users").click();
  await button(page, "CTI on").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    question(page).getByRole("button", { name: "Save the usernames and passwords" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain((await pbx.state(system, 2)).password);
  await expect(page.getByText("CTI on: 1 user")).toBeVisible();
  await expect(button(page, "Run 1 change")).toBeVisible();
});

test("passwords that nobody wants are given up where somebody says so", async ({ page }) => {
  await open(page, "xivo-2014b");
  await search(page).fill("Boris");
  await select(page, "Boris").check();
  await button(page, "Make usernames and passwords").click();
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await link(page, "Users").click();
  await button(page, "CTI on").click();
  await question(page).getByRole("button", { name: "Go on without them" }).click();
  await expect(page.getByText("CTI on: 1 user")).toBeVisible();
  await expect(button(page, "Save the usernames and passwords")).toHaveCount(0);
});

test("what was done can be taken back after the plan was checked again", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system);
  const before = [await pbx.state(system, 2), await pbx.state(system, 7)];
  await describeTwo(page);
  await pbx.faults({ system, method: "PUT", kind: "500" });
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "1 done")).toBeVisible();
  await button(page, "Check again").click();
  await expect(figure(page, "1 to do")).toBeVisible();
  await expect(figure(page, "1 unchanged")).toBeVisible();
  await expect(page.getByText("Something was done before this check.")).toBeVisible();
  await axeEverywhere(page, "a plan that was checked again after its run");
  await button(page, "Run 1 change").click();
  await expect(figure(page, "1 done")).toBeVisible();
  // What both runs have done.
  await button(page, "Undo what was done").click();
  await button(page, "Run 2 changes").click();
  await expect(figure(page, "2 done")).toBeVisible();
  expect([await pbx.state(system, 2), await pbx.state(system, 7)]).toEqual(before);
});

test("the second click of a double click presses nothing that came in the place of a button", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system);
  await describeTwo(page);
  await delay(pbx, system);
  await button(page, "Run 2 changes").dblclick();
  await expect(button(page, "Pause")).toBeVisible();
  await expect(page.getByText("Running…")).toBeVisible();
  await button(page, "Pause").dblclick();
  await expect(page.getByText("Paused. Nothing new is begun.")).toBeVisible();
  await expect(button(page, "Resume")).toBeVisible();
  await expect(main(page).locator(".actions")).not.toHaveAttribute("inert");
  await button(page, "Resume").press("Enter");
  await expect(page.getByText("Running…")).toBeVisible();
  // The focus is not lost with the button.
  await expect(page.locator("#plan-state")).toBeFocused();
  await pbx.noFaults();
  await pbx.release();
  await expect(figure(page, "2 done")).toBeVisible();
  expect(await puts(pbx, system)).toHaveLength(2);
});

test("a run that is paused while its last rows are under way is over once they are done", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system);
  await describeTwo(page);
  await delay(pbx, system);
  await button(page, "Run 2 changes").click();
  await expect(page.getByText("Running…")).toBeVisible();
  await expect(main(page).locator(".actions")).not.toHaveAttribute("inert");
  await button(page, "Pause").click();
  await expect(page.getByText("Paused. Nothing new is begun.")).toBeVisible();
  await pbx.noFaults();
  await pbx.release();
  await expect(figure(page, "2 done")).toBeVisible();
  await expect(button(page, "Undo what was done")).toBeVisible();
  await expect(button(page, "Resume")).toHaveCount(0);
});

test("whoever a plan creates is of the tenant for which it was made, whatever is chosen meanwhile", async ({ page, pbx }) => {
  const nora = (await pbx.state(WAZO)).users.find((user) => user.firstname === "Nora");
  await page.goto(`/${WAZO}/users/new?like=${nora.id}&tenant=${TENANTS.north.uuid}`);
  await signIn(page, ACCOUNTS.admin);
  await page.getByText("Several at once").click();
  await field(page, "Names, one on each line").fill("Otto Madeup");
  await button(page, "Make a plan").click();
  await expect(figure(page, "1 to do")).toBeVisible();
  const tenant = page.getByRole("combobox", { name: "Tenant" });
  await tenant.selectOption({ label: TENANTS.master.name });
  await expect(heading(page, "Users")).toBeVisible();
  await link(page, "Plan").click();
  await pbx.faults({ system: WAZO, method: "POST", path: "/1.1/users", kind: "delay" });
  await button(page, "Run 1 change").click();
  await expect(tenant).toHaveValue(TENANTS.north.uuid);
  // Until it has ended nobody works elsewhere.
  await expect(tenant).toBeDisabled();
  await page.goBack();
  await expectNotice(page, "Other tenants cannot be opened while the plan is under way.");
  await expect(page).toHaveURL(new RegExp(`tenant=${TENANTS.north.uuid}`));
  await pbx.release();
  await expectNotice(page, "The plan is through: 1 done, 0 failed");
  await expect(tenant).toBeEnabled();
  const otto = (await pbx.state(WAZO)).users.find((user) => user.firstname === "Otto");
  expect(otto.tenant_uuid).toBe(TENANTS.north.uuid);
});

test("what is typed for many people is worked out when nobody types any more, and nothing older is run", async ({ page, pbx }) => {
  const system = "xivo-2016";
  await open(page, system);
  await page.getByRole("checkbox", { name: "Select all" }).check();
  await button(page, "Change a field").click();
  await field(page, "Field").selectOption("Description");
  await field(page, "New value").fill("Floor");
  await expect(figure(page, "30 to do")).toBeVisible();
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  await field(page, "New value").pressSequentially(" 2");
  // The rows do not follow each key.
  await expect(main(page).getByRole("button", { name: "Run 30 changes" })).toHaveAttribute("aria-disabled", "true");
  await button(page, "Run 30 changes").click({ force: true });
  await expect(page.locator('tbody [data-column="description"]').first()).toHaveText(/ → Floor$/);
  await page.clock.runFor(1000);
  await expect(page.locator('tbody [data-column="description"]').first()).toHaveText(/ → Floor 2$/);
  await expect(button(page, "Run 30 changes")).not.toHaveAttribute("aria-disabled");
  expect(await puts(pbx, system)).toEqual([]);
});

/** Where a session has ended, with a run under way. */
async function signInAsSomebodyElse(page) {
  const lost = page.getByRole("dialog", { name: "Your session has ended" });
  await lost.getByLabel("Username").fill("madeup-reader");
  await lost.getByLabel("Password", { exact: true }).fill("madeup-secret");
  await lost.getByRole("button", { name: "Sign in" }).click();
  await expectNotice(page, "Somebody else is signed in now, so the plan was closed.");
}

for (const method of ["PUT", "GET"]) {
  test(`a plan is closed, and that is said, when somebody else signs in while it runs: at a ${method}`, async ({ page, pbx }) => {
    const system = "xivo-2019";
    await open(page, system);
    await describeTwo(page);
    // One waits for the other, so that both meet the end of the session.
    await pbx.faults({ system, kind: "delay", method, path: "/1.1/users/", ms: 500, times: 2 });
    await pbx.faults({ system, kind: "expired", method, path: "/1.1/users/", times: 2 });
    await button(page, "Run 2 changes").click();
    await signInAsSomebodyElse(page);
    await expect(page.getByRole("navigation", { name: "Views" })).toContainText("madeup-reader");
    // Time enough for what would follow.
    await page.waitForTimeout(1000);
    expect((await pbx.writes(system)).filter(({ method, status }) => method === "PUT" && status < 300)).toEqual([]);
  });
}

test("what a row does after somebody else has signed in is not among their changes", async ({ page, pbx }) => {
  const system = "xivo-2019";
  await open(page, system);
  await describeTwo(page);
  const paths = (await pbx.state(system)).users.filter(({ firstname }) => ["Boris", "Dora"].includes(firstname)).map(({ id }) => pathOf(system, id));
  await pbx.faults({ system, kind: "delay", when: "after", method: "PUT", path: `${paths[0]}$`, ms: 5000 });
  await pbx.faults({ system, kind: "expired", method: "PUT", path: `${paths[1]}$` });
  await button(page, "Run 2 changes").click();
  await signInAsSomebodyElse(page);
  const written = async () => (await pbx.writes(system)).filter(({ method, status }) => method === "PUT" && status < 300).length;
  await expect.poll(written).toBe(1);
  // It is read again before it is entered.
  await page.waitForTimeout(1000);
  await go(page, "/changes");
  await expect(page.getByText("Nothing has been changed yet.")).toBeVisible();
});
