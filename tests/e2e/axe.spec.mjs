// Every route and state of the XiVO pages and of what all systems share:
// light and dark, wide and 320 px, in both languages.
import { axe, axeEverywhere, expect, test } from "./fixtures.mjs";
import { button, count, expectNotice, field, go, heading, link, open, path10, path11, rows, search, signIn, summary } from "./xivo.mjs";

test.use({ people: 20 });
test.setTimeout(90_000);

test("lists: full, searched, none found, empty, loading, broken", async ({ page, pbx }) => {
  await pbx.faults({ kind: "delay", ms: 4000, path: path10() });
  await page.goto("/xivo-2013/users");
  await expect(page.getByText("Loading…", { exact: true })).toBeVisible();
  await axe(page, "loading");
  await expect(count(page)).toHaveText("20 users");
  await page.getByText("Columns", { exact: true }).click();
  await axeEverywhere(page, "users, columns open");
  await page.getByText("Columns", { exact: true }).click();
  await search(page).fill("nobody has this name");
  await expect(page.getByText("Nobody matches this search.")).toBeVisible();
  await axe(page, "none found");
  await pbx.faults({ kind: "500-before", path: path10() });
  await button(page, "Reload").click();
  await search(page).fill("");
  await expect(page.getByRole("alert")).toBeVisible();
  await axeEverywhere(page, "old rows and a refusal");
  await pbx.faults({ kind: "body", body: '{"items": []}', path: path10() });
  await button(page, "Try again").click();
  await expect(page.getByText("There is nobody on this system yet.")).toBeVisible();
  await axeEverywhere(page, "empty");
  // The shorter list fails, and then the list.
  await pbx.faults({ kind: "500-before", path: path11(), times: 2 });
  await go(page, "/xivo-2014a/users");
  await expect(page.getByRole("alert")).toBeVisible();
  await axeEverywhere(page, "broken");
});

test("forms: user, refused, conflict, dialogs, new, gone", async ({ page, pbx }) => {
  await open(page, "xivo-2019", "users/7");
  await expect(heading(page, "Dora Desk")).toBeVisible();
  await field(page, "First name").fill("");
  await field(page, "Email").fill("nobody");
  await field(page, "Ring seconds").fill("99");
  await button(page, "Save").click();
  await expect(summary(page)).toBeFocused();
  await axeEverywhere(page, "refused");
  await button(page, "Cancel").click();
  await button(page, "Delete").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await axeEverywhere(page, "the question before deleting");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await axe(page, "a deletion that was refused");
  await page.keyboard.press("Escape");

  await field(page, "Description").fill("Mine");
  await pbx.act("xivo-2019", "PUT", path11(7), { description: "Theirs" });
  await button(page, "Save").click();
  await expect(page.getByText("Somebody changed this to “Theirs” meanwhile.")).toBeVisible();
  await axeEverywhere(page, "a conflict");
  await button(page, "Keep mine").click();
  await pbx.faults({ kind: "expired", system: "xivo-2019" });
  await button(page, "Save").click();
  const lost = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(lost).toBeVisible();
  await axeEverywhere(page, "a lost session");
  await signIn(lost);
  await expectNotice(page, "Saved");
  await axeEverywhere(page, "saved, with a notice");

  await field(page, "Description").fill("Unsaved");
  await link(page, "Back to the users").click();
  await expect(page.getByRole("dialog", { name: "Leave without saving?" })).toBeVisible();
  await axe(page, "the question before leaving");
  await page.getByRole("dialog").getByRole("button", { name: "Leave without saving" }).click();
  await go(page, "/xivo-2019/users/new");
  await expect(heading(page, "New user")).toBeVisible();
  await axe(page, "new user");
  await go(page, "/xivo-2019/users/4711");
  await expect(page.getByRole("alert")).toBeVisible();
  await axe(page, "nobody there");
});

