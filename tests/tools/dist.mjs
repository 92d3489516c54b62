// Lays out what is packed (dist.sh packs it): `switchroom-VERSION/` for the archive and `debian/` for the
// Debian package, from the built app in the first folder given, below the second.
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { billOfMaterials, components, notices, standardLibrary } from "./components.mjs";

const [dist, target] = process.argv.slice(2);
const [, version] = readFileSync("Cargo.toml", "utf8").match(/^version = "(.*)"$/m);
const changelog = readFileSync("deploy/debian/changelog", "utf8");
if (!changelog.startsWith(`switchroom (${version}) `)) throw new Error("deploy/debian/changelog is of another version than Cargo.toml");
const [, date] = changelog.match(/^ -- .*>  (.*)$/m);

const folder = join(target, `switchroom-${version}`);
const write = (path, content) => {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, content);
};
const filled = (text) => text.replaceAll("@VERSION@", version);

/** Every file below a folder, in order. */
function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

// The page for the root of a host name, which has a base element, and the one for any path below, which has none
// (src/start.js finds its folder): at the root nothing need be redirected.
function pages(html) {
  const base = /<base href="?\/"?>/;
  if (!base.test(html)) throw new Error("the page has no base element for /");
  return { "index.html": html, "switchroom.html": html.replace(base, "") };
}

for (const name of files(dist)) {
  if (name === "index.html" || name === "config.json") continue;
  mkdirSync(join(folder, "html", name, ".."), { recursive: true });
  copyFileSync(join(dist, name), join(folder, "html", name));
}
for (const [name, html] of Object.entries(pages(readFileSync(join(dist, "index.html"), "utf8")))) write(join(folder, "html", name), html);

// What is packed must not tell where it was built.
const machine = [process.cwd(), process.env.CARGO_HOME ?? join(process.env.HOME, ".cargo"), `${process.env.HOME}/`].filter((path) => path !== "//");
for (const name of files(join(folder, "html"))) {
  const bytes = readFileSync(join(folder, "html", name));
  const found = machine.find((path) => bytes.includes(path));
  if (found) throw new Error(`${name} holds a path of this machine, ${found}`);
}

const parts = components();
const library = standardLibrary();
cpSync("deploy/conf", join(folder, "conf"), { recursive: true });
write(join(folder, "conf/wazo/config.json"), readFileSync("deploy/debian/config.json"));
for (const name of ["config.example.json", "serve"]) copyFileSync(join("deploy", name), join(folder, name));
copyFileSync("LICENSE", join(folder, "LICENSE"));
write(join(folder, "THIRD-PARTY-NOTICES"), notices(parts, library));
write(join(folder, "rust-standard-library.html"), library.notices);
write(join(folder, "switchroom.cdx.json"), billOfMaterials(version, new Date(date), parts, library));
// The part of the README for administrators; the picture stays where it is.
write(join(folder, "README.md"), readFileSync("README.md", "utf8").split(/^## For developers$/m)[0].replace(/^!\[.*\n\n?/m, ""));
for (const name of ["plugin.yml", "rules"]) write(join(folder, "wazo", name), filled(readFileSync(join("deploy/wazo", name), "utf8")));
for (const name of ["serve", "wazo/rules"]) chmodSync(join(folder, name), 0o755);
const sums = files(folder).map((name) => `${createHash("sha256").update(readFileSync(join(folder, name))).digest("hex")}  ${name}\n`);
write(join(folder, "SHA256SUMS"), sums.join(""));

// The Debian package.
const debian = join(target, "debian");
const documents = join(debian, "usr/share/doc/switchroom");
cpSync(join(folder, "html"), join(debian, "usr/share/switchroom"), { recursive: true });
for (const name of ["api", "headers", "path"]) {
  write(join(debian, `etc/nginx/snippets/switchroom-${name}.conf`), readFileSync(`deploy/conf/nginx/switchroom-${name}.conf`));
}
write(join(debian, "etc/switchroom/config.json"), readFileSync("deploy/debian/config.json"));
write(join(documents, "copyright"), `${readFileSync("LICENSE", "utf8")}\nWhat it contains of others, and under which licences: THIRD-PARTY-NOTICES.gz and\nrust-standard-library.html.gz in this folder.\n`);
write(join(documents, "changelog.gz"), gzipSync(changelog, { level: 9 }));
copyFileSync("deploy/debian/README.Debian", join(documents, "README.Debian"));
for (const name of ["THIRD-PARTY-NOTICES", "rust-standard-library.html", "switchroom.cdx.json"]) {
  write(join(documents, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 9 }));
}
write(join(debian, "usr/share/lintian/overrides/switchroom"), readFileSync("deploy/debian/lintian-overrides"));
cpSync("deploy/conf", join(documents, "examples/conf"), { recursive: true });
copyFileSync("deploy/config.example.json", join(documents, "examples/config.json"));
const size = files(debian).reduce((sum, name) => sum + Math.ceil(statSync(join(debian, name)).size / 1024), 0);
const md5 = files(debian)
  .filter((name) => !name.startsWith("etc/"))
  .map((name) => `${createHash("md5").update(readFileSync(join(debian, name))).digest("hex")}  ${name}\n`);
const control = join(debian, "DEBIAN");
write(join(control, "md5sums"), md5.join(""));
write(join(control, "control"), filled(readFileSync("deploy/debian/control", "utf8")).replace("@SIZE@", size));
for (const name of ["conffiles", "postinst", "prerm"]) copyFileSync(join("deploy/debian", name), join(control, name));
