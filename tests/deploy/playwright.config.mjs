// As the other browser tests, once for every configuration that is handed out. `make test` runs nginx, which
// every Wazo and XiVO has, `make test-all` the others as well.
import shared from "../e2e/playwright.config.mjs";

const CONFIGURATIONS = [
  { server: "nginx", mount: "/", encoding: "gzip" },
  { server: "nginx", mount: "/switchroom/", encoding: "gzip" },
  { server: "nginx", mount: "/pbx/console/", encoding: "gzip" },
  { server: "wazo", mount: "/switchroom/", encoding: "gzip" },
  { server: "apache", mount: "/", encoding: "br", all: true },
  { server: "apache", mount: "/switchroom/", encoding: "br", all: true },
  { server: "apache", mount: "/pbx/console/", encoding: "br", all: true },
  { server: "lighttpd", mount: "/", encoding: "gzip", all: true },
  { server: "lighttpd", mount: "/switchroom/", encoding: "gzip", all: true },
  { server: "lighttpd", mount: "/pbx/console/", encoding: "gzip", all: true },
  { server: "caddy", mount: "/", encoding: "br", all: true },
  { server: "caddy", mount: "/switchroom/", encoding: "br", all: true },
  { server: "caddy", mount: "/pbx/console/", encoding: "br", all: true },
];

export default {
  ...shared,
  testDir: ".",
  // What a server sends to a browser that has nothing of it yet.
  use: { ...shared.use, reuseContext: false },
  projects: [
    { name: "package", testMatch: "package.spec.mjs" },
    ...CONFIGURATIONS.filter(({ all }) => !all || process.env.ALL).map((configuration) => ({
      name: `${configuration.server} at ${configuration.mount}`,
      testIgnore: "package.spec.mjs",
      use: { configuration },
    })),
  ],
};
