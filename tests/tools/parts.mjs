// Cuts the built program into its first part and those that come when they are
// needed, at the functions that src/app/views.rs marks, and makes each small.
//
// Trunk has run wasm-bindgen over the whole program; that is done again here
// for the first part, under the names that Trunk wrote into index.html.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import binaryen from "binaryen";
import { CODE, DATA, named, sections } from "./wasm.mjs";

const flags = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"].map((feature) => `--enable-${feature}`);

// In this process, where it runs warm after the first module: as a program of
// its own for each it takes five times as long.
function small(bytes) {
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, Multivalue, NontrappingFPToInt, ReferenceTypes, SignExt } = binaryen.Features;
  const features = BulkMemory | BulkMemoryOpt | MutableGlobals | Multivalue | NontrappingFPToInt | ReferenceTypes | SignExt;
  const module = binaryen.readBinary(bytes);
  try {
    module.setFeatures(features);
    binaryen.setOptimizeLevel(2);
    binaryen.setShrinkLevel(2);
    module.runPasses(["strip-debug", "strip-producers"]);
    module.optimize();
    // Branches written anew, and once more: 0.7 % less to load.
    module.runPasses(["flatten", "rereloop"]);
    module.optimize();
    return ordered(module.emitBinary());
  } finally {
    module.dispose();
  }

  // Functions of one length are alike more often, and pack better beside each other: 1.7 % less to load.
  function ordered(bytes) {
    const module = binaryen.readBinary(named(bytes));
    try {
      module.setFeatures(features);
      module.runPasses(["reorder-functions-by-name", "strip-debug"]);
      return module.emitBinary();
    } finally {
      module.dispose();
    }
  }
}

async function run(program, ...args) {
  try {
    await promisify(execFile)(program, args);
  } catch (error) {
    throw new Error(`${program} failed: ${error.stderr || error}`);
  }
}

const wat = (path) => execFileSync("wasm-dis", [path], { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] });

