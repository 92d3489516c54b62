//! `?search= &limit= &offset= &skip= &order= &direction= &view=` of 2016 and 2019.

use std::collections::HashSet;

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

/// What is wanted of a list.
#[derive(Debug)]
pub struct Wanted {
    pub limit: Option<usize>,
    pub offset: usize,
    pub order: String,
    pub descending: bool,
    pub view: Option<String>,
    pub search: Option<String>,
    /// A search takes no notice of accents.
    pub unaccented: bool,
    /// Columns, and the values of which one must stand there.
    pub filters: Vec<(String, Vec<String>)>,
    /// Only people of these tenants.
    pub tenants: Option<Vec<usize>>,
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
    let (order, descending) = order(&pairs)?;
    let wanted = Wanted {
        limit,
        offset,
        order,
        descending,
        view: view(&pairs, views)?,
        search: value("search").or(value("q")).map(str::to_owned),
        unaccented: false,
        filters: filters(&pairs, |value| vec![value.to_owned()]),
        tenants: None,
    };
    Ok(select(store, &wanted))
}

/// The column to sort by, and whether downwards.
///
/// # Errors
/// 400 for a direction that is none, or for a column that is not there.
pub fn order(pairs: &[(String, String)]) -> Result<(String, bool), Answer> {
    let value = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let descending = match value("direction") {
        None | Some("asc") => false,
        Some("desc") => true,
        Some(_) => return Err(input("direction: must be 'asc' or 'desc'")),
    };
    let order = value("order").unwrap_or("lastname");
    if !COLUMNS.contains(&order) {
        return Err(input(&format!("order: column '{order}' was not found")));
    }
    Ok((order.to_owned(), descending))
}

/// None for the default view.
///
/// # Errors
/// 400 for a view that is not there.
pub fn view(pairs: &[(String, String)], views: &[&str]) -> Result<Option<String>, Answer> {
    let view = pairs.iter().find(|(n, v)| n == "view" && v != "default").map(|(_, v)| v.clone());
    match view {
        Some(view) if !views.contains(&view.as_str()) => Err(input(&format!("view '{view}' does not exist"))),
        view => Ok(view),
    }
}

/// Every parameter that is the name of a column.
pub fn filters(
    pairs: &[(String, String)],
    values: impl Fn(&str) -> Vec<String>,
) -> Vec<(String, Vec<String>)> {
    let columns = pairs.iter().filter(|(n, _)| COLUMNS.contains(&n.as_str()));
    columns.map(|(name, value)| (name.clone(), values(value))).collect()
}

/// The people that are wanted. These servers sort by one column alone: how
/// those stand who are equal in it depends on `limit` and `offset`, so that two
/// pages may hold one person twice and another not at all ([`Store::mix_equals`]).
pub fn select(store: &Store, wanted: &Wanted) -> Page {
    let of_tenants = |user: &User| wanted.tenants.as_ref().is_none_or(|list| list.contains(&user.tenant));
    let name = format!("{} {:?}", wanted.order, wanted.tenants);
    let sorted = store
        .ordered(&name, wanted.descending, || in_order(store, &wanted.order, wanted.descending, of_tenants));
    // The rows that are counted and cut into pages are of extensions, and each page has a user once.
    let sorted: Vec<Ranked> = if store.counts_extensions {
        sorted.iter().flat_map(|ranked| vec![*ranked; if ranked.0 % 10 == 0 { 2 } else { 1 }]).collect()
    } else {
        sorted.to_vec()
    };
    let among = |ranked: &[Ranked]| {
        let limit = wanted.limit.unwrap_or(ranked.len());
        let how = store.mix_equals.then_some((wanted.offset as u32, limit as u32, store.salt));
        let mut ids = cut(ranked, wanted.offset, limit, how);
        if store.counts_extensions {
            let mut before = HashSet::new();
            ids.retain(|id| before.insert(*id));
        }
        ids.into_iter().filter_map(|id| store.get(id)).collect()
    };
    let view = wanted.view.clone();
    if wanted.search.is_none() && wanted.filters.is_empty() {
        return Page { items: among(&sorted), total: sorted.len(), view };
    }
    let fold =
        |text: &str| if wanted.unaccented { unaccent(&text.to_lowercase()) } else { text.to_lowercase() };
    let searched = wanted.search.as_deref().map(fold);
    let is_found = |user: &User| {
        searched.as_deref().is_none_or(|text| matches(user, text, fold))
            && wanted.filters.iter().all(|(name, values)| {
                let value = column(user, name);
                // The id was made wide so that it sorts as a number.
                let value =
                    if name == "id" { value.as_deref().map(str::trim_start) } else { value.as_deref() };
                values.iter().any(|wanted| value == Some(wanted))
            })
    };
    let found: Vec<Ranked> =
        sorted.iter().filter(|(id, _)| store.get(*id).is_some_and(|user| is_found(&user))).copied().collect();
    Page { items: among(&found), total: found.len(), view }
}

/// An id with its rank: whoever is equal in the column has the same.
pub type Ranked = (u32, u32);

