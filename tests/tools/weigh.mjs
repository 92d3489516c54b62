// Which functions of the program weigh what, before wasm-opt: for finding out
// where a kilobyte went. Sizes are of code as built, not packed.
//
//     node tests/tools/weigh.mjs [rows] [part of a name]
import { readFileSync } from "node:fs";

const rows = Number(process.argv[2] ?? 40);
const wanted = process.argv[3] ?? "";
const target = process.env.CARGO_TARGET_DIR ?? "target";
const bytes = readFileSync(`${target}/wasm32-unknown-unknown/release/switchroom.wasm`);
let at = 8;

const number = () => {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
};
const text = () => {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
};

const sections = [];
while (at < bytes.length) {
  const id = bytes[at++];
  const length = number();
  sections.push({ id, start: at, end: at + length });
  at += length;
}
let imported = 0;
const sizes = [];
const names = new Map();
for (const { id, start, end } of sections) {
  at = start;
  if (id === 2) {
    for (let left = number(); left > 0; left--) {
      text();
      text();
      const kind = bytes[at++];
      if (kind === 0) {
        imported++;
        number();
      } else if (kind === 1) {
        at++;
        if (number() & 1) number();
        number();
      } else if (kind === 2) {
        if (number() & 1) number();
        number();
      } else at += 2;
    }
  } else if (id === 10) {
    for (let left = number(); left > 0; left--) {
      const size = number();
      sizes.push(size);
      at += size;
    }
  } else if (id === 0 && text() === "name") {
    while (at < end) {
      const kind = bytes[at++];
      const length = number();
      const next = at + length;
      if (kind === 1) {
        for (let left = number(); left > 0; left--) {
          const index = number();
          names.set(index, text());
        }
      }
      at = next;
    }
  }
}

// Rust's older mangling: `_ZN`, lengths and names, a hash, `E`. It holds no
// parameters, so that copies of a generic function have one name.
const signs = { LT: "<", GT: ">", RF: "&", BP: "*", C: ",", LP: "(", RP: ")", SP: "@" };
const demangle = (name) => {
  if (!name.startsWith("_ZN")) return name.replace(/^_R\w*?(\d+)([a-z_]\w*)/, "$2");
  const parts = [];
  for (let at = 3; /\d/.test(name[at]); ) {
    const [digits] = name.slice(at).match(/^\d+/);
    at += digits.length;
    parts.push(name.slice(at, (at += Number(digits))));
  }
  return parts
    .filter((part) => !/^h[0-9a-f]{16}$/.test(part))
    .map((part) =>
      part
        .replace(/^_(?=\$)/, "")
        .replace(/\$u([0-9a-f]+)\$/g, (_, code) => String.fromCodePoint(parseInt(code, 16)))
        .replace(/\$(\w+)\$/g, (all, sign) => signs[sign] ?? all)
        .replace(/\.\./g, "::"),
    )
    .join("::");
};
const functions = sizes.map((size, index) => ({ size, name: demangle(names.get(imported + index) ?? "(no name)") }));
// The crate or, of our own, the module, as the first path in the name.
const group = (name) => {
  const path = name.match(/[a-z_]\w*(?:::[a-z_]\w*)*/g)?.find((path) => !/^(impl|dyn|as|for|mut)$/.test(path)) ?? "?";
  const parts = path.split("::");
  return parts[0] === "switchroom" ? parts.filter((part) => !part.startsWith("_")).slice(0, 4).join("::") : parts[0];
};
const print = (title, list) => {
  console.log(`\n${title}`);
  for (const [name, size, count] of list.slice(0, rows)) {
    console.log(`${(size / 1000).toFixed(1).padStart(8)} kB ${String(count).padStart(5)}x  ${name.slice(0, 150)}`);
  }
};
const sum = (key) => {
  const sums = new Map();
  for (const one of functions.filter((one) => one.name.includes(wanted))) {
    const entry = sums.get(key(one.name)) ?? [0, 0];
    sums.set(key(one.name), [entry[0] + one.size, entry[1] + 1]);
  }
  return [...sums].map(([name, [size, count]]) => [name, size, count]).sort((a, b) => b[1] - a[1]);
};
print("By crate or module", sum(group));
print("By function; copies of a generic one are summed", sum((name) => name));
const total = functions.reduce((all, one) => all + one.size, 0);
const data = sections.filter(({ id }) => id === 11).reduce((all, { start, end }) => all + end - start, 0);
console.log(`\n${functions.length} functions, ${(total / 1000).toFixed(0)} kB of code, ${(data / 1000).toFixed(0)} kB of data`);
