//! Reading `config.json`, up to the first problem.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::apio::ApioEntry;
use super::problem::{ConfigProblem, Expected, Position, Reason, SyntaxError};
use super::values::{self, Host, KindName, Refusal, SIGN_INS, one_of};
use super::{Config, Icws, System, SystemKind, Theme, Xivo, XivoApi, XivoSignIn, between_keys};
use crate::domain::{CountryCode, Language, PersonKey};

/// The file. A system is read when its kind is known, because the kind
/// decides which other keys may be there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile<'a> {
    #[serde(borrow)]
    systems: Vec<&'a RawValue>,
    #[serde(default, deserialize_with = "values::language")]
    language: Option<Language>,
    #[serde(default, deserialize_with = "values::theme")]
    theme: Theme,
    #[serde(default, deserialize_with = "values::country_code")]
    country_code: Option<CountryCode>,
    #[serde(default)]
    keep_changes: bool,
    #[serde(default, deserialize_with = "values::person_key")]
    same_person_by: Option<PersonKey>,
}

#[derive(Deserialize)]
struct AnyEntry {
    #[serde(deserialize_with = "values::kind")]
    kind: KindName,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct XivoEntry {
    #[serde(deserialize_with = "values::id")]
    id: String,
    #[serde(default, deserialize_with = "values::name")]
    name: Option<String>,
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(deserialize_with = "values::path")]
    base: String,
    #[serde(default, deserialize_with = "values::xivo_api")]
    api: XivoApi,
    #[serde(default, deserialize_with = "values::sign_in")]
    sign_in: Option<bool>,
    #[serde(default, deserialize_with = "values::some_path")]
    token_base: Option<String>,
}

impl XivoEntry {
    fn check(self) -> Result<System, ConfigProblem> {
        let sign_in = match (self.sign_in, self.token_base) {
            (Some(true), Some(base)) => XivoSignIn::Token { base },
            (Some(true), None) => return Err(between_keys("token_base", Reason::MissingKey, Expected::Path)),
            // A token service that nobody asks would leave people outside without a word.
            (None, Some(_)) => return Err(between_keys("sign_in", Reason::MissingKey, one_of(&SIGN_INS))),
            _ => XivoSignIn::None,
        };
        let kind = SystemKind::Xivo(Xivo { api: self.api, sign_in });
        Ok(System::new(self.id, self.name, self.base, kind))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IcwsEntry {
    #[serde(deserialize_with = "values::id")]
    id: String,
    #[serde(default, deserialize_with = "values::name")]
    name: Option<String>,
    #[serde(rename = "kind")]
    _kind: IgnoredAny,
    #[serde(deserialize_with = "values::path")]
    base: String,
    #[serde(default)]
    hosts: Vec<Host>,
}

impl IcwsEntry {
    fn check(self) -> Result<System, ConfigProblem> {
        let hosts = self.hosts.into_iter().map(|Host(host)| host).collect();
        Ok(System::new(self.id, self.name, self.base, SystemKind::Icws(Icws { hosts })))
    }
}

/// Reads the file, where it is in order. Why it is not, [`parse`] tells: a page
/// that few ever see, whose code need not come with every first load.
pub fn read(bytes: &[u8]) -> Option<Config> {
    read_file::<NotInOrder>(bytes).ok()
}

/// Reads the file.
///
/// # Errors
/// The first thing that is wrong with it: whatever breaks JSON and the keys
/// outside the systems come before what is wrong within a system.
pub fn parse(bytes: &[u8]) -> Result<Config, ConfigProblem> {
    read_file(bytes)
}

/// What is told of a file that is not in order.
trait Failure: Sized {
    fn of(problem: ConfigProblem) -> Self;

    /// Reads one object.
    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Self>;

    /// The failure of a system, as one of the whole file.
    fn within(self, key: &str, begin: Position) -> Self;
}

/// That it is not in order, without what is wrong.
struct NotInOrder;

impl Failure for NotInOrder {
    fn of(_: ConfigProblem) -> Self {
        Self
    }

    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Self> {
        let root: Root<T> = serde_json::from_str(text).map_err(|_| Self)?;
        Ok(root.0)
    }

    fn within(self, _: &str, _: Position) -> Self {
        self
    }
}

impl Failure for ConfigProblem {
    fn of(problem: ConfigProblem) -> Self {
        problem
    }

    /// With the path of keys to what is wrong.
    fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let root: Root<T> = serde_path_to_error::deserialize(&mut deserializer)
            .map_err(|error| problem_of(text, &error.path().to_string(), error.inner()))?;
        deserializer.end().map_err(|error| problem_of(text, ".", &error))?;
        Ok(root.0)
    }

    fn within(self, key: &str, begin: Position) -> Self {
        within(self, key, begin)
    }
}

#[derive(Deserialize)]
#[serde(transparent, bound = "T: Deserialize<'de>")]
struct Root<T>(#[serde(deserialize_with = "values::object")] T);

fn read_file<F: Failure>(bytes: &[u8]) -> Result<Config, F> {
    // Some editors begin a file with a mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok());
        F::of(of_file(Reason::NotUtf8, valid.map(end_of)))
    })?;
    if text.trim_start().starts_with('<') {
        return Err(F::of(of_file(Reason::WebPage, None)));
    }
    let file: ConfigFile = F::read(text)?;
    let mut systems: Vec<System> = Vec::new();
    for (number, entry) in file.systems.into_iter().enumerate() {
        let key = ["systems[", &number.to_string(), "]"].concat();
        let system = read_system(entry.get()).and_then(|system| has_own_id(system, &systems).map_err(F::of));
        systems.push(system.map_err(|failure: F| failure.within(&key, begin_of(text, entry.get())))?);
    }
    Ok(Config {
        systems,
        language: file.language,
        theme: file.theme,
        country_code: file.country_code,
        keep_changes: file.keep_changes,
        same_person_by: file.same_person_by,
    })
}