test("signing in, systems, nowhere, no configuration", async ({ page, pbx }) => {
  await page.goto("/");
  await expect(heading(page, "Systems")).toBeVisible();
  await page.getByText("Preferences", { exact: true }).click();
  await axeEverywhere(page, "systems");
  await go(page, "/nowhere/at/all");
  await expect(heading(page, "Page not found")).toBeVisible();
  await axe(page, "not found");
  await go(page, "/xivo-2019/users");
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page, { username: "madeup-admin", password: "wrong-one" });
  await expect(page.getByRole("alert")).toContainText("not right");
  await axeEverywhere(page, "signing in, refused");
  await pbx.config("{ broken");
  await page.reload();
  await expect(button(page, "Try again")).toBeVisible();
  await axeEverywhere(page, "configuration broken");
});

test("narrow: the menu, the name that stays, the bar that is free", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/xivo-2013/users");
  await expect(count(page)).toHaveText("20 users");
  const menu = button(page, "Menu");
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  await menu.click();
  await expect(page.getByRole("navigation", { name: "Views" })).toBeVisible();
  await axe(page, "the menu");
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Users", exact: true }).click();
  await menu.click();
  await expect(page.getByRole("navigation", { name: "Views" })).toBeHidden();

  // Scrolled sideways, the name is still in sight.
  const list = page.getByRole("group", { name: "Users" });
  await list.evaluate((element) => element.scrollTo(400, 0));
  await expect(rows(page).first().getByRole("rowheader")).toBeInViewport({ ratio: 0.9 });
  const first = await rows(page).first().getByRole("rowheader").boundingBox();
  const box = await list.boundingBox();
  expect(first.x).toBeGreaterThanOrEqual(box.x);

  // A notice does not lie above Save and Cancel.
  await link(page, "Chloe Madeup").click();
  await field(page, "Last name").fill("Narrow");
  await button(page, "Save").click();
  await expectNotice(page, "Saved: Last name.");
  for (const name of ["Save", "Cancel", "Delete"]) await button(page, name).click({ trial: true });
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("from the first word", async ({ page, pbx }) => {
    await page.goto("/xivo-2013/users");
    await expect(heading(page, "Utilisateurs")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await expect(count(page)).toHaveText("20 utilisateurs");
    await axeEverywhere(page, "utilisateurs");
    await page.getByRole("searchbox", { name: "Rechercher" }).fill("zzz");
    await expect(page.getByText("Personne ne correspond à cette recherche.")).toBeVisible();
    await page.keyboard.press("Escape");
    await link(page, "Chloe Madeup").click();
    await field(page, "Prénom").fill("Chloé");
    await button(page, "Enregistrer").click();
    await expect(page.locator(".notices")).toContainText("Enregistré : Prénom.");
    await field(page, "Nom").fill("x".repeat(200));
    await button(page, "Enregistrer").click();
    await expect(summary(page)).toContainText("Nom : 128 caractères au plus.");
    await axeEverywhere(page, "refusé");
    await button(page, "Annuler").click();
    await pbx.faults({ kind: "500-before", method: "PUT" });
    await field(page, "Description").fill("Essai");
    await button(page, "Enregistrer").click();
    await expect(summary(page)).toContainText("Votre saisie est toujours là.");
    await button(page, "Supprimer").click();
    await expect(page.getByRole("dialog", { name: "Supprimer cet utilisateur ?" })).toContainText("C’est irréversible.");
    await page.keyboard.press("Escape");
    // Another language at once, without a reload, and kept.
    await page.getByText("Préférences", { exact: true }).click();
    await page.getByRole("combobox", { name: "Langue d’affichage" }).selectOption("en");
    await expect(field(page, "First name")).toHaveValue("Chloé");
    await expect(field(page, "Description")).toHaveValue("Essai");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("html")).toHaveAttribute("translate", "no");
    // No word of the other language is left behind.
    await expect(page.getByRole("main")).not.toContainText(/Enregistrer|Annuler|Modifié|Supprimer/);
  });
});
