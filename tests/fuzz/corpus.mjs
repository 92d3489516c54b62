// Writes the corpus of each target of the fuzzer, from the recordings and the examples.
//
//     node tests/fuzz/corpus.mjs FOLDER
//
// An answer is written as tests/fuzz/decoders/answer.rs reads it.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const top = join(import.meta.dirname, "../..");
const [folder] = process.argv.slice(2);

function write(target, name, bytes) {
  mkdirSync(join(folder, target), { recursive: true });
  writeFileSync(join(folder, target, name), bytes);
}

const filesBelow = (path) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".http"))
    .map((entry) => join(entry.parentPath, entry.name));

rmSync(folder, { recursive: true, force: true });
for (const vendor of ["xivo", "icws", "apio"]) {
  for (const file of filesBelow(join(top, "tests/fixtures", vendor))) {
    const text = readFileSync(file, "latin1");
    const answers = text.split("### response\n").slice(1);
    answers.forEach((answer, at) => {
      const [message] = answer.split(/\n(?=# case:|### request)/);
      const [, status, headers, body] = message.match(/^HTTP\/\S+ (\d+)[^\n]*\n((?:[^\n]+\n)*)\n?([^]*)$/) ?? [];
      if (!status) return;
      const name = `${basename(file, ".http")}-${at}`;
      write(vendor, name, Buffer.from(`${status}\n${headers}\n${body}`, "latin1"));
      // Names, ids and JSON are rows of operations to the list store.
      if (vendor === "xivo" && body) write("list", name, Buffer.from(body, "latin1"));
    });
  }
}
for (const file of ["deploy/config.example.json", "tests/bench/config.json"]) {
  write("config", basename(file), readFileSync(join(top, file)));
}
