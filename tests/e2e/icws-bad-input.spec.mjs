// What nobody meant to send or to type: a clear sentence, nothing lost.
import { expect, test } from "./fixtures.mjs";
import { SESSION, body, open, property, puts, save, saved, signIn, switches } from "./icws.mjs";

test.use({ people: 20 });

const alert = (page) => page.getByRole("alert");

test("odd answers are shown for what they are", async ({ page, pbx }) => {
  const answer = {
    configurationId: { id: "tokoro", displayName: "Taro\u0007 Okoro" },
    clientConfigurationProperties: {
      // Of another type.
      screenCalls: { effectiveValue: "yes" },
      confirmDragAndDrop: [true],
      // Without a value in effect.
      muteOnTransfer: { inheritedValue: true, inheritedFrom: [{ from: {}, objectType: 1, values: true }] },
      externalCallTimeout: { actualValue: 30, inheritedValue: 45 },
      // From nobody knows where.
      ringWhenOnPhone: { effectiveValue: true, inheritedValue: true, inheritedFrom: [{ objectType: 99 }, {}, 3] },
      callForwardAllMode: { actualValue: "All\u0000\u0007<b>", effectiveValue: "All\u0000\u0007<b>", inheritedFrom: [{ from: { id: "a\nb" }, objectType: 2, values: "x" }] },
      eFaqSearchOption: 7,
      followMe: [{ phoneNumber: "9".repeat(300), timeout: -1, usePin: false }],
    },
  };
  const path = `/icws/${SESSION}/configuration/users/tokoro`;
  await pbx.faults({ system: "icws", method: "GET", path, times: 0, kind: "body", body: JSON.stringify(answer) });
  await open(page, "/icws/users/tokoro/client");
  await expect(page.locator(".subject")).toContainText("Taro␇ Okoro");
  for (const [label, raw] of [["Screen calls", '{"effectiveValue":"yes"}'], ["Confirm drag and drop", "[true]"]]) {
    const odd = page.locator("li.property", { hasText: label }).first();
    await expect(odd).toContainText("The server sent a value of an unexpected type. It is shown as it came and cannot be changed here.");
    await expect(odd.getByText(raw)).toBeVisible();
    await expect(odd.getByRole("button")).toHaveCount(0);
  }
  const mute = property(page, "Mute on transfer");
  await expect(mute).toContainText("The server sent no value in effect.");
  await expect(mute).toContainText("Inherited from Workgroup: Yes");
  const timeout = property(page, "External call timeout");
  await expect(timeout.getByRole("textbox")).toHaveValue("30");
  await expect(timeout).toContainText("Set here After “Use inherited value”: 45");
  const ring = property(page, "Ring when on phone");
  await expect(ring).toContainText("Inherited from Unknown (99)");
  await expect(ring).toContainText("Inherited from a source without a name");
  const mode = property(page, "Call forward all mode");
  await expect(mode).toContainText("All␀␇<b>");
  await expect(mode).toContainText("Role a␊b: x");
  await expect(page.getByLabel("E-FAQ search option").locator("option:checked")).toHaveText("Unknown (7)");
  // None of it is a change, and none of it stands in the way of one.
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await pbx.noFaults();
  await timeout.getByRole("textbox").fill("31");
  await save(page);
  await saved(page);
  expect((await puts(pbx)).map(body)).toEqual([{ clientConfigurationProperties: { externalCallTimeout: { actualValue: 31 } } }]);
});

