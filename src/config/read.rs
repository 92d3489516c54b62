//! Reading `config.json`: every problem is found, not only the first.

use super::json::{self, Json, Member, Node};
use super::{Config, ConfigProblem, Icws, System, SystemKind, Theme, Xivo, XivoApi, XivoSignIn};
use crate::domain::Language;
use crate::domain::config_problem::{ConfigTrouble, Expected, JsonType};
use crate::domain::percent;

const TOP: &[&str] = &["systems", "language", "theme"];
const XIVO: &[&str] = &["id", "name", "kind", "base", "api", "sign_in", "token_base"];
const ICWS: &[&str] = &["id", "name", "kind", "base", "hosts"];
const LANGUAGES: &[&str] = &["en", "fr"];
const THEMES: &[&str] = &["system", "light", "dark"];
const KINDS: &[&str] = &["xivo", "icws", "apio"];
const APIS: &[&str] = &["1.0", "1.1", "auto"];
const SIGN_INS: &[&str] = &["none", "token"];

/// First segments of addresses that are not systems.
const RESERVED: [&str; 2] = ["check", "pin"];

/// The most characters of a wrong value that are repeated.
const SHOWN: usize = 60;

/// Reads the file.
///
/// # Errors
/// All that is wrong with it, in the order of the file.
pub fn parse(bytes: &[u8]) -> Result<Config, Vec<ConfigProblem>> {
    let whole =
        |trouble, place| Err(vec![ConfigProblem { trouble, key: String::new(), place, expected: None }]);
    // Some editors begin a file with a mark.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).and_then(|valid| str::from_utf8(valid).ok());
            let end = valid.map(|valid| json::place(valid, valid.len()));
            return whole(ConfigTrouble::NotUtf8, end);
        }
    };
    if text.trim_start().starts_with('<') {
        return whole(ConfigTrouble::WebPage, None);
    }
    match json::parse(text) {
        Err(broken) => whole(ConfigTrouble::NotJson(broken.syntax), Some(json::place(text, broken.at))),
        Ok(node) => {
            let mut reader = Reader { text, problems: Vec::new() };
            let config = reader.config(&node);
            match config {
                Some(config) if reader.problems.is_empty() => Ok(config),
                _ => {
                    let mut problems: Vec<ConfigProblem> = Vec::new();
                    for problem in reader.problems {
                        let at = problems.partition_point(|other| other.place <= problem.place);
                        problems.insert(at, problem);
                    }
                    Err(problems)
                }
            }
        }
    }
}

/// What is wrong where there is no file.
pub fn missing() -> Vec<ConfigProblem> {
    vec![ConfigProblem { trouble: ConfigTrouble::NoFile, key: String::new(), place: None, expected: None }]
}

/// An object, with the path of keys to it.
pub(super) struct Object<'n> {
    at: usize,
    path: String,
    members: &'n [Member],
}

impl<'n> Object<'n> {
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        self.members.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    pub(super) fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { [&self.path, ".", key].concat() }
    }
}

