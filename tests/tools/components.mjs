// What is inside the program: its crates, their licences, and the bill of materials (CycloneDX).
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const TARGET = "wasm32-unknown-unknown";
const run = (program, ...options) => execFileSync(program, options, { encoding: "utf8", maxBuffer: 1 << 27 });

/**
 * The crates that are linked into the program, in order of their names: `{name, version, licence, authors,
 * repository, folder, sha256, dependencies}`. Macros and what only builds are no part of it.
 */
export function components() {
  const tree = run("cargo", "tree", "--locked", "--package", "switchroom", "--target", TARGET, "--edges", "normal,no-proc-macro")
    .concat("")
    .trim()
    .split("\n");
  const linked = new Set(tree.map((line) => line.match(/([\w-]+) v([^ ]+)/)).filter(Boolean).map(([, name, version]) => `${name} ${version}`));
  const { packages, resolve } = JSON.parse(run("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET));
  const sums = new Map(
    [...readFileSync("Cargo.lock", "utf8").matchAll(/name = "(.*)"\nversion = "(.*)"\n(?:source = .*\nchecksum = "(.*)")?/g)].map(
      ([, name, version, sum]) => [`${name} ${version}`, sum],
    ),
  );
  const label = (id) => {
    const { name, version } = packages.find((found) => found.id === id);
    return `${name} ${version}`;
  };
  return packages
    .filter((found) => linked.has(label(found.id)) && found.source)
    .map((found) => ({
      name: found.name,
      version: found.version,
      // Older manifests write "MIT/Apache-2.0" for "MIT OR Apache-2.0".
      licence: found.license?.replaceAll("/", " OR "),
      authors: found.authors,
      repository: found.repository,
      folder: dirname(found.manifest_path),
      sha256: sums.get(label(found.id)),
      dependencies: resolve.nodes
        .find(({ id }) => id === found.id)
        .dependencies.map(label)
        .filter((name) => linked.has(name))
        .sort(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** Rust's standard library, which is linked as well; the toolchain brings its notices. */
export function standardLibrary() {
  const path = join(run("rustc", "--print", "sysroot").trim(), "share/doc/rust/COPYRIGHT-library.html");
  if (!existsSync(path)) throw new Error(`${path} is missing: the toolchain's rustc component brings it`);
  const [, version] = run("rustc", "--version").match(/^rustc (\S+)/);
  return { version, notices: readFileSync(path) };
}

/** The licence texts in a crate. Where it may be had under several, that which its file's name tells is MIT's is enough. */
function texts({ folder }) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name) && !/\.(rs|toml)$/.test(name));
  const simple = names.filter((name) => /mit/i.test(name));
  return (simple.length > 0 ? simple : names)
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll("\r", "").trim())
    .filter((text) => text.length > 100);
}

const mit = (holders) => `MIT License

Copyright (c) ${holders}

${readFileSync("LICENSE", "utf8").split("\n\n").slice(2).join("\n\n").trim()}`;

/** The notices that must go with the program: each text once, under the crates that it belongs to. */
export function notices(crates, library) {
  const byText = new Map();
  for (const crate of crates) {
    let found = texts(crate);
    if (found.length === 0) {
      if (!/\bMIT\b/.test(crate.licence)) throw new Error(`${crate.name} brings no licence text, and is not under MIT`);
      const holders = crate.authors.map((author) => author.replace(/ *<.*>/, "")).join(", ");
      found = [mit(holders || `the authors of ${crate.name}`)];
    }
    for (const text of found) byText.set(text, [...(byText.get(text) ?? []), crate]);
  }
  const head = `Switchroom contains the following. Rust's standard library ${library.version} has its notices in
rust-standard-library.html.
`;
  const sections = [...byText].map(([text, crates]) => {
    const names = crates.map(({ name, version, licence }) => `${name} ${version} (${licence})`).join("\n");
    return `${"-".repeat(80)}\n${names}\n\n${text}\n`;
  });
  return [head, ...sections].join("\n");
}

/** The bill of materials as CycloneDX 1.5, in JSON. */
export function billOfMaterials(version, date, crates, library) {
  const reference = (name, version) => `pkg:cargo/${name}@${version}`;
  const byLabel = (label) => reference(...label.split(" "));
  const own = reference("switchroom", version);
  const standard = `pkg:generic/rust-std@${library.version}`;
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      timestamp: date.toISOString(),
      component: { type: "application", "bom-ref": own, name: "switchroom", version, licenses: [{ license: { id: "MIT" } }] },
    },
    components: [
      ...crates.map(({ name, version, licence, repository, sha256 }) => ({
        type: "library",
        "bom-ref": reference(name, version),
        name,
        version,
        purl: reference(name, version),
        hashes: [{ alg: "SHA-256", content: sha256 }],
        licenses: [{ expression: licence }],
        ...(repository && { externalReferences: [{ type: "vcs", url: repository }] }),
      })),
      {
        type: "library",
        "bom-ref": standard,
        name: "rust-std",
        version: library.version,
        purl: standard,
        licenses: [{ expression: "MIT OR Apache-2.0" }],
      },
    ],
    dependencies: [
      { ref: own, dependsOn: [...crates.map(({ name, version }) => reference(name, version)), standard] },
      ...crates.map(({ name, version, dependencies }) => ({ ref: reference(name, version), dependsOn: dependencies.map(byLabel) })),
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