test("what cannot be sent is named at its field before it is sent", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  const number = page.getByLabel("Phone number").first();
  const ring = page.getByLabel("Timeout", { exact: true }).first();
  const first = page.getByRole("group", { name: "Number 1" });
  const timeout = page.getByLabel("External call timeout");
  const mode = page.getByLabel("Call forward all mode", { exact: true });
  for (const [field, typed, sentence, place] of [
    [number, "9".repeat(300), "At most 255 characters.", first],
    [number, "12\u0007", "Remove the invisible characters.", first],
    [number, " ", "Enter a value.", first],
    [ring, "-1", "From 0 to 2147483647.", first],
    [ring, "1000000000000", "From 0 to 2147483647.", first],
    [ring, "99999999999999999999", "From 0 to 2147483647.", first],
    [ring, "soon", "Enter a whole number.", first],
    [ring, "", "Enter a whole number.", first],
    [timeout, "", "Enter a whole number.", property(page, "External call timeout")],
    [timeout, "4.5", "Enter a whole number.", property(page, "External call timeout")],
    [timeout, "1000000000000", "From -2147483648 to 2147483647.", property(page, "External call timeout")],
    [mode, "a\u0000b", "Remove the invisible characters.", property(page, "Call forward all mode")],
  ]) {
    const before = await field.inputValue();
    await field.fill(typed);
    await save(page);
    await expect(alert(page), typed).toBeFocused();
    await expect(alert(page), typed).toContainText(sentence);
    await expect(place.getByText(sentence), typed).toBeVisible();
    await expect(field, typed).toHaveAccessibleDescription(new RegExp(sentence.replaceAll(".", "\\.")));
    expect(await field.getAttribute("aria-invalid"), typed).toBe("true");
    expect(await field.inputValue(), typed).toBe(typed);
    // Typing what is right takes the sentence away.
    await field.fill(before);
    await expect(place.getByText(sentence), typed).toHaveCount(0);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByText("Nothing changed"), typed).toBeVisible();
  }
  expect(await puts(pbx)).toEqual([]);
});

