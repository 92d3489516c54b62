//! What a run has done, as a text that outlives the page.

use serde_json::{Value as Json, json};

/// The files that a run offers, and whose run it was. They are written without secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRun {
    /// How many people were changed.
    pub done: usize,
    /// What became of every row, as CSV.
    pub outcome: String,
    /// The plan that takes it back, as CSV.
    pub inverse: String,
}

impl KeptRun {
    /// `person` is who is signed in; empty where nobody signs in.
    pub fn to_text(&self, person: &str) -> String {
        let Self { done, outcome, inverse } = self;
        json!({ "person": person, "done": done, "outcome": outcome, "inverse": inverse }).to_string()
    }

    /// Reads what [`Self::to_text`] wrote for this person. `None` if it is somebody else's.
    pub fn read(text: &str, person: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(text).ok()?;
        let text = |name: &str| json.get(name)?.as_str().map(str::to_owned);
        if text("person")? != person {
            return None;
        }
        let done = usize::try_from(json.get("done")?.as_u64()?).ok()?;
        Some(Self { done, outcome: text("outcome")?, inverse: text("inverse")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_for_one_person() {
        let run = KeptRun { done: 2, outcome: "a,\"b\"\r\n".into(), inverse: "\u{FEFF}id".into() };
        let text = run.to_text("ada");
        assert_eq!(KeptRun::read(&text, "ada"), Some(run));
        assert_eq!(KeptRun::read(&text, "boris"), None);
        assert_eq!(KeptRun::read(&text, ""), None);
        for broken in ["", "{}", "[1]", "{\"person\":\"ada\",\"done\":-1}"] {
            assert_eq!(KeptRun::read(broken, "ada"), None);
        }
    }
}