/// Reads values and gathers what is wrong. A function that gives `None` or a
/// default for something that is there has reported why.
pub(super) struct Reader<'t> {
    text: &'t str,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn report(&mut self, at: usize, key: String, trouble: ConfigTrouble, expected: Expected) {
        let place = Some(json::place(self.text, at));
        self.problems.push(ConfigProblem { trouble, key, place, expected: Some(expected) });
    }

    fn wrong_type(&mut self, node: &Node, key: String, expected: Expected) {
        self.report(node.at, key, ConfigTrouble::WrongType { found: node.json.json_type() }, expected);
    }

    pub(super) fn object<'n>(&mut self, node: &'n Node, path: String) -> Option<Object<'n>> {
        match &node.json {
            Json::Object(members) => Some(Object { at: node.at, path, members }),
            _ => {
                self.wrong_type(node, path, Expected::Type(JsonType::Object));
                None
            }
        }
    }

    /// Reports keys that are not among these, and those that are there twice.
    pub(super) fn keys(&mut self, object: &Object, known: &'static [&'static str]) {
        for (number, member) in object.members.iter().enumerate() {
            let trouble = if !known.contains(&member.key.as_str()) {
                ConfigTrouble::UnknownKey
            } else if object.members.iter().take(number).any(|other| other.key == member.key) {
                ConfigTrouble::DoubledKey
            } else {
                continue;
            };
            self.report(member.at, object.path_to(&shortened(&member.key)), trouble, Expected::Keys(known));
        }
    }

    pub(super) fn missing(&mut self, object: &Object, key: &str, expected: Expected) {
        self.report(object.at, object.path_to(key), ConfigTrouble::MissingKey, expected);
    }

    /// A text that is there, with its place.
    pub(super) fn text<'n>(
        &mut self,
        object: &Object<'n>,
        key: &str,
        expected: Expected,
    ) -> Option<(usize, &'n str)> {
        let node = object.get(key)?;
        match &node.json {
            Json::Text(text) => Some((node.at, text)),
            _ => {
                self.wrong_type(node, object.path_to(key), expected);
                None
            }
        }
    }

    /// A text that must be there.
    pub(super) fn needed<'n>(
        &mut self,
        object: &Object<'n>,
        key: &str,
        expected: Expected,
    ) -> Option<(usize, &'n str)> {
        if object.get(key).is_none() {
            self.missing(object, key, expected);
        }
        self.text(object, key, expected)
    }

    pub(super) fn wrong_value(&mut self, at: usize, key: String, found: &str, expected: Expected) {
        self.report(at, key, ConfigTrouble::WrongValue { found: shortened(found) }, expected);
    }

    /// One of some words, as its number in the list.
    pub(super) fn choice(
        &mut self,
        object: &Object,
        key: &str,
        words: &'static [&'static str],
    ) -> Option<usize> {
        let expected = Expected::OneOf(words);
        let (at, text) = self.text(object, key, expected)?;
        let number = words.iter().position(|word| *word == text);
        if number.is_none() {
            self.wrong_value(at, object.path_to(key), text, expected);
        }
        number
    }

    pub(super) fn switch(&mut self, object: &Object, key: &str, default: bool) -> bool {
        match object.get(key) {
            None => default,
            Some(Node { json: Json::Switch(on), .. }) => *on,
            Some(node) => {
                self.wrong_type(node, object.path_to(key), Expected::Type(JsonType::Switch));
                default
            }
        }
    }

    pub(super) fn number(&mut self, object: &Object, key: &str, default: u32, max: u32) -> u32 {
        self.number_between(object, key, 0, max).unwrap_or(default)
    }

    /// A whole number, both ends included; `None` if it is not there.
    pub(super) fn number_between(&mut self, object: &Object, key: &str, min: u32, max: u32) -> Option<u32> {
        let expected = Expected::Number { min, max };
        match object.get(key)? {
            Node { at, json: Json::Number(number, written) } => {
                if (f64::from(min)..=f64::from(max)).contains(number) && number.fract() == 0.0 {
                    return Some(*number as u32);
                }
                self.wrong_value(*at, object.path_to(key), written, expected);
            }
            node => self.wrong_type(node, object.path_to(key), expected),
        }
        None
    }

    fn config(&mut self, node: &Node) -> Option<Config> {
        let top = self.object(node, String::new())?;
        self.keys(&top, TOP);
        let theme = match self.choice(&top, "theme", THEMES) {
            Some(1) => Theme::Light,
            Some(2) => Theme::Dark,
            _ => Theme::System,
        };
        let language = self.language(&top);
        let systems = match top.get("systems") {
            Some(Node { json: Json::List(items), .. }) => self.systems(items),
            Some(node) => {
                self.wrong_type(node, "systems".into(), Expected::Type(JsonType::List));
                Vec::new()
            }
            None => {
                self.missing(&top, "systems", Expected::Type(JsonType::List));
                Vec::new()
            }
        };
        Some(Config { systems, language, theme })
    }

    fn language(&mut self, top: &Object) -> Option<Language> {
        let expected = Expected::OneOf(LANGUAGES);
        let (at, tag) = self.text(top, "language", expected)?;
        let language = Language::from_tag(tag);
        if language.is_none() {
            self.wrong_value(at, "language".into(), tag, expected);
        }
        language
    }

    fn systems(&mut self, items: &[Node]) -> Vec<System> {
        let mut ids = Vec::new();
        let mut systems = Vec::new();
        for (number, node) in items.iter().enumerate() {
            let path = ["systems[", &number.to_string(), "]"].concat();
            if let Some(object) = self.object(node, path) {
                systems.extend(self.system(&object, &mut ids));
            }
        }
        systems
    }

    /// `ids` are those of the systems before, with their lines.
    fn system<'n>(&mut self, object: &Object<'n>, ids: &mut Vec<(&'n str, u32)>) -> Option<System> {
        let id = self.id(object, ids);
        let name = self.name(object);
        let base = self.path(object, "base");
        if object.get("kind").is_none() {
            self.missing(object, "kind", Expected::OneOf(KINDS));
        }
        let kind = match self.choice(object, "kind", KINDS) {
            Some(0) => {
                self.keys(object, XIVO);
                self.xivo(object).map(SystemKind::Xivo)
            }
            Some(1) => {
                self.keys(object, ICWS);
                Some(SystemKind::Icws(Icws { hosts: self.hosts(object) }))
            }
            Some(_) => Some(SystemKind::Apio(self.apio(object))),
            // Which other keys may be there depends on the kind.
            None => None,
        };
        let id = id?.to_owned();
        Some(System { name: name.unwrap_or(&id).to_owned(), base: base?, kind: kind?, id })
    }

    fn id<'n>(&mut self, object: &Object<'n>, ids: &mut Vec<(&'n str, u32)>) -> Option<&'n str> {
        let (at, id) = self.needed(object, "id", Expected::Id)?;
        let found = shortened(id);
        let line = json::place(self.text, at).line;
        let trouble = if id.trim().is_empty() {
            ConfigTrouble::WrongValue { found }
        } else if matches!(id, "." | "..") {
            ConfigTrouble::NotInAddress { found }
        } else if RESERVED.contains(&id) {
            ConfigTrouble::ReservedId { found }
        } else if let Some((_, line)) = ids.iter().find(|(other, _)| *other == id) {
            ConfigTrouble::DoubledId { found, line: *line }
        } else {
            ids.push((id, line));
            return Some(id);
        };
        self.report(at, object.path_to("id"), trouble, Expected::Id);
        None
    }

    fn name<'n>(&mut self, object: &Object<'n>) -> Option<&'n str> {
        let (at, name) = self.text(object, "name", Expected::SomeText)?;
        if name.trim().is_empty() {
            self.wrong_value(at, object.path_to("name"), name, Expected::SomeText);
            return None;
        }
        Some(name)
    }

    /// A path on this server, without the slash at its end.
    fn path(&mut self, object: &Object, key: &str) -> Option<String> {
        let (at, path) = self.needed(object, key, Expected::Path)?;
        let found = || shortened(path);
        // A backslash is a slash to a browser, and two slashes begin another server's address.
        let trouble = if !path.starts_with('/') || path.starts_with("//") || path.contains('\\') {
            ConfigTrouble::NotSameOrigin { found: found() }
        } else if !is_plain_path(path) {
            ConfigTrouble::WrongValue { found: found() }
        } else {
            return Some(path.strip_suffix('/').unwrap_or(path).to_owned());
        };
        self.report(at, object.path_to(key), trouble, Expected::Path);
        None
    }

    fn xivo(&mut self, object: &Object) -> Option<Xivo> {
        let api = match self.choice(object, "api", APIS) {
            Some(0) => XivoApi::V1_0,
            Some(1) => XivoApi::V1_1,
            _ => XivoApi::Auto,
        };
        let sign_in = match self.choice(object, "sign_in", SIGN_INS) {
            Some(1) => XivoSignIn::Token { base: self.path(object, "token_base")? },
            _ => {
                // A token service that nobody asks would leave people outside without a word.
                if object.get("token_base").is_some() && object.get("sign_in").is_none() {
                    self.missing(object, "sign_in", Expected::OneOf(SIGN_INS));
                }
                XivoSignIn::None
            }
        };
        Some(Xivo { api, sign_in })
    }

    fn hosts(&mut self, object: &Object) -> Vec<String> {
        let items = match object.get("hosts") {
            None => return Vec::new(),
            Some(Node { json: Json::List(items), .. }) => items,
            Some(node) => {
                self.wrong_type(node, object.path_to("hosts"), Expected::Type(JsonType::List));
                return Vec::new();
            }
        };
        let mut hosts = Vec::new();
        for (number, node) in items.iter().enumerate() {
            let key = [&object.path_to("hosts"), "[", &number.to_string(), "]"].concat();
            match &node.json {
                Json::Text(host) if is_host(host) => hosts.push(host.clone()),
                Json::Text(host) => self.wrong_value(node.at, key, host, Expected::Host),
                _ => self.wrong_type(node, key, Expected::Host),
            }
        }
        hosts
    }
}

/// Is it a path and nothing else, which a browser leaves as it is?
fn is_plain_path(path: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte);
    let inner = path.strip_suffix('/').unwrap_or(path);
    let mut segments = inner.split('/').skip(1);
    path.bytes().all(legal)
        && segments.all(|segment| {
            // Encoded dots are dots, too.
            !segment.is_empty()
                && percent::decode(segment).is_some_and(|plain| !matches!(plain.as_str(), "." | ".."))
        })
}

/// A name or address as it may stand in one segment of a path: no scheme, no port, no path.
fn is_host(host: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    !host.is_empty()
        && host.len() <= 253
        && host.bytes().all(legal)
        && !host.starts_with('.')
        && !host.ends_with('.')
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}