test("a person who is not in the list", async ({ page }) => {
  await signIn(page, "/icws/users/nobody%20here/client");
  const refused = page.locator(".refused");
  await expect(refused).toContainText("This person is no longer on the server. Go back to the list of users.");
  await expect(refused.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the users" }).click();
  await page.getByRole("link", { name: "Taro Okoro" }).click();
  await page.getByText("Compare with somebody else").click();
  for (const [typed, sentence] of [["nobody", "This person is no longer on the server."], ["..", "The ID of this user cannot be part of an address"]]) {
    await page.getByLabel("Compare with").fill(typed);
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await expect(page.getByText("25 properties,")).toBeVisible();
});

test("a second tab changes the same property", async ({ page, context, pbx }) => {
  const timeout = (tab) => tab.getByLabel("External call timeout");
  await open(page, "/icws/me/client", "mlind");
  await timeout(page).fill("50");
  await page.getByLabel("Phone number").first().fill("4444");
  const other = await context.newPage();
  await open(other, "/icws/me/client", "mlind");
  await timeout(other).fill("51");
  await save(other);
  await saved(other);
  const before = (await puts(pbx)).length;
  await save(page);
  await expect(alert(page).getByRole("heading")).toHaveText("Somebody else changed this user meanwhile");
  await expect(alert(page)).toContainText("Nothing was saved yet.");
  await expect(alert(page).getByRole("link")).toHaveText(["External call timeout"]);
  await expect(property(page, "External call timeout")).toContainText("Somebody changed this to “51” meanwhile.");
  await expect(timeout(page)).toHaveValue("50");
  await expect(page.getByLabel("Phone number").first()).toHaveValue("4444");
  expect((await puts(pbx)).length).toBe(before);
  // Giving way takes the sentence away; the other change is still there.
  await property(page, "External call timeout").getByRole("button", { name: "Undo change" }).click();
  await expect(timeout(page)).toHaveValue("51");
  await expect(timeout(page)).toBeFocused();
  await expect(alert(page)).toHaveCount(0);
  await expect(page.getByText(/Somebody changed this to/)).toHaveCount(0);
  await save(page);
  await saved(page, "Follow me");
  expect(body((await puts(pbx)).at(-1))).toEqual({ followMe: [{ phoneNumber: "4444", timeout: 25, usePin: false }] });
});

test("a server that says little is not put words in its mouth", async ({ page, pbx }) => {
  await switches(pbx, { ownValues: false });
  await open(page, "/icws/users/tokoro/client");
  const calls = property(page, "Screen calls");
  await expect(calls).toContainText("The server did not say whether this is set here or inherited.");
  await expect(calls).toContainText("After “Use inherited value”: Known after saving");
  // Both verbs are there, since either may be what is wanted.
  await expect(calls.getByRole("button", { name: "Set own value" })).toBeVisible();
  await calls.getByRole("button", { name: "Use inherited value" }).click();
  await expect(calls.getByRole("button", { name: "Set own value" })).toBeFocused();
  await expect(calls.getByRole("button", { name: "Use inherited value" })).toBeHidden();
  await save(page);
  await expect(page.locator(".notice")).toHaveText(/Accepted, but not shown by the server: Screen calls\./);
  await expect(page.getByText(/^Saved/)).toHaveCount(0);
  expect(body((await puts(pbx))[0])).toEqual({ clientConfigurationProperties: { screenCalls: { actualValue: null } } });
});

test("somebody else's change and one's own, each property by itself", async ({ page, pbx }) => {
  const theirs = (group) =>
    pbx.act("icws", "PUT", "/icws/0/configuration/users/mlind", { clientConfigurationProperties: group });
  await open(page, "/icws/users/mlind/client");
  const numbers = page.getByLabel("Phone number");
  const tray = property(page, "Show status in system tray");
  await page.getByLabel("External call timeout").fill("50");
  await page.getByLabel("Call forward all mode", { exact: true }).fill("Internal");
  await numbers.first().fill("4444");
  await tray.getByRole("button", { name: "Set own value" }).click();
  await theirs({
    externalCallTimeout: { actualValue: 51 },
    callForwardAllMode: { actualValue: "Internal" },
    muteOnTransfer: { actualValue: true },
    followMe: [{ phoneNumber: "5555", timeout: 5, usePin: true }],
  });
  await save(page);
  // What both changed differently is asked, the same change of both is none, and what they alone changed is shown.
  await expect(alert(page).getByRole("link")).toHaveText(["External call timeout", "Follow me"]);
  await expect(property(page, "External call timeout")).toContainText("Somebody changed this to “51” meanwhile.");
  await expect(page.locator("li.property", { has: page.getByText("Follow me", { exact: true }) })).toContainText("Somebody changed this to “5555 (5, Ask for password)” meanwhile.");
  await expect(property(page, "Mute on transfer").getByRole("switch")).toBeChecked();
  await expect(page.getByText("3 fields changed")).toBeVisible();
  expect(await puts(pbx)).toEqual([]);
  await property(page, "External call timeout").getByRole("button", { name: "Take theirs" }).click();
  await expect(page.getByLabel("External call timeout")).toHaveValue("51");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await expect(numbers.first()).toHaveValue("4444");
  await expect(alert(page)).toHaveCount(0);
  await save(page);
  await saved(page);
  const [{ clientConfigurationProperties: sent }, ...more] = (await puts(pbx)).map(body);
  expect(more).toEqual([]);
  expect(Object.keys(sent).sort()).toEqual(["followMe", "showStatusInSystemTray"]);
});

test("an inherited value that somebody else sets meanwhile", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  const calls = property(page, "Screen calls");
  await calls.getByRole("switch").click();
  await property(page, "External call timeout").getByRole("button", { name: "Use inherited value" }).click();
  await pbx.act("icws", "PUT", "/icws/0/configuration/users/tokoro", {
    clientConfigurationProperties: { screenCalls: { actualValue: false }, externalCallTimeout: { actualValue: 33 } },
  });
  await save(page);
  await expect(calls).toContainText("Somebody changed this to “No” meanwhile.");
  await expect(property(page, "External call timeout")).toContainText("Somebody changed this to “33” meanwhile.");
  await calls.getByRole("button", { name: "Keep mine" }).click();
  await property(page, "External call timeout").getByRole("button", { name: "Keep mine" }).click();
  await save(page);
  await saved(page, "External call timeout", "Screen calls");
});
