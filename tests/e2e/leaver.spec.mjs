// Somebody leaves: what there is of them in each system, what is done with it, and what remains.
import { signInAgain } from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { inFrench } from "./french.mjs";
import { open as openIcws } from "./icws.mjs";
import { configure, leaves, openDora, system } from "./leaver.mjs";
import { button, go, heading, notices, open } from "./xivo.mjs";

test.use({ people: 40 });

const planned = (page) => page.getByRole("grid").locator("tbody tr:not([aria-hidden])");
const outcomes = (page, text) => page.getByRole("grid").getByText(text, { exact: true });
const remains = (page) => page.getByRole("region", { name: "What remains to be done by hand" });
const dialog = (page) => page.getByRole("dialog", { name: "Delete this person?" });

test("deletes somebody in two systems, and says what went and what remains", async ({ page, pbx }) => {
  await openDora(page, pbx);
  const [wazo, apio] = [system(page, /Wazo/), system(page, /APIO/)];
  await expect(wazo.getByRole("listitem")).toContainText(["The user", "Username: dora", "Line: 1007", "Voicemail: "]);
  await expect(apio.getByRole("listitem")).toContainText(["The user", "Line: 1007", "PIN"]);
  // Nothing is chosen, so nothing would be done, and all of it remains.
  await expect(page.getByText("Nothing would change.")).toBeVisible();
  await expect(remains(page).getByText(/Line: 1007$/)).toHaveCount(2);
  await expect(remains(page).getByText(/PureConnect.*: Not looked at$/)).toHaveCount(1);
  await axeEverywhere(page, "somebody who leaves");

  await wazo.getByLabel("The user").selectOption("Delete with line, voicemail, agent and account");
  await apio.getByLabel("The user").selectOption("Delete with devices");
  await expect(planned(page)).toHaveCount(2);
  await expect(remains(page).getByText(/Line: 1007$/)).toHaveCount(0);
  await pbx.forget();
  await button(page, "Run 2 steps, with the deletion").click();
  await expect(dialog(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(dialog(page)).toContainText("A deletion cannot be undone");
  await axeEverywhere(page, "the question before somebody is deleted");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  expect((await pbx.log()).filter(({ method }) => method === "DELETE")).toEqual([]);

  await button(page, "Run 2 steps, with the deletion").click();
  await dialog(page).getByRole("button", { name: "Run 2 steps, with the deletion" }).click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(2);
  const aftermath = page.getByRole("region", { name: "What went, and what did not" });
  await expect(aftermath).toContainText(/Wazo[^:]*: Dora Desk was deleted/);
  // What no documented interface deletes is left to be done, and that stays in sight.
  await expect(remains(page).getByRole("listitem")).toHaveText([/PureConnect.*: Not looked at$/]);
  await expect(button(page, "Undo what was done")).toHaveCount(0);
  expect((await pbx.log()).filter(({ method }) => method === "DELETE").length).toBeGreaterThanOrEqual(2);
  await go(page, "/changes");
  const entries = page.getByRole("list", { name: "Changes" }).locator("> li");
  await expect(entries.filter({ hasText: "Deleted · ✓ Done" })).toHaveCount(2);
});

test("goes on where one system refuses, and signs in again in place", async ({ page, pbx }) => {
  await openDora(page, pbx);
  const [wazo, apio] = [system(page, /Wazo/), system(page, /APIO/)];
  await wazo.getByLabel("The user").selectOption("Delete with line, voicemail, agent and account");
  await apio.getByLabel("The user").selectOption("Delete, and keep the devices");
  await pbx.faults({ system: "wazo-2026", method: "DELETE", kind: "500" }, { system: "apio", method: "DELETE", kind: "session-over" });
  await button(page, "Run 2 steps, with the deletion").click();
  await dialog(page).getByRole("button", { name: "Run 2 steps, with the deletion" }).click();
  await signInAgain(page, "Correct-Horse-9");
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  // What was not done remains.
  await expect(remains(page).getByText(/Wazo.*: The user$/)).toBeVisible();
  await expect(remains(page).getByText(/APIO.*: The user$/)).toHaveCount(0);
  await button(page, "Try again only those not done (1)").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(2);
  await expect(remains(page).getByText(/Wazo.*: The user$/)).toHaveCount(0);
});

test("switches off what can be switched off, and takes it back", async ({ page, pbx }) => {
  await configure(pbx, undefined, ["xivo-2013", "icws"]);
  await open(page, "xivo-2013", "users/1");
  const before = await pbx.state("xivo-2013", 1);
  await leaves(page).click();
  await expect(page).toHaveURL(/\/xivo-2013\/plan\/person\?leaver=/);
  // The address is enough.
  await page.reload();
  await expect(page.getByText("Only this system is looked at")).toBeVisible();
  await system(page, /^Ada Sample/).getByLabel("CTI client").selectOption("Switch off");
  await system(page, /^Ada Sample/).getByLabel("Mobile phone number: 5555550101").selectOption("Clear");
  await expect(planned(page)).toHaveCount(1);
  await expect(remains(page).getByText(/CTI client|Mobile phone number/)).toHaveCount(0);
  await expect(remains(page).getByText(/Line: 1001$/)).toBeVisible();
  await button(page, "Run 1 change").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  expect(await pbx.state("xivo-2013", 1)).not.toEqual(before);
  await button(page, "Undo what was done").click();
  await button(page, "Run 1 change").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  expect(await pbx.state("xivo-2013", 1)).toEqual(before);
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("says whose plan it is where another one is under way", async ({ page, pbx }) => {
  await configure(pbx, undefined, ["xivo-2013", "icws"]);
  await open(page, "xivo-2013", "users/1");
  await leaves(page).click();
  await system(page, /^Ada Sample/).getByLabel("Mobile phone number: 5555550101").selectOption("Clear");
  await pbx.faults({ system: "xivo-2013", method: "PUT", kind: "silence" });
  await button(page, "Run 1 change").click();
  await go(page, "/xivo-2013/users/2");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Plan");
  await leaves(page).click();
  await expect(notices(page)).toContainText("This plan is not finished");
  await expect(page.getByRole("rowheader", { name: /^Ada Sample/ })).toBeVisible();
  await pbx.release();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
});

test("says of a PureConnect what must be done elsewhere", async ({ page, pbx, context }) => {
  await configure(pbx, "extension", ["xivo-2016", "icws"]);
  await openIcws(page, "/icws/users/ada/client");
  await leaves(page).click();
  await expect(system(page, /PureConnect/)).toBeVisible();
  await expect(remains(page)).toContainText("The user is deleted in Interaction Administrator");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await button(page, "Copy the list").click();
  await expect(remains(page).getByText("Copied.")).toBeVisible();
  const lines = await remains(page).getByRole("listitem").allTextContents();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(lines.join("\n"));
});

test("gives the own settings of a PureConnect back, and takes that back", async ({ page, pbx }) => {
  await configure(pbx, undefined, ["icws"]);
  await openIcws(page, "/icws/users/tokoro/client");
  const own = async () => (await pbx.state("icws", "tokoro")).own;
  const before = await own();
  await leaves(page).click();
  const settings = system(page, /^Taro Okoro/).getByLabel("Own client settings: 2");
  await expect(remains(page).getByText(/Own client settings: 2$/)).toBeVisible();
  await settings.selectOption("Give all of them back");
  await expect(planned(page)).toHaveCount(1);
  await expect(page.getByRole("grid")).toContainText("30 → ");
  await expect(remains(page).getByText(/Own client settings/)).toHaveCount(0);
  await pbx.forget();
  await button(page, "Run 1 change").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  expect((await pbx.writes("icws")).filter(({ method }) => method === "PUT")).toHaveLength(1);
  expect(await own()).not.toEqual(before);
  await button(page, "Undo what was done").click();
  await button(page, "Run 1 change").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  expect(await own()).toEqual(before);
});

/** The record of a user as a Wazo tells it of somebody who uses more of the telephone. */
async function useForwards(page) {
  await page.route(/\/users\/[^/?]+$/, async (route) => {
    const response = await route.fetch();
    const record = await response.json().catch(() => null);
    if (!record?.forwards) return route.fulfill({ response });
    record.forwards.unconditional = { enabled: true, destination: "5551234" };
    record.forwards.noanswer = { enabled: false, destination: "5559999" };
    record.services.dnd = { enabled: true };
    record.incalls = [{ id: 3, extensions: [{ id: 9, exten: "5550107", context: "from-extern" }] }];
    await route.fulfill({ response, json: record });
  });
}

test("shows forwards and incoming numbers, which no documented interface changes", async ({ page, pbx }) => {
  await useForwards(page);
  await openDora(page, pbx);
  const wazo = system(page, /Wazo/);
  await expect(wazo.getByRole("listitem")).toContainText(["Incoming numbers: 5550107", "All calls forwarded to: 5551234", "Do not disturb"]);
  await expect(wazo).not.toContainText("5559999");
  await expect(remains(page)).toContainText("All calls forwarded to: 5551234");
  // The forwards go with the user; whoever dials the incoming number is still to be led elsewhere.
  await wazo.getByLabel("The user").selectOption("Delete with line, voicemail, agent and account");
  await expect(remains(page).getByText(/Wazo.*: (All calls forwarded|Do not disturb)/)).toHaveCount(0);
  await expect(remains(page)).toContainText("Incoming numbers: 5550107");
});

test("sets a new PIN that is shown once, and says first that the one before cannot be given back", async ({ page, pbx, secrets }) => {
  await openDora(page, pbx);
  const apio = system(page, /APIO/);
  const pinOf = async () => (await pbx.state("apio", "p7@voice.example.test")).pin;
  const before = await pinOf();
  await apio.getByLabel("PIN").selectOption("Set a new one, made here");
  await expect(page.getByText("Passwords and PINs cannot be restored: nobody can read the old ones.")).toBeVisible();
  await expect(remains(page).getByText(/APIO.*: PIN$/)).toHaveCount(0);
  await button(page, "Run 1 change").click();
  await expect(outcomes(page, "✓ Done")).toHaveCount(1);
  const shown = page.getByRole("region", { name: "New PIN" });
  const pin = (await shown.locator("output").textContent()).replaceAll(" ", "");
  secrets.add(pin);
  expect(pin).toMatch(/^\d{6,}$/);
  expect(pin).not.toBe(before);
  expect(await pinOf()).toBe(pin);
  await axeEverywhere(page, "a PIN that was set for somebody who leaves");
  // It is there until it was noted, whatever else is opened, and nowhere else.
  await expect(button(page, "Undo what was done")).toHaveCount(0);
  await expect(button(page, "Close")).toHaveCount(0);
  await go(page, "/changes");
  await expect(page.getByRole("list", { name: "Changes" })).toContainText("New PIN");
  await page.goBack();
  await expect(shown).toBeVisible();
  await button(page, "Noted: hide it").click();
  await expect(shown).toBeHidden();
  await expect(button(page, "Close")).toBeVisible();
});

for (const [what, fault] of [
  ["an answer that says neither", { kind: "500", when: "after" }],
  // As where the browser sends the request again, and the second is judged against the new PIN.
  ["a refusal in spite of it", { kind: "status", status: 400, when: "after", body: '{"errors":[{"message":"PIN refused"}]}', type: "application/json" }],
]) {
  test(`a PIN that may have been set is shown, and not called refused: ${what}`, async ({ page, pbx, secrets }) => {
    await openDora(page, pbx);
    await system(page, /APIO/).getByLabel("PIN").selectOption("Set a new one, made here");
    await pbx.faults({ system: "apio", method: "PUT", ...fault });
    await button(page, "Run 1 change").click();
    await expect(outcomes(page, /^\? It is not known/)).toHaveCount(1);
    const shown = page.getByRole("region", { name: "New PIN" });
    await expect(shown).toContainText("It is not known whether the server has this one.");
    const pin = (await shown.locator("output").textContent()).replaceAll(" ", "");
    secrets.add(pin);
    expect((await pbx.state("apio", "p7@voice.example.test")).pin).toBe(pin);
    // Nobody puts the plan away before somebody has noted it.
    await expect(button(page, "Close")).toHaveCount(0);
    await button(page, "Noted: hide it").click();
    await expect(shown).toBeHidden();
    await expect(button(page, "Close")).toBeVisible();
  });
}

test("is in French, from the first word to the last, and fits a narrow page", async ({ page, pbx }) => {
  await useForwards(page);
  await openDora(page, pbx);
  const names = ["Dora Desk · Wazo 2026 (1.1, token, tenants)", "Dora Desk · APIO gateway"];
  await inFrench(page, ["Menu", "Plan", ...names]);
  await expect(page.getByRole("group", { name: /Wazo/ })).toContainText("Renvoi inconditionnel vers\u00a0: 5551234");
  await page.getByRole("group", { name: /Wazo/ }).getByLabel("L’utilisateur").selectOption("Supprimer avec ligne, messagerie, agent et compte");
  await expect(page.getByRole("region", { name: "Ce qui reste à faire à la main" })).toContainText("Numéros entrants\u00a0: 5550107");
  await button(page, "Exécuter 1 étape, une suppression").click();
  await expect(page.getByRole("dialog", { name: "Supprimer cette personne\u00a0?" }).getByRole("button", { name: "Annuler" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

for (const [id, told, untold] of [
  ["xivo-2016", ["Line: 1007"], "Voicemail, Agent: not told by this system"],
  ["xivo-2014b", [], "Line, Voicemail, Agent: not told by this system"],
]) {
  test(`says what a system does not tell of somebody who leaves: ${id}`, async ({ page }) => {
    await open(page, id, "users/7");
    await leaves(page).click();
    for (const text of [...told, untold]) await expect(page.getByRole("group").getByText(text, { exact: true })).toBeVisible();
    await expect(remains(page)).toContainText(untold);
  });
}
