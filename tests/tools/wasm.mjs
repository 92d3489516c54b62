// What is read of a WebAssembly module, and written to it, without a tool of its own.
const IMPORT = 2;
export const CODE = 10;
export const DATA = 11;

const MAGIC_AND_VERSION = 8;

/** Reads numbers (LEB128) and bytes from a place on. */
function reader(bytes, at) {
  return {
    byte: () => bytes[at++],
    number() {
      let value = 0;
      for (let shift = 1; ; shift *= 128) {
        const byte = bytes[at++];
        value += (byte & 127) * shift;
        if (byte < 128) return value;
      }
    },
    skip: (length) => (at += length),
    at: () => at,
  };
}

/** The sections, each with its id, the place where it begins and its length. */
export function sections(bytes) {
  const found = [];
  for (const read = reader(bytes, MAGIC_AND_VERSION); read.at() < bytes.length; ) {
    const id = read.byte();
    const length = read.number();
    found.push({ id, begin: read.at(), length });
    read.skip(length);
  }
  return found;
}

function importedFunctions(bytes, begin) {
  const read = reader(bytes, begin);
  const limits = () => {
    const flags = read.byte();
    read.number();
    if (flags & 1) read.number();
  };
  let functions = 0;
  for (let left = read.number(); left > 0; left--) {
    for (const _ of ["module", "name"]) read.skip(read.number());
    const kind = read.byte();
    if (kind === 0) functions++;
    if (kind === 0) read.number();
    else if (kind === 1) read.skip(1), limits();
    else if (kind === 2) limits();
    else if (kind === 3) read.skip(2);
    else read.skip(1), read.number();
  }
  return functions;
}

function lengthsOfFunctions(bytes, begin) {
  const read = reader(bytes, begin);
  return Array.from({ length: read.number() }, () => {
    const length = read.number();
    read.skip(length);
    return length;
  });
}

function written(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number & 127) | 128);
  return Buffer.from([...bytes, number]);
}
const withLength = (bytes) => Buffer.concat([written(bytes.length), bytes]);

/** The module, each of its functions named so that their names are in the order of their lengths. */
export function named(bytes) {
  const all = sections(bytes);
  const place = (id) => all.find((section) => section.id === id)?.begin;
  if (place(CODE) === undefined) return bytes;
  const first = place(IMPORT) === undefined ? 0 : importedFunctions(bytes, place(IMPORT));
  const lengths = lengthsOfFunctions(bytes, place(CODE));
  const digits = (number) => String(number).padStart(9, "0");
  const names = lengths.map((length, at) =>
    Buffer.concat([written(first + at), withLength(Buffer.from(`${digits(length)} ${digits(at)}`))]),
  );
  const functions = Buffer.concat([written(names.length), ...names]);
  const section = Buffer.concat([withLength(Buffer.from("name")), Buffer.from([1]), withLength(functions)]);
  return Buffer.concat([bytes, Buffer.from([0]), withLength(section)]);
}
