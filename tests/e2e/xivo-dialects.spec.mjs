// The same way through every dialect: list, search, open, change, be refused
// at the field, save, read again.
import { expect, test } from "./fixtures.mjs";
import { button, count, expectNotice, expectProblem, field, heading, link, open, pathOf, search, sent, summary } from "./xivo.mjs";

test.use({ people: 20 });

const early = { status: 400, body: '["Invalid parameters: lastname"]' };

// `refused`: a value that only the server can refuse, what it answers (by a
// fault where the recorded refusal needs an older client), and the sentence.
const DIALECTS = [
  { system: "wazo-2026", refused: ["Username", "dora", "Somebody else has this already."], lacks: ["Entity"], has: ["Email", "Enabled", "DTMF hang-up", "Subscription type"], telephone: true, key: "username", right: "chloe2" },
  {
    system: "xivo-2013",
    fault: { status: 400, body: '["Incorrect parameters sent: lastname"]', type: "text/html; charset=utf-8" },
    refused: ["Last name", "Lastly", "This server does not know this field."],
    lacks: ["Email", "Ring seconds", "Preprocess subroutine"],
    has: ["Voicemail", "Agent", "Entity", "Line"],
    key: "lastname",
  },
  { system: "xivo-2014a", fault: early, refused: ["Last name", "Lastly", "The server refused this value."], lacks: ["Email", "Ring seconds", "Entity", "Line"], has: ["Preprocess subroutine"], key: "lastname" },
  { system: "xivo-2014b", fault: early, refused: ["Last name", "Lastly", "The server refused this value."], lacks: ["Email", "Ring seconds", "Entity", "Line"], has: ["Preprocess subroutine"], key: "lastname" },
  { system: "xivo-2016", refused: ["Language", "xx_XX", "“xx_XX” does not exist on the server."], lacks: ["Enabled", "Line"], has: ["Email", "Ring seconds", "Call recording"], key: "language", right: "de_DE" },
  { system: "xivo-2019", refused: ["Username", "dora", "Somebody else has this already."], lacks: ["Entity"], has: ["Email", "Enabled", "DTMF hang-up", "Subscription type"], telephone: true, key: "username", right: "chloe2" },
  { system: "xivo-doc", fault: early, refused: ["Last name", "Lastly", "The server refused this value."], lacks: ["Email", "Ring seconds"], has: ["Preprocess subroutine"], key: "lastname" },
];

test("seven dialects", async ({ page, pbx }) => {
  test.setTimeout(70_000);
  for (const { system, fault, refused, lacks, has, telephone = false, key, right } of DIALECTS) {
    await test.step(system, async () => {
      const [label, wrong, sentence] = refused;
      await open(page, system);
      await expect(count(page)).toHaveText("20 users");
      await search(page).fill("chloe madeup");
      await expect(count(page)).toHaveText("1 of 20 users");
      await link(page, "Chloe Madeup").click();
      await expect(heading(page, "Chloe Madeup")).toBeVisible();
      for (const there of has) await expect(field(page, there), there).toBeVisible();
      await expect(page.getByRole("region", { name: "Telephone" })).toHaveCount(telephone ? 1 : 0);
      for (const absent of lacks) await expect(field(page, absent), absent).toHaveCount(0);

      await pbx.forget();
      if (fault) await pbx.faults({ kind: "status", method: "PUT", system, ...fault });
      await field(page, label).fill(wrong);
      await button(page, "Save").click();
      await expect(summary(page)).toBeFocused();
      await expect(summary(page).getByRole("heading", { name: "Nothing was saved" })).toBeVisible();
      await expect(summary(page).getByRole("link", { name: `${label}: ${sentence}` })).toBeVisible();
      await expectProblem(page, label, new RegExp(`^${sentence}`));
      await expect(field(page, label)).toHaveValue(wrong);

      const typed = right ?? wrong;
      await field(page, label).fill(typed);
      await field(page, "Description").fill("Changed in a test");
      await button(page, "Save").click();
      await expectNotice(page, "Saved: ");
      await expect(summary(page)).toHaveCount(0);
      await expect(field(page, label)).not.toHaveAttribute("aria-invalid", "true");
      expect((await sent(pbx, system)).at(-1)).toEqual({ [key]: typed, description: "Changed in a test" });
      const { body } = await pbx.act(system, "GET", pathOf(system, 3));
      const now = typeof body === "string" ? JSON.parse(body) : body;
      expect(now).toMatchObject({ firstname: "Chloe", [key]: typed, description: "Changed in a test" });

      await link(page, "Back to the users").click();
      await search(page).fill("changed in a test");
      await expect(count(page)).toHaveText("1 of 20 users");
    });
  }
});
