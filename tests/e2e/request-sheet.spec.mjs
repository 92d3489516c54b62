// What a form would send is what it sends, but for what is secret.
import * as apio from "./apio.mjs";
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import * as icws from "./icws.mjs";
import { button, expectNotice, field, go, open } from "./xivo.mjs";

const fold = (page) => page.locator("details.request-sheet");
const openFold = (page) => fold(page).locator("summary").press("Enter");
const shownBody = async (page) => JSON.parse(await fold(page).locator("pre").last().textContent());

test("shows what a save of a user sends, follows what is typed, and masks the password and the token", async ({ page, pbx, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "xivo-2019", "users/1");
  await openFold(page);
  await expect(fold(page)).toContainText("Nothing has been changed, so nothing would be sent.");
  await field(page, "Description").fill("It's $(new)");
  await field(page, "Password").fill("geheim-4711");
  await expect(fold(page)).toContainText(/PUT http:\/\/127\.0\.0\.1:\d+\/api\/[^/]+\/1\.1\/users\/1/);
  await expect(fold(page)).toContainText("X-Auth-Token: •••");
  expect(await shownBody(page)).toEqual({ description: "It's $(new)", password: "•••" });
  await axeEverywhere(page, "what will be sent");
  await button(page, "Copy as curl").click();
  await expect(fold(page).getByRole("status")).toHaveText("Copied.");
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toMatch(/^curl --request PUT 'http:/);
  expect(curl).toContain(String.raw`It'\''s $(new)`);
  expect(curl).not.toContain("geheim");
  await pbx.forget();
  await button(page, "Save").click();
  await expectNotice(page, "Saved: ");
  const [put] = (await pbx.writes("xivo-2019")).filter(({ method }) => method === "PUT");
  expect(put.body).toEqual({ description: "It's $(new)", password: "geheim-4711" });
  await expect(fold(page)).toContainText("Nothing has been changed, so nothing would be sent.");
});

test("somebody new: what is sent is the body of the page, and where nothing can be copied the text is marked", async ({ page, pbx }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await open(page, "xivo-2016", "users/new");
  await openFold(page);
  await expect(fold(page)).toContainText("Some values are not right yet, so nothing would be sent.");
  await field(page, "First name").fill("Eve");
  await expect(fold(page)).toContainText("POST http");
  const body = await shownBody(page);
  await button(page, "Copy as curl").click();
  await expect(fold(page)).toContainText("This browser does not let the page copy.");
  await expect(page.getByLabel("Command", { exact: true })).toHaveValue(/^curl --request POST/);
  await button(page, "Save").click();
  await expectNotice(page, "was created.");
  const [post] = (await pbx.writes("xivo-2016")).filter(({ method }) => method === "POST");
  expect(post.body).toEqual(body);
});

test("PureConnect and APIO: the same, with PINs masked, in French and at 320 px", async ({ page, pbx }) => {
  await icws.open(page, "/icws/users/tokoro/client");
  await icws.property(page, "Screen calls").getByRole("button", { name: "Set own value" }).click();
  await openFold(page);
  await expect(fold(page)).toContainText("/configuration/users/tokoro");
  await expect(fold(page)).toContainText("ININ-ICWS-CSRF-Token: •••");
  const shown = await shownBody(page);
  await icws.save(page);
  await icws.saved(page);
  expect(icws.body((await icws.puts(pbx))[0])).toEqual(shown);

  await page.goto(apio.profileOf("mira.holt"));
  await apio.signIn(page, apio.DESK);
  await field(page, "First name").fill("Mirabel");
  await openFold(page);
  expect(await shownBody(page)).toEqual({ firstName: "Mirabel" });
  await button(page, "Cancel").click();
  await go(page, apio.pinOf("mira.holt"));
  await apio.fillPin(page, { next: "582064" });
  await page.setViewportSize({ width: 320, height: 700 });
  await openFold(page);
  expect(await shownBody(page)).toEqual({ pinCode: "•••" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.getByText("Preferences", { exact: true }).click();
  await page.getByLabel("Display language").selectOption("fr");
  await expect(fold(page).locator("summary")).toHaveText("Ce qui sera envoyé");
});

test("XiVO's CTI: what is sent first, of the resource that the server has", async ({ page, pbx }) => {
  for (const system of ["xivo-2016", "xivo-2013"]) {
    await open(page, system, "users/3/cti");
    await page.getByLabel("CTI client enabled").check();
    await openFold(page);
    await expect(fold(page)).toContainText(system === "xivo-2013" ? "/1.0/users/3" : "/1.1/users/3/cti");
    const shown = await shownBody(page);
    await pbx.forget();
    await button(page, "Save").click();
    await expectNotice(page, "CTI configuration saved: On");
    const [{ body }] = await pbx.writes(system);
    expect(typeof body === "string" ? JSON.parse(body) : body, system).toEqual(shown);
  }
});
