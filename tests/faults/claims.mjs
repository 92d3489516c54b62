// What the screen says became of a write, by its sentences.

/**
 * Each claim with the sentences that make it. `unknown` goes first: "Saved,
 * but it cannot be read" is no claim that it was saved.
 */
const SENTENCES = {
  unknown: [
    /We cannot tell/, /could not be asked whether/, /It is not known whether/, /may have been made all the same/,
    /More than one new user has the name/,
  ],
  part: [
    /kept only a part of the changes/, /was created, but the server did not keep/,
  ],
  kept: [
    /(^|\n)Saved(:|, )/, /has kept all the changes/, / was created(\.| all the same)/, / was created after all/,
    / was deleted(\.|, )/, / is not there any more\./, /, but .* is gone\./, / was gone already/, / was already gone/,
    /CTI configuration saved:/, /PIN was changed/, /The password was changed/,
    /Nothing has been changed\./, /✓ Changed/,
  ],
  nothing: [
    /Nothing was saved/, /did not keep the changes/, /did not keep them\./, / is still there/, /created nobody/,
    /nobody new with this name is in its list/, /The PIN was not changed/, /has kept the profile/, /it was put back/,
    /The password was not changed/, /✕ /, /Please check these values/, /could not be put back/,
  ],
};

/**
 * The claims that a text makes, without repetition. Sentences of doubt are
 * taken out before others are looked for.
 */
export function claimsOf(text) {
  const made = new Set();
  let rest = text;
  for (const [claim, expressions] of Object.entries(SENTENCES)) {
    for (const expression of expressions) {
      if (!expression.test(rest)) continue;
      made.add(claim);
      // The sentence is spent, up to its end.
      rest = rest.replace(new RegExp(`[^\\n.]*${expression.source}[^\\n.]*\\.?`, "g"), "\n");
    }
  }
  return [...made];
}

/**
 * The one claim of a screen: `kept`, `part`, `nothing`, `unknown`, `none`, or
 * `contradiction` where it makes two that exclude each other.
 */
export function claimOf(text) {
  const made = claimsOf(text);
  if (made.length === 0) return "none";
  if (made.length === 1) return made[0];
  const set = new Set(made);
  if (set.has("kept") && set.has("nothing")) return "contradiction";
  if (set.has("kept") && set.has("unknown")) return "contradiction";
  // "Nothing was saved" beside the sentence that nobody knows.
  if (set.has("unknown") && set.has("nothing")) return "contradiction";
  return set.has("part") ? "part" : made[0];
}

/**
 * Is the claim right? `truth` is what the server holds: `kept`, `part`,
 * `nothing` or `twice`. `canBeUnknown` where it could not be looked up.
 */
export function isRight(claim, truth, canBeUnknown) {
  if (claim === "unknown") return canBeUnknown || truth === "twice";
  return claim === truth;
}

/** What became of several fields: `kept`, `part` or `nothing`. */
export function verdict(kept) {
  if (kept.every(Boolean)) return "kept";
  return kept.some(Boolean) ? "part" : "nothing";
}

/** One word for what became of several rows, or for what is said of them. */
export function together(words) {
  for (const word of ["under way", "none", "twice", "unknown"]) if (words.includes(word)) return word;
  return words.every((word) => word === words[0]) ? words[0] : "part";
}

/** The same value, where none at all is an empty one. */
export const isSame = (one, other) => String(one ?? "") === String(other ?? "");
