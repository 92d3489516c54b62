// The browsers that Playwright does not drive as they are shipped: its runner, the W3C's WebDriver.
import { defineConfig } from "@playwright/test";
import shared from "../e2e/playwright.config.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  workers: 1,
  retries: shared.retries,
  timeout: 120_000,
  reporter: shared.reporter,
  projects: ["firefox", "webkit"].map((name) => ({ name, use: { browserUnderTest: name } })),
});