/// What is wrong where there is no file.
pub fn missing() -> ConfigProblem {
    of_file(Reason::NoFile, None)
}

/// What is wrong where the server answered with another HTTP status than 200.
pub fn not_given(status: u16) -> ConfigProblem {
    of_file(Reason::NotGiven { status }, None)
}

fn of_file(reason: Reason, position: Option<Position>) -> ConfigProblem {
    ConfigProblem { reason, key: String::new(), position, expected: None }
}

fn read_system<F: Failure>(entry: &str) -> Result<System, F> {
    let system = match F::read::<AnyEntry>(entry)?.kind {
        KindName::Xivo => F::read::<XivoEntry>(entry)?.check(),
        KindName::Icws => F::read::<IcwsEntry>(entry)?.check(),
        KindName::Apio => F::read::<ApioEntry>(entry)?.check(),
    };
    system.map_err(F::of)
}

fn has_own_id(system: System, others: &[System]) -> Result<System, ConfigProblem> {
    match others.iter().position(|other| other.id == system.id) {
        None => Ok(system),
        Some(other) => Err(between_keys("id", Reason::DoubledId { found: system.id, other }, Expected::Id)),
    }
}

fn problem_of(text: &str, path: &str, error: &serde_json::Error) -> ConfigProblem {
    let position = position_of(text, error);
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    let refusal = match error.classify() {
        Category::Data => Refusal::from_message(message),
        _ => None,
    };
    let Some(Refusal { reason, expected, key }) = refusal else {
        return of_file(Reason::NotJson(syntax_error(text, position, message)), Some(position));
    };
    let path = if path == "." { "" } else { path };
    let key = match key {
        None => path.to_owned(),
        // The path may end with the key or with the object that it should be in.
        Some(key) if path.is_empty() || path == key => key,
        Some(key) => {
            [path.strip_suffix(&key).and_then(|path| path.strip_suffix('.')).unwrap_or(path), ".", &key]
                .concat()
        }
    };
    ConfigProblem { reason, key, position: Some(position), expected }
}

/// What serde_json says in English only.
fn syntax_error(text: &str, position: Position, message: &str) -> SyntaxError {
    let line = text.lines().nth(position.line.saturating_sub(1)).unwrap_or_default();
    let is_comment =
        line.chars().nth(position.column.saturating_sub(1)).is_some_and(|found| matches!(found, '/' | '#'));
    match message {
        _ if message.starts_with("EOF") => SyntaxError::CutShort,
        _ if is_comment => SyntaxError::Comment,
        "expected value" | "expected ident" => SyntaxError::NoValue,
        "key must be a string" => SyntaxError::NoKey,
        "expected `:`" => SyntaxError::NoColon,
        "expected `,` or `}`" | "expected `,` or `]`" => SyntaxError::NoComma,
        "trailing comma" => SyntaxError::TrailingComma,
        "trailing characters" => SyntaxError::MoreBehind,
        "invalid number" | "number out of range" => SyntaxError::BadNumber,
        _ if message.starts_with("control character") => SyntaxError::OpenText,
        _ if message.contains("escape") || message.contains("code point") => SyntaxError::BadEscape,
        _ => SyntaxError::Other,
    }
}

/// Where an error is. Serde_json counts the bytes of a line.
fn position_of(text: &str, error: &serde_json::Error) -> Position {
    let line = error.line().max(1);
    let written = text.split('\n').nth(line - 1).unwrap_or_default();
    let before = written.as_bytes().iter().take(error.column().saturating_sub(1));
    // A byte that begins no character is one of those that go on with one.
    let column = before.filter(|byte| !matches!(byte, 0x80..0xC0)).count() + 1;
    Position { line, column }
}

fn end_of(text: &str) -> Position {
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Position { line: text.split('\n').count(), column }
}

/// Where a part of a text begins in it.
fn begin_of(text: &str, part: &str) -> Position {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    end_of(text.get(..offset).unwrap_or_default())
}

/// The problem of a system, as one of the whole file.
fn within(problem: ConfigProblem, key: &str, begin: Position) -> ConfigProblem {
    let key = if problem.key.is_empty() { key.to_owned() } else { [key, ".", &problem.key].concat() };
    let position = match problem.position {
        // What is wrong between several keys is wrong with the system.
        None => begin,
        Some(Position { line: 1, column }) => {
            Position { line: begin.line, column: begin.column + column - 1 }
        }
        Some(Position { line, column }) => Position { line: begin.line + line - 1, column },
    };
    ConfigProblem { key, position: Some(position), ..problem }
}
