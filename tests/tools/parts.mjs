// Cuts the built program into its first part and one for each vendor, at the
// functions that src/pages/parts.rs marks, and makes each small.
//
// Trunk has run wasm-bindgen over the whole program; that is done again here
// for the first part, under the names that Trunk wrote into index.html.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const features = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
const run = (program, ...args) => execFileSync(program, args, { stdio: ["ignore", "inherit", "inherit"] });

export function cut(folder) {
  const glue = readdirSync(folder).find((name) => /^switchroom-\w+\.js$/.test(name));
  const name = glue.replace(/\.js$/, "");
  const hash = name.split("-")[1];
  const whole = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/release/switchroom.wasm");
  const work = mkdtempSync(join(tmpdir(), "switchroom-parts-"));
  try {
    run("wasm-split-cli", whole, work, "--target", "web", "--out-name", name);
    run("wasm-bindgen", "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", join(work, "main"), "--out-name", name, join(work, `${name}.wasm`));

    // Names that tell whose a part is, and that change with every build.
    let loader = readFileSync(join(work, "__wasm_split.js"), "utf8");
    const vendors = [...loader.matchAll(/__wasm_split_load_(\w+) =/g)].map(([, vendor]) => vendor);
    const named = new Map();
    for (const [, whose, file] of loader.matchAll(/\/\* ([\w, ]+) \*\/\s*const __(chunk_\d+)/g)) {
      const owners = whose.split(", ");
      named.set(`${file}.wasm`, `${owners.length === vendors.length ? "shared" : owners.join("-")}-${hash}.wasm`);
    }
    for (const vendor of vendors) named.set(`split_${vendor}.wasm`, `${vendor}-${hash}.wasm`);
    for (const [from, to] of named) loader = replaced(loader, `"./${from}"`, `"./${to}"`);
    // Web servers of old PBXs do not know the media type that streaming asks for.
    loader = replaced(loader, "WebAssembly.instantiateStreaming(src, imports)", "instantiate(src, imports)");
    loader += `async function instantiate(src, imports) {
      const answer = await src;
      if (!answer.ok) throw new Error(answer.status + " " + answer.url);
      // Streaming where it can be had: browsers keep what they compiled that way.
      if (/^application\\/wasm\\b/.test(answer.headers.get("content-type"))) return WebAssembly.instantiateStreaming(answer, imports);
      return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
    }\n`;
    writeFileSync(join(folder, `parts-${hash}.js`), loader);
    const made = readFileSync(join(work, "main", glue), "utf8");
    writeFileSync(join(folder, glue), replaced(made, /from (["'])\.\/__wasm_split[\w.]*\.js\1/g, `from "./parts-${hash}.js"`));

    const small = (from, to) =>
      run("wasm-opt", ...features.map((feature) => `--enable-${feature}`), "--strip-debug", "--strip-producers", "-Oz", from, "-o", to);
    small(join(work, "main", `${name}_bg.wasm`), join(folder, `${name}_bg.wasm`));
    for (const [from, to] of named) small(join(work, from), join(folder, to));

    // What every vendor needs is on its way before the program asks for it;
    // the start script does the same for the vendor of the address.
    const page = join(folder, "index.html");
    if (![...named.values()].includes(`shared-${hash}.wasm`)) throw new Error("the build looks different: nothing is shared");
    const own = vendors.map((vendor) => [vendor, [...named.values()].filter((file) => file.replace(/-\w+\.wasm$/, "").split("-").includes(vendor))]);
    const told = JSON.stringify(Object.fromEntries(own)).replaceAll('"', "&quot;");
    const preload = `<link rel="preload" href="./shared-${hash}.wasm" as="fetch" crossorigin data-parts="${told}">`;
    writeFileSync(page, replaced(readFileSync(page, "utf8"), "</head>", `${preload}\n</head>`));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function replaced(text, from, to) {
  const out = text.replaceAll(from, to);
  if (out === text) throw new Error(`the build looks different: no ${from}`);
  return out;
}
