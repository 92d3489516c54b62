// Functions are put in the order of their lengths, and do what they did.
import assert from "node:assert/strict";
import test from "node:test";
import binaryen from "binaryen";
import { CODE, DATA, named, sections } from "./wasm.mjs";

const source = `(module
  (import "a" "f" (func $f (param i32) (result i32)))
  (import "a" "t" (table 1 funcref))
  (import "a" "m" (memory 1 2))
  (import "a" "g" (global i32))
  (func $long (export "long") (result i32) (i32.mul (call $f (i32.add (global.get 0) (i32.const 70000))) (i32.const 3)))
  (func $short (export "short") (result i32) (i32.const 7))
  (func $middle (export "middle") (result i32) (i32.add (call $long) (i32.const 1)))
  (data (i32.const 8) "some"))`;

function lengths(bytes) {
  const { begin } = sections(bytes).find(({ id }) => id === CODE);
  // Each is shorter than 128 bytes.
  const found = [];
  for (let at = begin + 1; found.length < bytes[begin]; at += found.at(-1) + 1) found.push(bytes[at]);
  return found;
}

test("functions are put in the order of their lengths, and do what they did", async () => {
  const module = binaryen.parseText(source);
  const bytes = module.emitBinary();
  module.dispose();
  const again = binaryen.readBinary(named(bytes));
  again.runPasses(["reorder-functions-by-name", "strip-debug"]);
  const ordered = again.emitBinary();
  again.dispose();

  assert.notDeepEqual(lengths(bytes), [...lengths(bytes)].sort((a, b) => a - b));
  assert.deepEqual(lengths(ordered), [...lengths(bytes)].sort((a, b) => a - b));
  assert.ok(sections(ordered).some(({ id, length }) => id === DATA && length > 4));
  const a = {
    f: (number) => number + 1,
    t: new WebAssembly.Table({ initial: 1, element: "anyfunc" }),
    m: new WebAssembly.Memory({ initial: 1, maximum: 2 }),
    g: new WebAssembly.Global({ value: "i32" }, 5),
  };
  const { instance } = await WebAssembly.instantiate(ordered, { a });
  assert.deepEqual(["short", "middle", "long"].map((name) => instance.exports[name]()), [7, 210019, 210018]);
});

test("a module without functions stays as it is", () => {
  const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  assert.equal(named(empty), empty);
});
