// PureConnect: where values come from, on servers that tell it one property at a time.
import { expect, test } from "./fixtures.mjs";
import { SESSION, open, property, save, saved, switches } from "./icws.mjs";

test.use({ people: 20 });

const asked = async (pbx, who) =>
  (await pbx.log("icws")).filter(
    ({ path, query }) => path === `/icws/${SESSION}/configuration/users/${who}` && query.includes("singlePropertyInheritedFrom=true"),
  ).length;

test("after a save the sources are those that the server tells then", async ({ page, pbx }) => {
  await switches(pbx, { inheritedFrom: "single" });
  await open(page, "/icws/users/tokoro/client");
  const pictures = property(page, "Email download HTML pictures");
  await expect(pictures).toContainText("Inherited from Client Configuration Template AgentBase");
  await expect(property(page, "Call forward all mode")).toContainText("Inherited from Default User");
  // The server tells no sources any more: what it told before is not known now.
  await switches(pbx, { inheritedFrom: "never" });
  await page.getByLabel("External call timeout").fill("77");
  await save(page);
  await saved(page);
  await expect(pictures).not.toContainText("AgentBase");
  await expect(pictures).toContainText("Inherited");
  // And where it tells them again, they are asked for.
  await switches(pbx, { inheritedFrom: "single" });
  await page.getByLabel("External call timeout").fill("78");
  await save(page);
  await expect(page.getByText("Nothing changed")).toBeVisible();
  await expect(pictures).toContainText("Inherited from Client Configuration Template AgentBase");
});

test("two people compared: the other's sources are asked for where they differ, and lead on", async ({ page, pbx }) => {
  await switches(pbx, { inheritedFrom: "single" });
  await open(page, "/icws/users/mlind/client");
  await expect(property(page, "Email download HTML pictures")).toContainText("AgentBase");
  await page.getByText("Compare with somebody else").click();
  await page.getByLabel("Compare with").fill("tokoro");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const differences = page.locator(".differences > li");
  await expect(differences).toHaveCount(6);
  const window = differences.filter({ hasText: "Open new call window for incoming calls" });
  const [ours, theirs] = [window.locator("div").nth(0), window.locator("div").nth(1)];
  await expect(ours).toContainText("Inherited from Default User");
  await expect(theirs).toContainText("Inherited from Workgroup Help Desk");
  // What is the same is not asked for.
  expect(await asked(pbx, "tokoro")).toBeLessThan(7);
  // One's own leads to what else it gives here, the other's to their page.
  const tray = differences.filter({ hasText: "Show status in system tray" });
  await tray.locator("div").nth(0).getByRole("link", { name: "Role Agent" }).click();
  await expect(page).toHaveURL(/users\/mlind\/client\?with=tokoro&from=%2Fconfiguration%2Froles%2FAgent$/);
  await expect(page.getByText("Only the values from: Role Agent")).toBeVisible();
  await theirs.getByRole("link", { name: "Workgroup Help Desk" }).click();
  await expect(page).toHaveURL(/users\/tokoro\/client\?from=%2Fconfiguration%2Fworkgroups%2FHelp%2520Desk$/);
  await expect(page.locator(".subject")).toContainText("Taro Okoro");
  await expect(page.getByText("Only the values from: Workgroup Help Desk")).toBeVisible();
});
