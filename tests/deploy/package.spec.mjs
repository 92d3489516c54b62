// What `make dist` makes: the archive, the Debian package, the Wazo plugin.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { test as base } from "@playwright/test";
import { expect, folder, packed } from "./fixtures.mjs";
import { freePort } from "./web-servers.mjs";

const top = join(import.meta.dirname, "../..");

const test = base.extend({
  /** An empty folder, which is gone afterwards. */
  into: async ({}, use) => {
    const into = folder();
    await use(into);
    rmSync(into, { recursive: true });
  },

  /** The folder of the archive, unpacked. */
  archive: async ({ into }, use) => {
    execFileSync("tar", ["--extract", "--file", packed(".tar.gz"), "--directory", into]);
    await use(join(into, readdirSync(into)[0]));
  },
});

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
const version = () => readFileSync(join(top, "Cargo.toml"), "utf8").match(/^version = "(.*)"$/m)[1];

test.describe("the archive", () => {
  test("holds the files, the configurations, the licences and their checksums", async ({ archive }) => {
    expect(archive).toMatch(new RegExp(`/switchroom-${version()}$`));
    const all = files(archive);
    for (const name of [
      "LICENSE", "README.md", "SHA256SUMS", "THIRD-PARTY-NOTICES", "config.example.json", "html/index.html",
      "html/switchroom.html", "rust-standard-library.html", "serve", "switchroom.cdx.json", "wazo/plugin.yml", "wazo/rules",
    ]) {
      expect(all).toContain(name);
    }
    for (const name of files(join(top, "deploy/conf"))) expect(all).toContain(`conf/${name}`);
    const sums = Object.fromEntries(readFileSync(join(archive, "SHA256SUMS"), "utf8").trim().split("\n").map((line) => line.split("  ").reverse()));
    expect(Object.keys(sums)).toEqual(all.filter((name) => name !== "SHA256SUMS"));
    for (const [name, sum] of Object.entries(sums)) expect(sha256(join(archive, name)), name).toBe(sum);
    // What is served must be readable by the web server's own account, and nothing in it a program.
    for (const name of all) expect(lstatSync(join(archive, name)).mode & 0o777, name).toBe(["serve", "wazo/rules"].includes(name) ? 0o755 : 0o644);
  });

  test("packs every file that is worth it, and the packed ones are these files", async ({ archive }) => {
    const html = join(archive, "html");
    for (const name of files(html).filter((name) => /\.(js|wasm|css)$/.test(name))) {
      expect(gunzipSync(readFileSync(join(html, `${name}.gz`))).equals(readFileSync(join(html, name))), name).toBe(true);
      expect(existsSync(join(html, `${name}.br`)), name).toBe(true);
    }
    // Whoever edits the page finds that served: an old packed neighbour would win.
    expect(files(html).filter((name) => /\.html\./.test(name))).toEqual([]);
  });

  test("tells nothing of the machine that built it", async ({ archive }) => {
    const paths = [top, homedir(), process.env.CARGO_HOME, "/.cargo/", "/.rustup/"].filter((path) => path && path !== "/");
    for (const name of files(archive)) {
      const bytes = readFileSync(join(archive, name));
      for (const path of paths) expect(bytes.includes(path), `${path} in ${name}`).toBe(false);
    }
    const listed = execFileSync("tar", ["--list", "--verbose", "--numeric-owner", "--file", packed(".tar.gz")], { encoding: "utf8" });
    for (const line of listed.trim().split("\n")) expect(line).toMatch(/^[-d]\S+ 0\/0 /);
  });

  test("is the same when it is packed again", async ({ into }) => {
    const again = join(into, "again");
    execFileSync("bash", ["tests/tools/dist.sh", again], { cwd: top, stdio: "ignore" });
    for (const path of [packed(".tar.gz"), packed(".deb")]) expect(sha256(join(again, basename(path)))).toBe(sha256(path));
  });

  test("names everything inside it, with its licence", async ({ archive }) => {
    const bill = JSON.parse(readFileSync(join(archive, "switchroom.cdx.json"), "utf8"));
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5", metadata: { component: { name: "switchroom", version: version() } } });
    const notices = readFileSync(join(archive, "THIRD-PARTY-NOTICES"), "utf8");
    const names = bill.components.map(({ name }) => name);
    for (const name of ["leptos", "wasm-bindgen", "serde_json", "rust-std"]) expect(names).toContain(name);
    // What only builds or tests is not inside.
    for (const name of ["reference-pbx", "axum", "proptest", "serde_derive"]) expect(names).not.toContain(name);
    const references = new Set(bill.components.map((component) => component["bom-ref"]));
    for (const { name, version, licenses, hashes } of bill.components.filter(({ name }) => name !== "rust-std")) {
      expect(licenses[0].expression, name).toMatch(/^[\w.() -]+$/);
      expect(hashes[0].content, name).toMatch(/^[0-9a-f]{64}$/);
      expect(notices, name).toContain(`${name} ${version} (${licenses[0].expression})\n`);
    }
    for (const { dependsOn } of bill.dependencies) for (const reference of dependsOn) expect(references).toContain(reference);
  });

  test("explains the configuration that it brings", async ({ archive }) => {
    const example = readFileSync(join(archive, "config.example.json"), "utf8");
    const [, shown] = readFileSync(join(archive, "README.md"), "utf8").match(/```json\n([\s\S]*?)```/);
    expect(shown).toBe(example);
  });

  for (const [what, program, systems] of [
    ["with the made-up phone systems of a developer", process.env.REFERENCE_PBX ?? join(top, "target/reference/reference-pbx"), "XiVO 2019"],
    ["by itself", "", "Paris"],
  ]) {
    test(`is looked at before it is installed, ${what}`, async ({ archive, into, page }) => {
      const port = await freePort();
      const env = { ...process.env, REFERENCE_PBX: program, TMPDIR: into };
      const before = readdirSync(into);
      const serve = spawn(join(archive, "serve"), [String(port)], { cwd: into, env, stdio: "ignore" });
      try {
        await expect.poll(() => fetch(`http://127.0.0.1:${port}/`).then(({ status }) => status, () => 0)).toBe(200);
        await page.goto(`http://127.0.0.1:${port}/`);
        await expect(page.getByRole("main").getByText(systems).first()).toBeVisible();
      } finally {
        const ended = once(serve, "exit");
        serve.kill("SIGTERM");
        await ended;
      }
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
      expect(readdirSync(into)).toEqual(before);
      expect(files(archive)).not.toContain("html/config.json");
    });
  }

  test("is a Wazo plugin that installs what the Debian package does", async ({ archive, into }) => {
    expect(readFileSync(join(archive, "wazo/plugin.yml"), "utf8")).toContain(`version: ${version()}\n`);
    expect(readFileSync(join(archive, "wazo/plugin.yml"), "utf8")).toContain("plugin_format_version: 1\n");
    const rules = (command) =>
      spawnSync(join(archive, "wazo/rules"), [command], { cwd: archive, env: { ...process.env, pkgdir: join(into, "plugin") } }).status;
    expect(rules("build")).toBe(0);
    expect(rules("package")).toBe(0);
    expect(rules("postrm")).toBe(0);
    expect(rules("nothing")).toBe(1);
    execFileSync("dpkg-deb", ["--extract", packed(".deb"), join(into, "debian")]);
    const [plugin, debian] = ["plugin", "debian"].map((name) => join(into, name));
    const served = (root) => files(join(root, "usr/share/switchroom")).map((name) => [name, sha256(join(root, "usr/share/switchroom", name))]);
    expect(served(plugin)).toEqual(served(debian));
    for (const [here, there] of [
      ["etc/nginx/snippets/switchroom-headers.conf", "etc/nginx/snippets/switchroom-headers.conf"],
      ["etc/nginx/locations/https-available/switchroom", "etc/nginx/snippets/switchroom-path.conf"],
      ["usr/share/doc/switchroom/config.json", "etc/switchroom/config.json"],
    ]) {
      expect(sha256(join(plugin, here)), here).toBe(sha256(join(debian, there)));
    }
  });
});