/// So many ids from there on. Equals are mixed by `how`, if at all, but only as
/// many as the page touches need be looked at.
fn cut(ranked: &[Ranked], offset: usize, limit: usize, how: Option<(u32, u32, u32)>) -> Vec<u32> {
    let end = offset.saturating_add(limit).min(ranked.len());
    let Some((_, first)) = ranked.get(offset) else { return Vec::new() };
    let Some((_, last)) = ranked.get(end.saturating_sub(1)) else { return Vec::new() };
    let from = ranked.partition_point(|(_, rank)| rank < first);
    let to = ranked.partition_point(|(_, rank)| rank <= last);
    let mut touched = ranked.get(from..to).unwrap_or_default().to_vec();
    if let Some(how) = how {
        touched.sort_by_key(|(id, rank)| (*rank, mixed(*id, how), *id));
    }
    touched.iter().skip(offset - from).take(end - offset).map(|(id, _)| *id).collect()
}

/// A number that tells nothing of those that it was made of.
fn mixed(id: u32, how: (u32, u32, u32)) -> u32 {
    [how.0, how.1, how.2].into_iter().fold(id.wrapping_mul(0x9e37_79b1), |all, part| {
        let all = (all ^ part).wrapping_mul(0x85eb_ca6b);
        all ^ (all >> 13)
    })
}

/// Nulls come last, as PostgreSQL sorts them; first when descending.
fn in_order(store: &Store, order: &str, descending: bool, is_wanted: impl Fn(&User) -> bool) -> Vec<Ranked> {
    let mut keys: Vec<((bool, Option<String>), String, u32)> = store
        .all()
        .filter(is_wanted)
        .map(|user| {
            let value = column(&user, order);
            ((value.is_none(), value), user.firstname, user.id)
        })
        .collect();
    keys.sort_unstable();
    if descending {
        keys.reverse();
    }
    let mut rank = 0;
    let mut before = None;
    let ranked = keys.iter().map(|(key, _, id)| {
        rank += u32::from(before.is_some_and(|before| before != key));
        before = Some(key);
        (*id, rank)
    });
    ranked.collect()
}

/// What PostgreSQL's `unaccent` makes of the letters of our people.
pub fn unaccent(lowered: &str) -> String {
    const PLAIN: [(char, &str); 16] = [
        ('a', "àáâãäåāăąạả"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęěễếềệ"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('l', "ĺľŀł"),
        ('n', "ñńňŋ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşš"),
        ('t', "ţťŧ"),
        ('u', "ùúûüũūŭůűų"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    let mut out = String::with_capacity(lowered.len());
    for c in lowered.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            // What lower case leaves of a dotted capital I.
            '\u{307}' => {}
            c => {
                let plain = PLAIN.iter().find(|(_, accented)| accented.contains(c));
                out.push(plain.map_or(c, |(plain, _)| *plain));
            }
        }
    }
    out
}

pub fn input(what: &str) -> Answer {
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

fn matches(user: &User, folded: &str, fold: impl Fn(&str) -> String) -> bool {
    let pattern: Vec<char> = format!("%{folded}%").chars().collect();
    let wild = folded.contains(['%', '_']);
    SEARCHED.iter().filter_map(|name| column(user, name)).any(|text| {
        let text = fold(&text);
        if wild { like(&text.chars().collect::<Vec<_>>(), &pattern) } else { text.contains(folded) }
    })
}

/// `text LIKE '%part%'`, both in lower case.
pub fn holds(text: &str, part: &str) -> bool {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    like(&chars(text), &chars(&format!("%{part}%")))
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
    fn accents_fall_away() {
        assert_eq!(
            unaccent("élodie façade łucja søren İ weiß".to_lowercase().as_str()),
            "elodie facade lucja soren i weiss"
        );
    }

    #[test]
    fn equals_stand_in_another_order_in_each_page() {
        let mut store = Store::new(400, false);
        let pages = |store: &Store, query: &str| -> Vec<u32> {
            let of = |offset| page(store, &format!("{query}&limit=50&offset={offset}"), &[]).unwrap().items;
            (0..400).step_by(50).flat_map(of).map(|user| user.id).collect()
        };
        let distinct = |ids: &[u32]| ids.iter().collect::<std::collections::BTreeSet<_>>().len();
        store.mix_equals = false;
        assert_eq!(distinct(&pages(&store, "order=lastname")), 400);
        store.mix_equals = true;
        let by_name = pages(&store, "order=lastname");
        assert_eq!(by_name.len(), 400);
        assert!(distinct(&by_name) < 400, "nobody was missed");
        // The same page is the same as long as nobody is changed; sorted it is all the same.
        assert_eq!(by_name, pages(&store, "order=lastname"));
        let names: Vec<Option<String>> =
            by_name.iter().map(|id| filled(&store.get(*id).unwrap().lastname)).collect();
        assert!(names.is_sorted_by_key(|name| (name.is_none(), name.clone())));
        assert_eq!(distinct(&pages(&store, "order=id")), 400);
        // In one piece nobody is missed.
        let whole = page(&store, "", &[]).unwrap().items;
        assert_eq!(distinct(&whole.iter().map(|user| user.id).collect::<Vec<_>>()), 400);
        store.salt = 1;
        let other = page(&store, "", &[]).unwrap().items;
        assert_ne!(whole, other);
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
