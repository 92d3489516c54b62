// What was typed and not saved survives a reload in this tab, is offered back once, and to nobody else.
import { DESK, field as apioField, heading as apioHeading, profileOf, signIn as apioSignIn } from "./apio.mjs";
import { expect, test } from "./fixtures.mjs";
import { PASSWORD, body, open, property, puts, save, saved, typePassword } from "./icws.mjs";
import { button, expectNotice, field, go, heading, link, signIn } from "./xivo.mjs";

test.use({ people: 20 });

const offer = (page) => page.getByRole("status").filter({ hasText: "that were not saved" });
const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

/** Reloads, and answers the browser's own question with yes. */
async function reload(page) {
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
}

test("a half-filled form is offered back after a reload, without its password, and once", async ({ page, secrets }) => {
  secrets.add("n3w-s3cret");
  await page.goto("/xivo-2014b/users/3");
  await field(page, "Description").fill("Half a");
  await field(page, "User field").fill("sentence");
  await field(page, "Password").fill("n3w-s3cret");
  expect(await kept(page)).toContain("Half a");
  expect(await kept(page)).not.toContain("n3w-s3cret");
  await reload(page);
  await expect(offer(page)).toContainText("A moment ago you typed values here that were not saved: User field, Description.");
  await expect(field(page, "Description")).toHaveValue("");
  await button(page, "Put them back").click();
  await expect(offer(page)).toHaveCount(0);
  await expect(field(page, "Description")).toHaveValue("Half a");
  await expect(field(page, "Password")).toHaveValue("");
  await expect(page.locator(".bar output")).toHaveText("2 fields changed");

  // Put back and not saved, it is kept again; declined, it is gone.
  await reload(page);
  await button(page, "Leave them out").click();
  await expect(offer(page)).toHaveCount(0);
  await page.reload();
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await expect(offer(page)).toHaveCount(0);

  // Saved, there is nothing to offer.
  await field(page, "Description").fill("Whole");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
  expect(await kept(page)).not.toContain("Whole");
});

test("somebody new is offered back, and not on another view; whoever leaves has been asked", async ({ page }) => {
  await page.goto("/xivo-2016/users/new");
  await field(page, "First name").fill("Newt");
  await field(page, "Last name").fill("Comer");
  await reload(page);
  await expect(offer(page)).toContainText("First name, Last name");
  await button(page, "Put them back").click();
  await expect(field(page, "Last name")).toHaveValue("Comer");
  await link(page, "Back to the users").click();
  await button(page, "Leave without saving").click();
  await expect(heading(page, "Users")).toBeVisible();
  await go(page, "/xivo-2016/users/3");
  await expect(heading(page, "Chloe Madeup")).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
  await go(page, "/xivo-2016/users/new");
  await expect(field(page, "First name")).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
  expect(await kept(page)).not.toContain("Comer");
});

test("nobody else who signs in is offered it", async ({ page, secrets }) => {
  secrets.add("Better-Horse-21");
  const type = async () => {
    await apioField(page, "Extension").fill("4799");
    await apioField(page, "New password").fill("Better-Horse-21");
    await reload(page);
  };
  await page.goto(profileOf("mira.holt"));
  await apioSignIn(page, DESK);
  await expect(apioHeading(page, "Mira Holt")).toBeVisible();
  await type();
  // The same person.
  await apioSignIn(page, DESK);
  await expect(offer(page)).toContainText("not saved: Extension.");
  await button(page, "Leave them out").click();
  await type();
  // Somebody else; and it is gone for good.
  await apioSignIn(page);
  await expect(apioHeading(page, "Mira Holt")).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
  expect(await kept(page)).not.toContain("4799");
  await page.reload();
  await apioSignIn(page, DESK);
  await expect(apioHeading(page, "Mira Holt")).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
});

test("a session of XiVO that has ended, and a reload", async ({ page }) => {
  await page.goto("/xivo-2019/users/3");
  await signIn(page);
  await field(page, "Description").fill("Half a sentence");
  await reload(page);
  await signIn(page);
  await button(page, "Put them back").click();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Description.");
});

