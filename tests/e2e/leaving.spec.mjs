// Leaving with unsaved changes: by link, back, forward, reload; and the keys.
import { expect, test } from "./fixtures.mjs";
import * as apio from "./apio.mjs";
import { button, count, expectNotice, field, go, heading, link, notices, search, sent } from "./xivo.mjs";

test.use({ people: 20 });

const question = (page) => page.getByRole("dialog", { name: "Leave without saving?" });
const stay = (page) => question(page).getByRole("button", { name: "Stay on this page" });
const leave = (page) => question(page).getByRole("button", { name: "Leave without saving" });

test("asks within the app: link, back, forward", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users");
  // A click just after rows have changed places is taken for one at who stood there before.
  await expect(count(page)).toHaveText("20 users");
  await expect(async () => {
    await link(page, "Chloe Madeup").click({ timeout: 1_000 });
    await expect(heading(page, "Chloe Madeup")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 7_000 });
  await link(page, "Back to the users").click();
  await page.goBack();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  // Nothing typed, nothing asked. Behind this lies the list, and ahead of it too.
  await field(page, "Last name").fill("Unsaved");
  const here = page.url();

  await link(page, "Back to the users").click();
  await expect(question(page)).toBeVisible();
  await expect(question(page)).toContainText("What you typed or chose on this page has not been saved.");
  await stay(page).click();
  await expect(question(page)).toBeHidden();
  await expect(link(page, "Back to the users")).toBeFocused();
  await expect(field(page, "Last name")).toHaveValue("Unsaved");

  for (const direction of ["goBack", "goForward"]) {
    await field(page, "Last name").focus();
    await page.evaluate((back) => (back ? history.back() : history.forward()), direction === "goBack");
    await expect(question(page), direction).toBeVisible();
    await expect(page, direction).toHaveURL(here);
    await page.keyboard.press("Escape");
    await expect(question(page)).toBeHidden();
    await expect(field(page, "Last name")).toBeFocused();
    await expect(field(page, "Last name")).toHaveValue("Unsaved");
    expect(page.url(), direction).toBe(here);
  }

  // The address of another view of the same user counts as leaving too.
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Switchroom" }).or(link(page, "Switchroom")).first().click();
  await expect(question(page)).toBeVisible();
  await stay(page).click();

  // Leaving forward goes where one wanted to go.
  await page.evaluate(() => history.forward());
  await leave(page).click();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(count(page)).toHaveText("20 users");
  await page.goBack();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await expect(field(page, "Last name")).toHaveValue("Madeup");
  await field(page, "Last name").fill("Unsaved");
  await page.evaluate(() => history.back());
  await leave(page).click();
  await expect(heading(page, "Users")).toBeVisible();
  expect(await pbx.writes()).toEqual([]);

  // Typed and taken back is no change; saved is none either.
  await link(page, "Chloe Madeup").click();
  await field(page, "Last name").fill("Unsaved");
  await field(page, "Last name").fill("Madeup");
  await link(page, "Back to the users").click();
  await expect(heading(page, "Users")).toBeVisible();
  await link(page, "Chloe Madeup").click();
  await field(page, "Last name").fill("Saved");
  await page.keyboard.press("Control+s");
  await expectNotice(page, "Saved: Last name.");
  await link(page, "Back to the users").click();
  await expect(heading(page, "Users")).toBeVisible();
  // Reports belong to the view in which they came.
  await expect(notices(page).locator(".notice")).toHaveCount(0);

  // Also when it is left by the browser's own buttons.
  await link(page, "Chloe Saved").click();
  await field(page, "Description").fill("Noticed");
  await page.keyboard.press("Control+s");
  await expectNotice(page, "Saved: Description.");
  await page.goBack();
  await expect(heading(page, "Users")).toBeVisible();
  await expect(notices(page).locator(".notice")).toHaveCount(0);

  // A refusal keeps the guard up.
  await link(page, "Chloe Saved").click();
  await field(page, "First name").fill("x".repeat(200));
  await button(page, "Save").click();
  await link(page, "Back to the users").click();
  await expect(question(page)).toBeVisible();
  await leave(page).click();
  await expect(heading(page, "Users")).toBeVisible();
});

test("asks at the browser's door, only if there is something to lose", async ({ page }) => {
  await page.goto("/xivo-2013/users/new");
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.accept();
  });
  await expect(heading(page, "New user")).toBeVisible();
  await page.reload();
  expect(asked).toEqual([]);
  await field(page, "First name").fill("Unsaved");
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expect(field(page, "First name")).toHaveValue("");
});

