// Somebody who leaves, and the systems in which they are.
import { TENANT, signIn as signInApio } from "./apio.mjs";
import { expect } from "./fixtures.mjs";
import { ACCOUNTS } from "./wazo.mjs";
import { go, heading, link, signIn } from "./xivo.mjs";

export const system = (page, name) => page.getByRole("group", { name });
export const leaves = (page) => link(page, "This person leaves…");

/** By what people are the same, and which systems there are. */
export async function configure(pbx, same_person_by, ids) {
  await pbx.config({ same_person_by, systems: (await pbx.systems()).filter(({ id }) => ids.includes(id)) });
}

/** What becomes of Dora of a Wazo, once one is signed in to it and to APIO, where she is as well. */
export async function openDora(page, pbx) {
  await configure(pbx, "email", ["wazo-2026", "apio", "icws"]);
  await page.goto("/apio/tenants");
  await signInApio(page, TENANT);
  await expect(heading(page, "Groups")).toBeVisible();
  await go(page, "/wazo-2026/users");
  await signIn(page, ACCOUNTS.admin);
  await page.getByRole("grid").getByRole("link", { name: "Dora Desk" }).click();
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await leaves(page).click();
  await expect(system(page, /^Dora Desk · /)).toHaveCount(2);
}
