// Cuts the program into parts, joins the style sheets, makes the built scripts small, and lays a packed neighbour
// (.br, .gz) beside every file that nobody edits. Called by Trunk when a build is done.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "terser";
import { brotli, gzip } from "./pack.mjs";
import { refuseMarkup } from "./markup.mjs";
import { cut } from "./parts.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("Trunk calls this, with TRUNK_STAGING_DIR");

/** One file instead of seven: it packs better, and one request is waited for before anything is painted. */
function joinStyles() {
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  const links = [...html.matchAll(/<link href=\.\/([\w-]+\.css) rel=stylesheet>/g)];
  if (links.length === 0) throw new Error("the build looks different: no style sheet");
  const paths = links.map(([, name]) => join(folder, name));
  const styles = paths.map((path) => readFileSync(path, "utf8")).join("\n");
  const name = `style-${createHash("sha256").update(styles).digest("hex").slice(0, 16)}.css`;
  for (const path of paths) rmSync(path);
  writeFileSync(join(folder, name), styles);
  const [[first], ...others] = links;
  const bare = others.reduce((html, [link]) => html.replace(link, ""), html);
  writeFileSync(page, bare.replace(first, `<link href=./${name} rel=stylesheet>`));
}

if (process.env.TRUNK_PROFILE === "release") {
  await cut(folder);
  joinStyles();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.endsWith(".js")) {
      const { code } = await minify(readFileSync(path, "utf8"), { module: true, ecma: 2022, compress: { passes: 2 } });
      writeFileSync(path, code);
    }
    if (/\.(js|wasm|bin|css|svg)$/.test(name)) {
      const bytes = readFileSync(path);
      if (/\.(wasm|bin)$/.test(name)) refuseMarkup(name, bytes);
      if (bytes.length < 200) continue;
      writeFileSync(`${path}.br`, brotli(bytes));
      writeFileSync(`${path}.gz`, gzip(bytes));
    }
  }
}
