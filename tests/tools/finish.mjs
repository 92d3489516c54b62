// Cuts the program into parts, makes the built scripts small, and lays a packed neighbour (.br, .gz) beside
// every file that nobody edits. Called by Trunk when a build is done.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";
import { brotli, gzip } from "./pack.mjs";
import { cut } from "./parts.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("Trunk calls this, with TRUNK_STAGING_DIR");
if (process.env.TRUNK_PROFILE === "release") {
  await cut(folder);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.endsWith(".js")) {
      const { code } = await minify(readFileSync(path, "utf8"), { module: true, ecma: 2022, compress: { passes: 2 } });
      writeFileSync(path, code);
    }
    if (/\.(js|wasm|bin|css|svg)$/.test(name)) {
      const bytes = readFileSync(path);
      if (bytes.length < 200) continue;
      writeFileSync(`${path}.br`, brotli(bytes));
      writeFileSync(`${path}.gz`, gzip(bytes));
    }
  }
}
