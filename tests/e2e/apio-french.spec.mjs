// APIO in French: no English is left, neither to see nor to hear.
import { axeEverywhere, expect, test } from "./fixtures.mjs";
import { inFrench } from "./french.mjs";
import { MIRA, PIN, field, heading, rule, signIn, summary } from "./apio.mjs";

// What is typed may stay in its masked field.
test.beforeEach(({ secrets }) => secrets.add(PIN, "052973", "4711", "Correct-Horse-7"));

test.describe("in French", () => {
  test("the page for people, from the first word to the last", async ({ page }) => {
    await page.goto("/pin/apio");
    await inFrench(page, ["Français"]);
    await field(page, "Identifiant").fill(MIRA);
    await field(page, "Mot de passe").fill("Correct-Horse-7");
    await page.getByRole("button", { name: "Se connecter", exact: true }).click();
    await expect(heading(page, "Changer mon code PIN")).toBeVisible();
    await expect(page.getByText("Ces règles s’appliquent à votre groupe.")).toBeVisible();
    await expect(page.getByText("Le code PIN est valable encore 24 jours.")).toBeVisible();
    await field(page, "Code PIN actuel").fill(PIN);
    await field(page, "Nouveau code PIN").fill("4711");
    await expect(rule(page, "De 6 à 8 chiffres")).toContainText("Non respectée");
    await page.getByRole("button", { name: "Changer le code PIN" }).click();
    await expect(summary(page)).toContainText("Nouveau code PIN");
    await axeEverywhere(page, "French");
    await expect(page.locator(".heard")).toContainText("Non respectée");
    await page.getByRole("button", { name: /^Afficher.?: Nouveau code PIN$/ }).click();
    await page.getByRole("button", { name: /^Masquer.?: Nouveau code PIN$/ }).click();
    await field(page, "Nouveau code PIN").fill("052973");
    await field(page, "Répéter le nouveau code PIN").fill("052973");
    await page.getByRole("button", { name: "Changer le code PIN" }).click();
    await expect(page.getByText("Votre code PIN a été changé, et vous êtes déconnecté.")).toBeVisible();
    await page.getByRole("button", { name: "Se reconnecter" }).click();
    await expect(field(page, "Identifiant")).toBeVisible();
  });

  test("no English is left on the profile, the PIN and the lists", async ({ page }) => {
    await page.goto("/apio/tenants");
    await signIn(page, "system.admin");
    await expect(page.getByRole("link", { name: "Brightwater Mutual" })).toBeVisible();
    const data = ["Français", "Menu", "Type", "Brightwater Mutual", "brightwater", "pinefold-sp", "a/b 50% @ #1", "Awkward & Söhne", "system.admin"];
    await inFrench(page, data);
    await page.getByRole("link", { name: "Brightwater Mutual" }).click();
    await page.getByRole("link", { name: "North Quay" }).click();
    await page.getByRole("link", { name: "Mira Holt" }).click();
    await expect(heading(page, "Mira Holt")).toBeVisible();
    for (const label of ["Prénom", "Nom", "Adresse e-mail", "Numéro interne", "Département", "Port de ligne", "Nouveau mot de passe"]) {
      await expect(field(page, label)).toBeVisible();
    }
    await page.locator("#language").selectOption("en");
    await inFrench(page, ["Français", "Menu", "Mira Holt", "Contacts"]);
    await field(page, "Adresse e-mail").fill("x");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(summary(page)).toContainText("Adresse e-mail");
    await page.getByRole("button", { name: "Supprimer" }).click();
    await expect(page.getByRole("dialog", { name: /^Supprimer Mira Holt.\?$/ })).toContainText("Supprimer aussi les téléphones");
    await page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
    await page.getByRole("button", { name: "Annuler" }).click();
    await page.getByRole("link", { name: "Code PIN", exact: true }).click();
    await expect(heading(page, "Code PIN")).toBeVisible();
    await page.locator("#language").selectOption("en");
    await expect(page.getByText("The PIN lasts 24 more days.")).toBeVisible();
    await expect(page.getByText("These rules apply to this person’s group.")).toBeVisible();
    await inFrench(page, ["Français", "Menu", "Mira Holt"]);
  });
});
