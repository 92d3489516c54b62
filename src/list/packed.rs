//! Many short texts in one buffer, so that memory is in proportion to the text.

/// Few texts are longer.
const ROOM: usize = 256;

/// Texts by number, one behind the other. Up to 4 GiB in all.
#[derive(Clone, Default)]
pub(super) struct Packed {
    /// UTF-8.
    text: Vec<u8>,
    ends: Vec<u32>,
}

impl Packed {
    pub(super) fn len(&self) -> u32 {
        size(self.ends.len())
    }

    /// Appends a text that `write` writes at the end of the buffer.
    pub(super) fn push(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        // Growing by a quarter, for what a vector holds in advance by doubling
        // is never given back to the browser.
        if self.text.capacity() - self.text.len() < ROOM {
            self.text.reserve_exact(self.text.len() / 4 + ROOM);
        }
        if self.ends.capacity() == self.ends.len() {
            self.ends.reserve_exact(self.ends.len() / 4 + ROOM);
        }
        write(&mut self.text);
        self.ends.push(size(self.text.len()));
    }

    /// The whole buffer.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.text
    }

    /// Where each text ends in the buffer.
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    pub(super) fn start(&self, at: u32) -> usize {
        let before = (at as usize).checked_sub(1);
        before.and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize)
    }

    fn range(&self, at: u32) -> Option<std::ops::Range<usize>> {
        self.ends.get(at as usize).map(|end| self.start(at)..*end as usize)
    }

    /// Empty for a number that is not there.
    pub(super) fn get(&self, at: u32) -> &[u8] {
        self.range(at).and_then(|range| self.text.get(range)).unwrap_or_default()
    }

    pub(super) fn get_text(&self, at: u32) -> &str {
        str::from_utf8(self.get(at)).unwrap_or("")
    }

    pub(super) fn replace(&mut self, at: u32, text: &[u8]) {
        let Some(range) = self.range(at) else { return };
        let (old, new) = (size(range.len()), size(text.len()));
        self.text.splice(range, text.iter().copied());
        for end in self.ends.iter_mut().skip(at as usize) {
            *end = *end - old + new;
        }
    }

    pub(super) fn remove(&mut self, at: u32) {
        if (at as usize) < self.ends.len() {
            self.replace(at, b"");
            self.ends.remove(at as usize);
        }
    }

    /// Makes room for so many more texts, which are taken to be as long as those
    /// that are here, and a little longer.
    pub(super) fn reserve(&mut self, texts: usize) {
        let mean = self.text.len() / self.ends.len().max(1) + 1;
        self.ends.reserve_exact(texts);
        self.text.reserve_exact(texts.saturating_mul(mean + mean / 16) + ROOM);
    }
}

fn size(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_list_of_texts(
            texts in prop::collection::vec(".{0,6}", 0..12),
            edits in prop::collection::vec((0usize..14, prop::option::of(".{0,6}")), 0..12),
        ) {
            let mut packed = Packed::default();
            let mut model = texts.clone();
            for text in &texts {
                packed.push(|out| out.extend_from_slice(text.as_bytes()));
            }
            for (at, text) in edits {
                match text {
                    Some(text) => {
                        packed.replace(at as u32, text.as_bytes());
                        if let Some(slot) = model.get_mut(at) {
                            *slot = text;
                        }
                    }
                    None => {
                        packed.remove(at as u32);
                        if at < model.len() {
                            model.remove(at);
                        }
                    }
                }
            }
            prop_assert_eq!(packed.len() as usize, model.len());
            for (at, text) in model.iter().enumerate() {
                prop_assert_eq!(packed.get_text(at as u32), text);
            }
            prop_assert_eq!(packed.get_text(99), "");
        }
    }
}
