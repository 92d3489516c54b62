// Leptos sets `innerHTML` for an element of `view!` that is wholly static and
// stands inside another one. The shipped policy refuses markup, so that such an
// element would never appear. Its markup stands in the built program as text.

/** The pieces of markup in a built program. */
export function markupIn(bytes) {
  const text = Buffer.from(bytes).toString("latin1");
  return [...text.matchAll(/<([a-z][a-z0-9]*)(?: [a-z-]+="[^"<>]*")*>[^<>\0]{0,200}<\/\1>/g)].map(([markup]) => markup);
}

/** Throws where a program holds markup, with what to do about it. */
export function refuseMarkup(name, bytes) {
  const [markup] = markupIn(bytes);
  if (markup)
    throw new Error(
      `${name} holds the markup ${markup}, which Leptos would set as innerHTML and the shipped policy refuses. ` +
        `Make a part of that element not static in its view!: put its text into braces, as in <b>{"="}</b>.`,
    );
}