// Each of these programs uses one core.
async function atOnce(tasks) {
  const left = [...tasks];
  const work = async () => {
    while (left.length) await left.shift()();
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
}

// A view's part never comes without its vendor's, which is named before the `_`.
const vendorOf = (part) => part.split("_")[0];
const least = (owners) => [...new Set(owners)].filter((part) => vendorOf(part) === part || !owners.includes(vendorOf(part))).sort();

// The tool makes a module for each set of parts that share something: dozens,
// most of them tiny. Those of one set are one group here; and a small group
// goes together with the one where that makes the loads of all views grow least.
function gather(modules, parts) {
  const views = parts.filter((part) => !parts.some((other) => other !== part && vendorOf(other) === part));
  const carries = (owners, view) => owners.includes(view) || owners.includes(vendorOf(view));
  const loads = (owners) => views.filter((view) => carries(owners, view)).length;
  const groups = new Map();
  const add = ({ files, owners, size }) => {
    const group = groups.get(`${owners}`) ?? { files: [], owners, size: 0 };
    groups.set(`${owners}`, { ...group, files: [...group.files, ...files], size: group.size + size });
  };
  modules.forEach(add);
  for (;;) {
    const [small] = [...groups.values()].sort((a, b) => a.size - b.size);
    if (groups.size < 2 || small.size > SMALL) return [...groups.values()];
    const [best] = [...groups.values()]
      .filter((other) => other !== small)
      .map((other) => {
        const owners = least([...small.owners, ...other.owners]);
        return { other, owners, cost: [small, other].reduce((sum, { size, owners: own }) => sum + size * (loads(owners) - loads(own)), 0) };
      })
      .sort((a, b) => a.cost - b.cost);
    const both = [small, best.other];
    for (const one of both) groups.delete(`${one.owners}`);
    for (const one of both) add({ ...one, owners: best.owners });
  }
}

// Bytes of code and data.
const SMALL = 1_000;

const weight = (path) =>
  sections(readFileSync(path))
    .filter(({ id }) => id === CODE || id === DATA)
    .reduce((sum, { length }) => sum + length, 0);

export async function cut(folder) {
  const glue = readdirSync(folder).find((name) => /^switchroom-\w+\.js$/.test(name));
  const name = glue.replace(/\.js$/, "");
  const hash = name.split("-")[1];
  const whole = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/release/switchroom.wasm");
  const work = mkdtempSync(join(tmpdir(), "switchroom-parts-"));
  try {
    await run("wasm-split-cli", whole, work, "--target", "web", "--out-name", name);
    await run("wasm-bindgen", "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", join(work, "main"), "--out-name", name, join(work, `${name}.wasm`));

    // What the tool found: which modules a part is made of. Its own way to load
    // them takes a request for each; ours (src/parts.js) takes one for a part.
    const found = readFileSync(join(work, "__wasm_split.js"), "utf8");
    const parts = [...found.matchAll(/export const __wasm_split_load_(\w+) =/g)].map(([, part]) => part);
    const chunks = [...found.matchAll(/\/\* ([\w, ]+) \*\/\s*const __chunk_\d+ = makeLoad\([^"]*"\.\/(chunk_\d+)\.wasm"/g)];
    const modules = chunks.map(([, owners, file]) => ({ file, owners: owners.split(", ") }));
    for (const part of parts) if (existsSync(join(work, `split_${part}.wasm`))) modules.push({ file: `split_${part}`, owners: [part] });
    const shared = ["__indirect_function_table", "__wasm_split_shared0", "memory"];
    if (!chunks.length || !parts.length || !found.includes(`const { ${shared.join(", ")},  } = initSync(undefined, undefined)`))
      throw new Error("wasm-split writes another loader than the one known here");

    const groups = gather(modules.map(({ file, owners }) => ({ files: [file], owners: least(owners), size: weight(join(work, `${file}.wasm`)) })), parts);
    if (groups.flatMap(({ files }) => files).length !== modules.length) throw new Error("a module was lost");
    // All that modules share stands in the first; a stub of it lets them be merged.
    const limit = (what) => wat(join(work, `${groups[0].files[0]}.wasm`)).match(new RegExp(`\\(${what} \\S+ (\\d+)`))[1];
    const stub = join(work, "stub.wat");
    writeFileSync(
      stub,
      `(module
        (import "__wasm_split_first" "${shared[0]}" (table $table ${limit("table")} funcref)) (export "${shared[0]}" (table $table))
        (import "__wasm_split_first" "${shared[1]}" (global $global (mut i32))) (export "${shared[1]}" (global $global))
        (import "__wasm_split_first" "${shared[2]}" (memory $memory ${limit("memory")})) (export "${shared[2]}" (memory $memory)))`,
    );
    await atOnce(
      groups.map((group, at) => async () => {
        group.number = at;
        let path = join(work, `${group.files[0]}.wasm`);
        if (group.files.length > 1) {
          const named = group.files.flatMap((file) => [join(work, `${file}.wasm`), file]);
          path = join(work, `merged_${at}.wasm`);
          await run("wasm-merge", ...flags, stub, "__wasm_split", ...named, "--skip-export-conflicts", "-o", path);
        }
        group.bytes = readFileSync(path);
      }),
    );
    for (const group of groups) group.bytes = small(group.bytes);
    const first = join(folder, `${name}_bg.wasm`);
    writeFileSync(first, small(readFileSync(join(work, "main", `${name}_bg.wasm`))));

    const table = {};
    for (const part of parts) {
      const own = groups.filter(({ owners }) => owners.includes(part));
      const places = own.map(({ number, bytes }) => [number, bytes.length]);
      table[part] = [`${part}-${hash}.bin`, vendorOf(part) === part ? "" : vendorOf(part), ...places];
      writeFileSync(join(folder, table[part][0]), Buffer.concat(own.map(({ bytes }) => bytes)));
    }

    const loader = [
      `import { initSync } from "./${glue}";`,
      replaced(readFileSync("src/parts.js", "utf8"), "const parts = {};", `const parts = ${JSON.stringify(table)};`),
      ...parts.map((part) => `export const __wasm_split_load_${part} = loader("${part}", initSync);`),
    ];
    writeFileSync(join(folder, `parts-${hash}.js`), loader.join("\n"));
    const made = readFileSync(join(work, "main", glue), "utf8");
    writeFileSync(join(folder, glue), replaced(made, /from (["'])\.\/__wasm_split[\w.]*\.js\1/g, `from "./parts-${hash}.js"`));

    // Fetched beside the program; the start script asks it for the vendor's part.
    const page = join(folder, "index.html");
    const preload = `<link rel="modulepreload" href="./parts-${hash}.js" data-parts>`;
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