test("a client configuration: values of every kind, and what is given back", async ({ page, pbx }) => {
  const signInAgain = async (who) => {
    await page.getByLabel("Username").fill(who);
    await typePassword(page, PASSWORD);
    await expect(page.getByText("25 properties, ")).toBeVisible();
  };
  await open(page, "/icws/users/tokoro/client", "admin");
  await page.getByLabel("Call forward all mode", { exact: true }).fill("Internal");
  await property(page, "Screen calls").getByRole("switch").click();
  await property(page, "External call timeout").getByRole("button", { name: "Use inherited value" }).click();
  await page.getByLabel("E-FAQ search option").selectOption("Strict");
  await page.getByLabel("Phone number").first().fill("4321");
  await page.getByLabel("Timeout", { exact: true }).first().fill("soon");
  await expect(page.locator(".bar output")).toHaveText("5 fields changed");
  await reload(page);
  await signInAgain("admin");
  await expect(offer(page)).toContainText(
    "not saved: External call timeout, Screen calls, Call forward all mode, E-FAQ search option, Follow me.",
  );
  await button(page, "Put them back").click();
  await expect(offer(page)).toHaveCount(0);
  await expect(page.locator(".bar output")).toHaveText("5 fields changed");
  await expect(page.getByLabel("Timeout", { exact: true }).first()).toHaveValue("soon");
  await page.getByLabel("Timeout", { exact: true }).first().fill("9");
  await save(page);
  await saved(page);
  const [{ clientConfigurationProperties: sent }] = (await puts(pbx)).map(body);
  expect(sent).toEqual({
    callForwardAllMode: { actualValue: "Internal" },
    externalCallTimeout: { actualValue: null },
    screenCalls: { actualValue: true },
    eFaqSearchOption: 3,
    followMe: [
      { phoneNumber: "4321", timeout: 9, usePin: true },
      { phoneNumber: "4199", timeout: 15, usePin: false },
    ],
  });
  expect(await kept(page)).not.toContain("4321");
  await page.getByLabel("External call timeout").fill("77");
  await reload(page);
  // Nobody else who signs in is offered it.
  await signInAgain("mlind");
  await expect(offer(page)).toHaveCount(0);
});

test("what Cancel took back is brought back by the same button, until something else is typed", async ({ page, pbx }) => {
  const said = page.locator(".bar output");
  await page.goto("/xivo-2014b/users/3");
  await field(page, "Description").fill("Half a sentence");
  await field(page, "Password").fill("n3w-s3cret");
  await button(page, "Cancel").click();
  await expect(said).toHaveText("Nothing changed");
  await expect(field(page, "Description")).toHaveValue("");
  await button(page, "Restore").press("Enter");
  await expect(field(page, "Description")).toHaveValue("Half a sentence");
  await expect(field(page, "Password")).toHaveValue("n3w-s3cret");
  await expect(said).toHaveText("2 fields changed");
  await expect(button(page, "Cancel")).toBeFocused();

  // A double click on Cancel cancels; and what is typed next is what counts.
  await button(page, "Cancel").dblclick();
  await expect(said).toHaveText("Nothing changed");
  await field(page, "User field").fill("other");
  await expect(button(page, "Restore")).toHaveCount(0);
  await pbx.forget();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: User field.");
  await button(page, "Cancel").click();
  await expect(button(page, "Restore")).toHaveCount(0);
  await expect(said).toHaveText("Nothing changed");
});

test("what Cancel took back of a client configuration and of a profile", async ({ page }) => {
  await open(page, "/icws/users/mlind/client");
  const calls = property(page, "Screen calls");
  await calls.getByRole("button", { name: "Set own value" }).click();
  await button(page, "Cancel").click();
  await expect(calls.getByRole("button", { name: "Set own value" })).toBeVisible();
  await button(page, "Restore").click();
  await expect(page.locator(".bar output")).toHaveText("1 field changed");

  await page.goto(profileOf("mira.holt"));
  await apioSignIn(page, DESK);
  await apioField(page, "CLI first name").fill("Changed");
  await button(page, "Cancel").click();
  await expect(apioField(page, "CLI first name")).not.toHaveValue("Changed");
  await button(page, "Restore").click();
  await expect(apioField(page, "CLI first name")).toHaveValue("Changed");
});
