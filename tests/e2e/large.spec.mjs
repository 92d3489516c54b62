// 100,000 people: for `make test-all`, since making their list takes a while.
import { expect, test } from "./fixtures.mjs";
import { button, count, field, link, rows, search } from "./xivo.mjs";

test.use({ people: 100_000 });
test.setTimeout(180_000);

const CASES = [
  ["xivo-2013", "a list in one piece"],
  ["xivo-2016", "a list by pages, and extensions from another"],
];
for (const [system, what] of CASES) {
  test(`${what}: used while it arrives, and held in less memory than it came in @all`, async ({ page }) => {
    await page.addInitScript(() => {
      // Room for every page of the list among what was asked.
      performance.setResourceTimingBufferSize(5_000);
      const was = WebAssembly.instantiate;
      const keep = (made) => {
        const memory = Object.values((made.instance ?? made).exports).find((each) => each instanceof WebAssembly.Memory);
        if (memory) globalThis.memoryOfTest = memory;
        return made;
      };
      WebAssembly.instantiate = (...all) => was.apply(WebAssembly, all).then(keep);
      const streaming = WebAssembly.instantiateStreaming;
      WebAssembly.instantiateStreaming = (...all) => streaming.apply(WebAssembly, all).then(keep);
    });
    await page.goto(`/${system}/users`);
    await expect(count(page)).toContainText("More are arriving…", { timeout: 60_000 });
    // What is there can be searched before all is.
    await search(page).fill("ada abdallah");
    await expect(link(page, "Ada Abdallah").first()).toBeVisible({ timeout: 60_000 });
    await search(page).press("Escape");
    await expect(count(page)).toHaveText("100,000 users", { timeout: 120_000 });

    await button(page, "Name").click();
    await expect(rows(page).first()).toContainText("Abdallah", { timeout: 20_000 });
    await search(page).fill("user98715");
    await expect(count(page)).toHaveText("1 of 100,000 users");
    await rows(page).first().click();
    await expect(field(page, "Username")).toHaveValue("user98715");

    const [held, bytes] = await page.evaluate(() => {
      const lists = performance.getEntriesByType("resource").filter(({ name }) => /\/1\.[01]\/users\/?(\?|$)/.test(name));
      return [globalThis.memoryOfTest.buffer.byteLength, lists.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)];
    });
    expect(bytes).toBeGreaterThan(10_000_000);
    expect(held).toBeLessThan(bytes);
  });
}
