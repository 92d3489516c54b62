//! Passwords, PINs and tokens.

/// A value that cannot be printed, compared by display, serialised or logged.
///
/// A type that holds one can therefore not derive these traits either:
///
/// ```compile_fail,E0277
/// format!("{:?}", switchroom::domain::Secret::new("4711".to_owned()));
/// ```
/// ```compile_fail,E0277
/// format!("{}", switchroom::domain::Secret::new("4711".to_owned()));
/// ```
/// ```compile_fail,E0277
/// serde_json::to_string(&switchroom::domain::Secret::new("4711".to_owned()));
/// ```
///
/// There are two exits, and a test counts who uses them: into a request, and
/// into a field whose owner pressed "show" or is typing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret<T = String>(T);

impl<T> Secret<T> {
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// For a request to the server that the secret belongs to. Nowhere else.
    pub fn for_request(&self) -> &T {
        &self.0
    }

    /// For a field that its owner asked to see, or is typing into.
    pub fn for_field(&self) -> &T {
        &self.0
    }
}

impl Secret<String> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies a rule to the secret without letting it out.
    pub fn satisfies(&self, rule: impl FnOnce(&str) -> bool) -> bool {
        rule(&self.0)
    }

    /// Takes the secret out of a text, wherever it stands in it.
    pub fn redact(&self, text: &mut String) {
        if !self.0.is_empty() && text.contains(&self.0) {
            *text = text.replace(&self.0, "\u{2022}\u{2022}\u{2022}");
        }
    }

    /// Asks something of the secret whose answer is not the secret: a
    /// verdict, a length, a kind of trouble.
    pub fn judge<V: Copy>(&self, question: impl FnOnce(&str) -> V) -> V {
        question(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Secret<String> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