test("keys: Ctrl-S saves, / searches, neither where it would disturb", async ({ page, pbx }) => {
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("20 users");
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("chloe/");
  await expect(search(page)).toHaveValue("chloe/");
  await search(page).fill("chloe madeup");
  await link(page, "Chloe Madeup").click();
  await field(page, "User field").fill("");
  await field(page, "User field").press("/");
  await expect(field(page, "User field")).toHaveValue("/");
  await page.keyboard.press("Control+s");
  await expectNotice(page, "Saved: User field.");
  // Not through a question that is open.
  await field(page, "User field").fill("twice");
  await button(page, "Delete").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Control+s");
  await page.keyboard.press("Escape");
  await expect(button(page, "Delete")).toBeFocused();
  await page.keyboard.press("Meta+s");
  await expectNotice(page, "Saved: User field.");
  expect(await sent(pbx, "xivo-2013")).toEqual([{ userfield: "/" }, { userfield: "twice" }]);
});

test.describe("what is still under way when its page is left ends without a word", () => {
  /** The request is held until it is let go; it is answered when the page is no longer there. */
  const hold = (pbx, system, method) => pbx.faults({ system, method, kind: "delay", when: "after" });

  /** Lets the answer through, and waits until nothing more is asked. */
  const letGo = async (page, pbx) => {
    await pbx.release();
    await page.waitForLoadState("networkidle");
  };

  test("a person who is being created", async ({ page, pbx }) => {
    await page.goto("/xivo-2013/users");
    await expect(count(page)).toHaveText("20 users");
    for (const [first, people] of [["Linked", "21 users"], ["Backed", "22 users"]]) {
      await link(page, "New user").click();
      await field(page, "First name").fill(first);
      await hold(pbx, "xivo-2013", "POST");
      await button(page, "Save").click();
      await expect(button(page, "Saving…")).toBeVisible();
      if (first === "Linked") await link(page, "Back to the users").click();
      else await page.goBack();
      await leave(page).click();
      await expect(heading(page, "Users")).toBeVisible();
      await letGo(page, pbx);
      await expect(count(page)).toHaveText(people);
      await expect(heading(page, "Users")).toBeVisible();
      await expect(notices(page).locator(".notice")).toHaveCount(0);
    }
  });

  test("a person who is being deleted", async ({ page, pbx }) => {
    await page.goto("/xivo-2013/users");
    await expect(count(page)).toHaveText("20 users");
    await link(page, "Boris").click();
    await link(page, "Back to the users").click();
    await link(page, "Chloe Madeup").click();
    await button(page, "Delete").click();
    await hold(pbx, "xivo-2013", "DELETE");
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect.poll(async () => (await pbx.writes("xivo-2013")).length).toBe(1);
    await page.evaluate(() => history.go(-2));
    await expect(heading(page, "Boris")).toBeVisible();
    await letGo(page, pbx);
    await expect(heading(page, "Boris")).toBeVisible();
    await expect(notices(page).locator(".notice")).toHaveCount(0);
    await link(page, "Back to the users").click();
    await expect(count(page)).toHaveText("19 users");

    await page.goto(apio.profileOf("tomas.ek"));
    await apio.signIn(page, apio.DESK);
    await link(page, "Back to the users").click();
    await link(page, "Mira Holt").click();
    await expect(heading(page, "Mira Holt")).toBeVisible();
    await button(page, "Delete").click();
    await hold(pbx, "apio", "DELETE");
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect.poll(async () => (await pbx.writes("apio")).filter(({ method }) => method === "DELETE").length).toBe(1);
    await page.goBack();
    await expect(heading(page, "Users")).toBeVisible();
    await letGo(page, pbx);
    await expect(heading(page, "Users")).toBeVisible();
    await expect(page.getByText("was deleted")).toHaveCount(0);
  });

  test("a PIN that is being changed", async ({ page, pbx, secrets }) => {
    secrets.add(apio.PIN, "052973", "Correct-Horse-7");
    await page.goto("/pin");
    await link(page, "APIO Core").click();
    await go(page, "/pin/apio");
    await apio.signIn(page);
    await apio.fillPin(page, { current: apio.PIN, next: "052973" });
    await hold(pbx, "apio", "PUT");
    await apio.change(page);
    await expect(button(page, "Saving…")).toBeVisible();
    await page.goBack();
    await leave(page).click();
    await expect(page.getByText("Sign in to APIO Core")).toBeVisible();
    await letGo(page, pbx);
    await expect(page.getByText("Sign in to APIO Core")).toBeVisible();
    await expect(page.getByText("you are signed out")).toHaveCount(0);
  });

  test("signing in", async ({ page, pbx, secrets }) => {
    secrets.add("Correct-Horse-7");
    await page.goto("/pin");
    await link(page, "APIO Core").click();
    await hold(pbx, "apio-core", "POST");
    await apio.signIn(page);
    await page.goBack();
    await expect(link(page, "APIO Core")).toBeVisible();
    await letGo(page, pbx);
    await expect(link(page, "APIO Core")).toBeVisible();
  });
});