test("the Wazo plugin installs itself, keeps what the administrator wrote, and goes", async ({ archive, into }) => {
  // Its steps name /etc and /usr/share, as they are on a Wazo: in mounts of their own these are folders of the test.
  const isolated = (...command) => spawnSync("unshare", ["--mount", "--map-root-user", ...command], { cwd: archive, encoding: "utf8", env });
  const box = join(into, "box");
  const programs = join(into, "programs");
  const env = { ...process.env, PATH: `${programs}:${process.env.PATH}`, pkgdir: box };
  test.skip(isolated("true").status !== 0, "this machine makes no mounts for its users");
  mkdirSync(programs);
  writeFileSync(join(programs, "systemctl"), `#!/bin/sh\necho "$@" >>${join(into, "services")}\n`);
  chmodSync(join(programs, "systemctl"), 0o755);
  mkdirSync(join(box, "etc/nginx/locations/https-enabled"), { recursive: true });
  const step = (name) => {
    const { status, stderr } = isolated(
      "sh", "-c", `mount --bind ${box}/etc /etc && mount --bind ${box}/usr/share /usr/share && exec wazo/rules ${name}`,
    );
    expect(`${status} ${stderr}`, name).toBe("0 ");
  };
  const services = () => readFileSync(join(into, "services"), "utf8").trim().split("\n");
  const config = join(box, "etc/switchroom/config.json");
  const enabled = join(box, "etc/nginx/locations/https-enabled/switchroom");

  expect(spawnSync("wazo/rules", ["package"], { cwd: archive, env }).status).toBe(0);
  step("install");
  expect(readFileSync(config).equals(readFileSync(join(archive, "conf/wazo/config.json")))).toBe(true);
  expect(readlinkSync(enabled)).toBe("/etc/nginx/locations/https-available/switchroom");
  expect(services()).toEqual(["reload nginx"]);

  // The next version.
  writeFileSync(config, '{"systems": []}');
  step("install");
  expect(readFileSync(config, "utf8")).toBe('{"systems": []}');

  step("uninstall");
  step("postrm");
  expect(lstatSync(enabled, { throwIfNoEntry: false })).toBe(undefined);
  expect(readFileSync(config, "utf8")).toBe('{"systems": []}');
  expect(services()).toEqual(["reload nginx", "reload nginx", "reload nginx"]);
});

