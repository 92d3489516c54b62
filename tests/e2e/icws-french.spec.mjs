// The pages of PureConnect in French: every name and sentence, by the words of src/text.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./fixtures.mjs";
import { PASSWORD, switches } from "./icws.mjs";

test.use({ people: 20 });

const texts = join(import.meta.dirname, "../../src/text");

/** The English words and sentences that have French ones: they stand in pairs. */
function englishWords() {
  const files = ["common.rs", "form.rs", "list.rs", "refusal.rs", ...readdirSync(join(texts, "icws")).map((name) => join("icws", name))];
  const found = new Set();
  for (const file of files) {
    const source = readFileSync(join(texts, file), "utf8");
    for (const [, english, french] of source.matchAll(/"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)+)"/g)) {
      const word = english.trim();
      // Pairs of two French forms, and words that both languages have.
      if (/[àâçéèêëîïôûùœ’«»]/i.test(word) || english === french || !/[a-z]/i.test(word)) continue;
      found.add(word);
    }
  }
  return found;
}

const WORDS = englishWords();
const SENTENCES = [...WORDS].filter((word) => /\s\S+\s/.test(word));

/** All that can be read or heard: texts, names, titles; not the server's own words. */
async function heard(page) {
  const seen = await page.evaluate(() => {
    const out = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest("code, pre, script, noscript, .subject, #language")) continue;
      out.push(node.data.trim());
    }
    for (const element of document.querySelectorAll("[title], [aria-label], [placeholder], [alt]")) {
      for (const name of ["title", "aria-label", "placeholder", "alt"]) out.push(element.getAttribute(name) ?? "");
    }
    return out;
  });
  const tree = await page.locator("body").ariaSnapshot();
  const names = [...tree.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, name]) => name);
  return [...seen, ...names].filter((text) => text !== "");
}

async function noEnglish(page, where) {
  const all = await heard(page);
  expect.soft(all.filter((text) => WORDS.has(text)), where).toEqual([]);
  expect.soft(all.filter((text) => SENTENCES.some((sentence) => text.includes(sentence))), where).toEqual([]);
}

const enregistrer = (page) => page.getByRole("button", { name: "Enregistrer" }).click();

test("every name and sentence is French", async ({ page, pbx }) => {
  expect(WORDS.size).toBeGreaterThan(300);
  await page.addInitScript(() => localStorage.setItem("switchroom.language", "fr"));
  await page.goto("/icws/users");
  await page.getByLabel("Identifiant").fill("admin");
  await noEnglish(page, "signing in");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await noEnglish(page, "without a password");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Utilisateurs" })).toBeVisible();
  await noEnglish(page, "users");
  await page.getByRole("searchbox", { name: "Rechercher" }).fill("xxx");
  await expect(page.getByText("Personne ne correspond à cette recherche.")).toBeVisible();
  await noEnglish(page, "nobody found");
  await page.getByRole("searchbox", { name: "Rechercher" }).fill("Taro");
  await page.getByRole("link", { name: "Taro Okoro" }).click();

  // The page, with all that it may have to say.
  await expect(page.getByRole("heading", { level: 1, name: "Configuration du client" })).toBeVisible();
  await expect(page.getByText("25 propriétés, 4 définies ici, 0 sans effet")).toBeVisible();
  await expect(page.getByRole("switch", { name: "Filtrer les appels", exact: true })).toHaveAccessibleDescription(
    /Héritée de\s: groupe de travail Sales\s: Non.*groupe de travail Help Desk\s: Oui.*On demande leur nom aux appelants/,
  );
  const own = page.getByRole("button", { name: "Définir ici" }).first();
  await expect(own).toHaveAccessibleDescription("Activer la numérotation avancée");
  await noEnglish(page, "client configuration");
  await own.click();
  await page.getByRole("textbox", { name: "Délai des appels externes" }).fill("bientôt");
  await page.getByRole("textbox", { name: "Numéro de téléphone" }).first().fill("");
  await page.getByRole("textbox", { name: "Délai", exact: true }).first().fill("-1");
  await enregistrer(page);
  await expect(page.getByRole("alert")).toContainText("Délai des appels externes : Entrez un nombre entier.");
  await expect(page.getByRole("alert")).toContainText("Suivi d’appel, Numéro 1, Délai : De 0 à 2147483647.");
  await noEnglish(page, "what cannot be sent");
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await page.getByRole("textbox", { name: "Mode de renvoi de tous les appels" }).fill("validator 12");
  await enregistrer(page);
  await expect(page.getByRole("alert")).toContainText("Valeur refusée : validator 12");
  await noEnglish(page, "refused");
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  for (const kind of ["malformed", "not-allowed", "gone", "timeout", "license-2", "license-warning"]) {
    await page.getByRole("switch", { name: "Filtrer les appels", exact: true }).click();
    await pbx.faults({ system: "icws", method: "PUT", kind });
    await enregistrer(page);
    const done = kind === "license-warning" ? page.getByText(/^Avertissement\s: Example Add-On/) : page.getByRole("alert");
    await expect(done, kind).toBeVisible({ timeout: 12_000 });
    await noEnglish(page, kind);
    await page.getByRole("button", { name: "Annuler", exact: true }).click();
  }
  await page.getByText("Comparer avec une autre personne").click();
  await page.getByRole("combobox", { name: "Comparer avec" }).fill("mlind");
  await page.getByRole("button", { name: "Comparer", exact: true }).click();
  await expect(page.getByText(/propriétés diffèrent de/)).toBeVisible();
  await noEnglish(page, "two people compared");
  await page.getByRole("link", { name: "groupe de travail Help Desk" }).first().click();
  await expect(page.getByText("Seulement les valeurs de :")).toBeVisible();
  await noEnglish(page, "what a source gives");

  // What a server of another age sends, on the page of somebody with idle values.
  await switches(pbx, { oddTypes: true, unknownMember: true });
  await page.getByRole("link", { name: "Retour aux utilisateurs" }).click();
  await page.getByRole("searchbox", { name: "Rechercher" }).fill("Maria");
  await page.getByRole("link", { name: "Maria Lind" }).click();
  await expect(page.getByText("Propriétés que cette console ne connaît pas")).toBeVisible();
  await noEnglish(page, "odd answers");
  await switches(pbx, { oddTypes: false, unknownMember: false });
  await page.reload();
  await page.getByLabel("Identifiant").fill("mlind");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.getByRole("button", { name: "Revenir à l’héritage où rien ne change" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toContainText("Délai des appels externes : 45");
  await noEnglish(page, "the preview");

  // The same page in English: were a word left over, it would be found.
  await page.keyboard.press("Escape");
  await page.getByText("Préférences", { exact: true }).click();
  await page.getByRole("combobox", { name: "Langue d’affichage" }).selectOption("en");
  await expect(page.getByRole("heading", { level: 1, name: "Client configuration" })).toBeVisible();
  const all = await heard(page);
  expect(all.filter((text) => WORDS.has(text)).length).toBeGreaterThan(50);
  expect(all.filter((text) => SENTENCES.some((sentence) => text.includes(sentence))).length).toBeGreaterThan(20);
});
