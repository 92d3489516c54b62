// One Chromium process per worker, two workers. By hand there is no second try:
// a test that fails now and then is a failing test. On a machine of CI, where
// others may take the processor away, one second try is allowed and named.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  outputDir: "test-results",
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  // Tests named with @all are for `make test-all`.
  grepInvert: process.env.ALL ? undefined : /@all\b/,
  reporter: [
    [process.stdout.isTTY ? "list" : "dot"],
    ...(process.env.SWITCHROOM_RESULTS ? [["json", { outputFile: process.env.SWITCHROOM_RESULTS }]] : []),
  ],
  use: {
    browserName: "chromium",
    // The next test gets the same context, emptied of pages, storage and cookies: what the browser has
    // compiled stays, which is a quarter of its work.
    reuseContext: true,
    locale: "en-GB",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    actionTimeout: 7_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
