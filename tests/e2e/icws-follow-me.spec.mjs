// PureConnect: the follow-me list, by pointer, and refusals at its entries.
import { expect, test } from "./fixtures.mjs";
import { body, open, property, puts, save, saved, switches } from "./icws.mjs";

test.use({ people: 20 });

const entry = (page, number) => page.getByRole("group", { name: `Number ${number}`, exact: true });
const numbers = (page) => page.getByLabel("Phone number").evaluateAll((all) => all.map(({ value }) => value));

/** Three numbers, typed. */
async function three(page, typed) {
  while ((await page.getByLabel("Phone number").count()) < typed.length) await page.getByRole("button", { name: "Add number" }).click();
  for (const [at, number] of typed.entries()) await page.getByLabel("Phone number").nth(at).fill(number);
}

test("is put in order by pointer, and what was typed moves along", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await three(page, ["4101", "4102", "4103"]);
  await entry(page, 3).getByLabel("Timeout").fill("33");
  await entry(page, 3).getByLabel("Ask for password").check();
  await expect(entry(page, 1).getByRole("button", { name: "Move up" })).toBeDisabled();
  await expect(entry(page, 3).getByRole("button", { name: "Move down" })).toBeDisabled();
  await entry(page, 3).getByRole("button", { name: "Move up" }).click();
  expect(await numbers(page)).toEqual(["4101", "4103", "4102"]);
  // The button moves with its entry, and keeps the focus.
  await expect(entry(page, 2).getByRole("button", { name: "Move up" })).toBeFocused();
  await entry(page, 2).getByRole("button", { name: "Move up" }).click();
  expect(await numbers(page)).toEqual(["4103", "4101", "4102"]);
  await expect(entry(page, 1).getByLabel("Timeout")).toHaveValue("33");
  await expect(entry(page, 1).getByLabel("Ask for password")).toBeChecked();
  await entry(page, 2).getByRole("button", { name: "Move down" }).click();
  expect(await numbers(page)).toEqual(["4103", "4102", "4101"]);
  await entry(page, 2).getByRole("button", { name: "Remove" }).click();
  expect(await numbers(page)).toEqual(["4103", "4101"]);
  await save(page);
  await saved(page);
  const { followMe } = body((await puts(pbx)).at(-1));
  expect(followMe.map(({ phoneNumber, timeout, usePin }) => [phoneNumber, timeout, usePin])).toEqual([
    ["4103", 33, true],
    ["4101", 25, false],
  ]);
});

test("a value that two entries share is refused at both, however the server counts", async ({ page, pbx }) => {
  await open(page, "/icws/me/client", "mlind");
  await three(page, ["12a", "12a", "4103"]);
  const sentence = "Refused value: 12a";
  for (const propertyName of ["indexed", "indexed1"]) {
    await switches(pbx, { propertyName });
    await save(page);
    await expect(entry(page, 1), propertyName).toContainText(sentence);
    await expect(entry(page, 2), propertyName).toContainText(sentence);
    await expect(entry(page, 3), propertyName).not.toContainText(sentence);
    await page.getByLabel("Phone number").nth(2).fill(propertyName === "indexed" ? "4104" : "4105");
    await expect(entry(page, 1)).not.toContainText(sentence);
  }
  // Where the server does not say which, it stands at the list.
  await switches(pbx, { propertyName: "bare" });
  await save(page);
  await expect(page.getByRole("alert").getByRole("link", { name: `Follow me: ` })).toHaveCount(2);
  for (const number of [1, 2, 3]) await expect(entry(page, number)).not.toContainText(sentence);
});

test("an empty value that was refused is shown as one", async ({ page }) => {
  await open(page, "/icws/me/client", "mlind");
  await page.getByLabel("Call forward all mode", { exact: true }).fill("");
  await save(page);
  await expect(property(page, "Call forward all mode")).toContainText("Refused value: (empty)");
});
