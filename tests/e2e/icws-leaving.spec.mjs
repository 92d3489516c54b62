// PureConnect: a page that is left while something slow goes on. What comes afterwards stops nothing and claims nothing.
import { expect, test } from "./fixtures.mjs";
import { SESSION, open, property, save, signIn, switches } from "./icws.mjs";

test.use({ people: 20 });

const users = `/icws/${SESSION}/configuration/users`;

/** Lets one request of a person wait until `released`, which ends when the page has the answer. */
async function slow({ page, pbx }, method, who, query = "") {
  const isMeant = (each) => {
    const { pathname, search } = new URL(each.url());
    return each.method() === method && pathname.endsWith(`/users/${who}`) && search.includes(query);
  };
  await pbx.faults({ system: "icws", method, path: `${users}/${who}$`, query, kind: "delay" });
  const asked = page.waitForRequest(isMeant);
  const answered = page.waitForEvent("requestfinished", isMeant);
  return {
    asked,
    async released() {
      await pbx.release();
      await answered;
    },
  };
}

async function leave(page) {
  await page.getByRole("link", { name: "Back to the users" }).click();
}

/** The list is there, says nothing of the page that was left, and leads on. */
async function goesOn(page) {
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await page.getByRole("link", { name: "Maria Lind" }).click();
  await expect(page.locator(".subject")).toContainText("Maria Lind");
  await expect(page.getByText("25 properties, ")).toBeVisible();
  await expect(page.locator(".notice")).toHaveCount(0);
  await expect(page.getByText("Nothing changed")).toBeVisible();
}

for (const inheritedFrom of ["always", "single"]) {
  test(`a slow reading, where sources are told ${inheritedFrom}`, async ({ page, pbx }) => {
    await switches(pbx, { inheritedFrom });
    await signIn(page, "/icws/users");
    await expect(page.getByText("20 users")).toBeVisible();
    const reading = await slow({ page, pbx }, "GET", "tokoro");
    await page.getByRole("link", { name: "Taro Okoro" }).click();
    await reading.asked;
    await leave(page);
    await reading.released();
    await goesOn(page);
  });
}

test("a slow save", async ({ page, pbx }) => {
  await open(page, "/icws/users/tokoro/client");
  await page.getByLabel("External call timeout").fill("77");
  const saving = await slow({ page, pbx }, "PUT", "tokoro");
  await save(page);
  await saving.asked;
  await leave(page);
  await page.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await saving.released();
  // It was done, and nobody is there to be told.
  await goesOn(page);
  expect((await pbx.state("icws", "tokoro")).own).toMatchObject({ externalCallTimeout: 77 });
});

for (const [what, query] of [["the other person", ""], ["where the other's values come from", "singlePropertyInheritedFrom=true"]]) {
  test(`a slow copy: ${what}`, async ({ page, pbx }) => {
    await switches(pbx, { inheritedFrom: "single" });
    await open(page, "/icws/users/tokoro/client");
    await expect(property(page, "Email download HTML pictures")).toContainText("AgentBase");
    await page.getByText("Compare with somebody else").click();
    const reading = await slow({ page, pbx }, "GET", "mlind", query);
    await page.getByLabel("Compare with").fill("mlind");
    await page.getByRole("button", { name: "Compare", exact: true }).click();
    await reading.asked;
    await leave(page);
    await reading.released();
    await goesOn(page);
  });
}