// By dpkg itself, in a folder that stands for a machine.
test.describe("the Debian package", () => {
  const dpkg = (root, ...options) =>
    execFileSync("dpkg", [`--root=${root}`, "--force-script-chrootless", "--force-not-root", "--force-unsafe-io", ...options], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin`, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "pipe", "pipe"],
    });

  /** A package of these files: `{path: content}`, below DEBIAN/ as well. */
  function build(into, name, content) {
    const tree = join(into, name);
    for (const [path, text] of Object.entries(content)) {
      mkdirSync(join(tree, path, ".."), { recursive: true });
      writeFileSync(join(tree, path), text, { mode: path === "DEBIAN/postinst" ? 0o755 : 0o644 });
    }
    execFileSync("dpkg-deb", ["-Znone", "--root-owner-group", "--build", tree, join(into, `${name}.deb`)], { stdio: "ignore" });
    return join(into, `${name}.deb`);
  }

  /** The package as a later version, with another configuration if one is given. */
  function later(into, name, config) {
    const tree = join(into, name);
    execFileSync("dpkg-deb", ["--raw-extract", packed(".deb"), tree]);
    const control = join(tree, "DEBIAN/control");
    writeFileSync(control, readFileSync(control, "utf8").replace(/^Version: .*$/m, "Version: 9.9.9"));
    if (config) writeFileSync(join(tree, "etc/switchroom/config.json"), config);
    execFileSync("dpkg-deb", ["-Znone", "--root-owner-group", "--build", tree, join(into, `${name}.deb`)], { stdio: "ignore" });
    return join(into, `${name}.deb`);
  }

  /** A machine with dpkg's own files only; a Wazo box has its folders of locations and what waits for them. */
  function machine(into, { wazo }) {
    const root = join(into, "machine");
    for (const path of ["info", "updates", "triggers"]) mkdirSync(join(root, "var/lib/dpkg", path), { recursive: true });
    for (const path of ["status", "available"]) writeFileSync(join(root, "var/lib/dpkg", path), "");
    if (wazo) {
      const waiting = build(into, "wazo-nginx", {
        "DEBIAN/control": "Package: wazo-nginx\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.com>\nDescription: waits\n",
        "DEBIAN/triggers": "interest-noawait /etc/nginx/locations/https-available\ninterest-noawait /etc/nginx/locations/https-enabled\n",
        "DEBIAN/postinst": '#!/bin/sh\nset -e\n[ "$1" != triggered ] || echo reload >>"$DPKG_ROOT/reloads"\n',
        "etc/nginx/locations/https-available/wazo-confd": "",
        "etc/nginx/locations/https-enabled/keep": "",
      });
      dpkg(root, "--install", waiting);
    }
    return {
      root,
      at: (path) => join(root, path),
      reloads: () => (existsSync(join(root, "reloads")) ? readFileSync(join(root, "reloads"), "utf8").split("\n").length - 1 : 0),
    };
  }

  const config = "etc/switchroom/config.json";
  const available = "etc/nginx/locations/https-available/switchroom";
  const enabled = "etc/nginx/locations/https-enabled/switchroom";
  const isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

  test("serves the console on a Wazo box without an edit, and goes without a trace", async ({ into }) => {
    const { root, at, reloads } = machine(into, { wazo: true });
    dpkg(root, "--install", packed(".deb"));
    expect(readlinkSync(at(available))).toBe("/etc/nginx/snippets/switchroom-path.conf");
    expect(readlinkSync(at(enabled))).toBe("/etc/nginx/locations/https-available/switchroom");
    expect(existsSync(at("etc/nginx/snippets/switchroom-headers.conf"))).toBe(true);
    expect(JSON.parse(readFileSync(at(config), "utf8")).systems).toMatchObject([{ kind: "xivo", base: "/api/confd", token_base: "/api/auth" }]);
    expect(reloads()).toBe(1);

    dpkg(root, "--remove", "switchroom");
    expect(isLink(at(available)) || isLink(at(enabled))).toBe(false);
    expect(existsSync(at("usr/share/switchroom"))).toBe(false);
    expect(existsSync(at(config))).toBe(true);
    expect(reloads()).toBe(2);

    // Installed anew it is served anew.
    dpkg(root, "--install", packed(".deb"));
    expect(isLink(at(enabled))).toBe(true);

    dpkg(root, "--purge", "switchroom");
    expect(existsSync(at("etc/switchroom"))).toBe(false);
    expect(existsSync(at("etc/nginx/snippets"))).toBe(false);
    expect(readdirSync(at("etc/nginx/locations/https-enabled"))).toEqual(["keep"]);
  });

  test("an upgrade keeps what the administrator wrote, and what was switched off", async ({ into }) => {
    const { root, at } = machine(into, { wazo: true });
    dpkg(root, "--install", packed(".deb"));
    writeFileSync(at(config), '{"systems": []}');
    rmSync(at(enabled));
    // dpkg would ask, and fail where nobody can answer, if it had to choose.
    dpkg(root, "--install", later(into, "same"));
    expect(readFileSync(at(config), "utf8")).toBe('{"systems": []}');
    expect(isLink(at(enabled))).toBe(false);
    // Even a version that brings another default, once dpkg was told not to ask.
    dpkg(root, "--force-confdef", "--force-confold", "--install", later(into, "other", '{"systems": [], "theme": "dark"}'));
    expect(readFileSync(at(config), "utf8")).toBe('{"systems": []}');
    expect(existsSync(at(`${config}.dpkg-dist`))).toBe(true);
  });

  test("on another machine it brings files only", async ({ into }) => {
    const { root, at } = machine(into, { wazo: false });
    dpkg(root, "--install", packed(".deb"));
    expect(existsSync(at("etc/nginx/locations"))).toBe(false);
    for (const name of ["api", "headers", "path"]) expect(existsSync(at(`etc/nginx/snippets/switchroom-${name}.conf`))).toBe(true);
    dpkg(root, "--purge", "switchroom");
    expect(existsSync(at("etc"))).toBe(false);
  });

  test("is installed, upgraded and removed by apt, and nginx follows @all", async ({ into }) => {
    const isolated = ["--mount", "--pid", "--fork", "--kill-child"];
    test.skip(process.getuid() !== 0 || spawnSync("unshare", [...isolated, "true"]).status !== 0, "only the administrator may install");
    const waiting = build(into, "wazo-nginx", {
      "DEBIAN/control": "Package: wazo-nginx\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.com>\nDescription: waits\n",
      "DEBIAN/triggers": "interest-noawait /etc/nginx/locations/https-available\ninterest-noawait /etc/nginx/locations/https-enabled\n",
      "DEBIAN/postinst": '#!/bin/sh\nset -e\n[ "$1" != triggered ] || nginx -s reload\n',
      "etc/nginx/locations/https-available/wazo-confd": "",
      "etc/nginx/locations/https-enabled/wazo-confd": "",
    });
    const layer = join(into, "layer");
    mkdirSync(layer);
    const install = join(import.meta.dirname, "install.sh");
    const { stdout, stderr } = spawnSync("unshare", [...isolated, "sh", install, layer, waiting, packed(".deb"), later(into, "later")], { encoding: "utf8" });
    expect(`${stdout}${stderr}`.trim().split("\n").map((line) => line.trim())).toEqual([
      "before: check/mira.holt@example.com/a%2Fb 404 <html> <head><",
      "before: config.json 404 <html> <head><",
      "installed: check/mira.holt@example.com/a%2Fb 200 <!doctype html>",
      'installed: config.json 200 { "systems":',
      "upgraded: check/mira.holt@example.com/a%2Fb 200 <!doctype html>",
      'upgraded: config.json 200 {"systems": []}',
      "removed: check/mira.holt@example.com/a%2Fb 404 <html> <head><",
      "removed: config.json 404 <html> <head><",
      "left: /etc/switchroom /etc/switchroom/config.json",
      "left:",
    ]);
  });

  test("Debian's own checks find nothing @all", async () => {
    const { status, stdout, stderr } = spawnSync("lintian", ["--fail-on", "warning,info", "--display-info", packed(".deb")], { encoding: "utf8" });
    expect(`${stdout}${stderr}`.replace(/^running with root privileges.*\n/m, "")).toBe("");
    expect(status).toBe(0);
  });
});
