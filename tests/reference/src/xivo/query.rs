//! `?search= &limit= &offset= &skip= &order= &direction= &view=` of 2016 and 2019.

use super::answers;
use super::store::{Store, User};
use crate::http::Answer;

/// The names and values of a query, decoded.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// Percent-decoded, with + for a space; what is not UTF-8 is replaced.
pub fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|h| std::str::from_utf8(h).ok());
        match (bytes[at], hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[derive(Debug)]
pub struct Page {
    pub items: Vec<User>,
    /// Before paging.
    pub total: usize,
    pub view: Option<String>,
}

/// The page that the query asks for.
///
/// # Errors
/// The refusal of a parameter.
pub fn page(store: &Store, query: &str, views: &[&str]) -> Result<Page, Answer> {
    let pairs = pairs(query);
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let limit = number(value("limit"), "limit", 1)?;
    let offset = number(value("offset"), "offset", 0)?.or(number(value("skip"), "skip", 0)?).unwrap_or(0);
    let descending = match value("direction") {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(_) => return Err(input("direction: must be 'asc' or 'desc'")),
    };
    let order = value("order").unwrap_or("lastname");
    if !COLUMNS.contains(&order) {
        return Err(input(&format!("order: column '{order}' was not found")));
    }
    let view = value("view").filter(|v| *v != "default");
    if let Some(view) = view.filter(|v| !views.contains(v)) {
        return Err(input(&format!("view '{view}' does not exist")));
    }
    let searched = value("search").or(value("q")).map(str::to_lowercase);
    let filters: Vec<&(String, String)> =
        pairs.iter().filter(|(n, _)| COLUMNS.contains(&n.as_str())).collect();
    let sorted = store.ordered(order, descending, || in_order(store, order, descending));
    let limit = limit.unwrap_or(usize::MAX);
    let view = view.map(str::to_owned);
    if searched.is_none() && filters.is_empty() {
        // Only those on the page need be made.
        let items = sorted.iter().skip(offset).take(limit).filter_map(|id| store.get(*id)).collect();
        return Ok(Page { items, total: sorted.len(), view });
    }
    let found: Vec<User> = sorted
        .iter()
        .filter_map(|id| store.get(*id))
        .filter(|user| searched.as_deref().is_none_or(|text| matches(user, text)))
        .filter(|user| {
            filters.iter().all(|(n, v)| column(user, n).as_deref().map(str::trim_start) == Some(v))
        })
        .collect();
    let total = found.len();
    Ok(Page { items: found.into_iter().skip(offset).take(limit).collect(), total, view })
}

/// Nulls come last, as PostgreSQL sorts them; first when descending.
fn in_order(store: &Store, order: &str, descending: bool) -> Vec<u32> {
    let mut keys: Vec<(bool, Option<String>, String, u32)> = store
        .all()
        .map(|user| {
            let value = column(&user, order);
            (value.is_none(), value, user.firstname, user.id)
        })
        .collect();
    keys.sort_unstable();
    if descending {
        keys.reverse();
    }
    keys.into_iter().map(|(_, _, _, id)| id).collect()
}

fn input(what: &str) -> Answer {
    answers::error(400, format!("Input Error - {what}"))
}

fn number(value: Option<&str>, name: &str, least: usize) -> Result<Option<usize>, Answer> {
    let Some(text) = value else { return Ok(None) };
    match text.parse::<usize>() {
        Ok(n) if n >= least => Ok(Some(n)),
        _ => Err(input(&format!("field '{name}': wrong type. Should be a positive number"))),
    }
}

const COLUMNS: [&str; 19] = [
    "id",
    "uuid",
    "firstname",
    "lastname",
    "fullname",
    "email",
    "caller_id",
    "username",
    "description",
    "userfield",
    "mobile_phone_number",
    "music_on_hold",
    "outgoing_caller_id",
    "preprocess_subroutine",
    "language",
    "timezone",
    "voicemail_number",
    "exten",
    "provisioning_code",
];

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn column(user: &User, name: &str) -> Option<String> {
    match name {
        // Numbers sort as numbers.
        "id" => Some(format!("{:>10}", user.id)),
        "uuid" => Some(user.uuid()),
        "firstname" => Some(user.firstname.clone()),
        "lastname" => filled(&user.lastname),
        // A name with a null in it is null.
        "fullname" => filled(&user.lastname).map(|last| format!("{} {last}", user.firstname)),
        "email" => user.email.clone(),
        "caller_id" => user.caller_id.clone(),
        "username" => filled(&user.username),
        "description" => filled(&user.description),
        "userfield" => filled(&user.userfield),
        "mobile_phone_number" => filled(&user.mobile_phone_number),
        "music_on_hold" => filled(&user.music_on_hold),
        "outgoing_caller_id" => filled(&user.outgoing_caller_id),
        "preprocess_subroutine" => user.preprocess_subroutine.clone(),
        "language" => user.language.clone(),
        "timezone" => user.timezone.clone(),
        "voicemail_number" => user.voicemail.as_ref().map(|v| v.number.clone()),
        "exten" => user.line.as_ref().map(|l| l.number.clone()),
        "provisioning_code" => user.line.as_ref().map(|l| l.provisioning_code.clone()),
        _ => None,
    }
}

/// What `search` looks into; not the first name alone.
const SEARCHED: [&str; 9] = [
    "fullname",
    "caller_id",
    "description",
    "userfield",
    "email",
    "mobile_phone_number",
    "voicemail_number",
    "exten",
    "provisioning_code",
];

fn matches(user: &User, lowered: &str) -> bool {
    let pattern: Vec<char> = format!("%{lowered}%").chars().collect();
    let wild = lowered.contains(['%', '_']);
    SEARCHED.iter().filter_map(|name| column(user, name)).any(|text| {
        let text = text.to_lowercase();
        if wild { like(&text.chars().collect::<Vec<_>>(), &pattern) } else { text.contains(lowered) }
    })
}

/// SQL's LIKE: % stands for anything, _ for one character.
fn like(text: &[char], pattern: &[char]) -> bool {
    let (mut t, mut p) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('%') => {
                back = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '_' || *c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match &mut back {
                Some((at, from)) => {
                    *from += 1;
                    p = *at + 1;
                    t = *from;
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|c| *c == '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_is_sql_s() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        for (text, pattern, expected) in [
            ("abc", "%b%", true),
            ("abc", "a_c", true),
            ("abc", "%", true),
            ("", "%%", true),
            ("abc", "%d%", false),
            ("aab", "%ab", true),
        ] {
            assert_eq!(like(&chars(text), &chars(pattern)), expected, "{text} {pattern}");
        }
    }

    #[test]
    fn queries_are_decoded() {
        assert_eq!(
            pairs("search=%25&a=b+c&x"),
            [("search", "%"), ("a", "b c"), ("x", "")].map(|(a, b)| (a.into(), b.into()))
        );
        assert_eq!(decoded("%zz%c3%a9%"), "%zzé%");
    }

    #[test]
    fn nulls_last_then_first() {
        let store = Store::new(16, false);
        let last = |query: &str| {
            let page = page(&store, query, &[]).unwrap();
            page.items.iter().map(|u| u.lastname.clone()).collect::<Vec<_>>()
        };
        assert_eq!(last("order=lastname").last().unwrap(), "");
        assert_eq!(last("order=lastname&direction=desc").first().unwrap(), "");
        assert_eq!(last("search=boris").len(), 1);
        assert_eq!(last("limit=3&offset=15").len(), 1);
    }
}
