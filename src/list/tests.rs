//! The whole list against a naive one.

use proptest::prelude::*;

use super::fold::{fold, key};
use super::*;

#[derive(Clone, Debug)]
enum Step {
    Append(String, String),
    Replace(usize, String, String),
    Remove(usize),
    Rank,
    Type(String),
    Sort(Vec<(usize, Direction)>),
    Filter(u32),
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof!["[aéÉb ]{0,4}", "[01 .]{0,5}"]
}

fn step() -> impl Strategy<Value = Step> {
    let direction =
        any::<bool>().prop_map(|up| if up { Direction::Ascending } else { Direction::Descending });
    prop_oneof![
        4 => (cell(), cell()).prop_map(|(a, b)| Step::Append(a, b)),
        1 => (0usize..12, cell(), cell()).prop_map(|(at, a, b)| Step::Replace(at, a, b)),
        1 => (0usize..12).prop_map(Step::Remove),
        2 => Just(Step::Rank),
        4 => cell().prop_map(Step::Type),
        2 => prop::collection::vec((0usize..3, direction), 0..3).prop_map(Step::Sort),
        1 => (1u32..4).prop_map(Step::Filter),
    ]
}

/// The same by sorting and searching everything each time.
#[derive(Default)]
struct Naive {
    rows: Vec<(u32, [String; 2])>,
}

impl Naive {
    fn texts(&self, column: usize) -> Vec<&str> {
        self.rows.iter().map(|(_, texts)| texts[column].as_str()).collect()
    }

    fn found(&self, typed: &str) -> Vec<u32> {
        let matches = |texts: &[String; 2]| {
            let keys = texts.each_ref().map(|text| key(text));
            let digits = |word: &str| word.bytes().filter(u8::is_ascii_digit).count();
            let has = |text: &str| {
                text.split(' ')
                    .map(|word| if digits(word) > 0 { word.trim_matches('.') } else { word })
                    .all(|word| keys.iter().any(|key| key.contains(word)))
            };
            let folded = fold(typed);
            let apart: Vec<String> = folded.split(' ').map(key).filter(|word| !word.is_empty()).collect();
            let long = apart
                .iter()
                .all(|word| digits(word) >= 3 || word.contains(|c: char| !c.is_ascii_digit() && c != '.'));
            has(&key(typed)) || (long && has(&apart.join(" ")))
        };
        (0..).zip(&self.rows).filter(|(_, (_, texts))| matches(texts)).map(|(row, _)| row).collect()
    }
}

/// Ranks by the folded texts: the browser's collation is not at hand here.
pub(super) fn ranks_of(texts: &[&str]) -> Ranks {
    Ranks::of(texts, |different| {
        let mut sorted: Vec<String> = different.iter().map(|text| fold(text)).collect();
        sorted.sort();
        sorted.dedup();
        let rank = |text: &&str| sorted.binary_search(&fold(text)).unwrap() as u32;
        different.iter().map(rank).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn it_shows_what_a_naive_list_shows(steps in prop::collection::vec(step(), 1..40)) {
        let mut list = List::new(2);
        let mut naive = Naive::default();
        let (mut typed, mut sort, mut every, mut next) = (String::new(), Vec::new(), 1, 0u32);
        let mut ranks: [Ranks; 2] = Default::default();
        for step in steps {
            match step {
                Step::Append(a, b) => {
                    list.append(&next.to_string(), &[&a, &b]);
                    naive.rows.push((next, [a, b]));
                    next += 1;
                }
                Step::Replace(at, a, b) => {
                    list.replace(at as u32, &[&a, &b]);
                    if let Some(row) = naive.rows.get_mut(at) {
                        row.1 = [a, b];
                    }
                }
                Step::Remove(at) => {
                    list.remove(at as u32);
                    if at < naive.rows.len() {
                        naive.rows.remove(at);
                        ranks.iter_mut().for_each(|ranks| ranks.remove(at as u32));
                    }
                }
                Step::Rank => {
                    for (column, ranks) in ranks.iter_mut().enumerate() {
                        *ranks = ranks_of(&naive.texts(column));
                        list.set_ranks(column, ranks.clone());
                        prop_assert!(!list.lacks_ranks(column));
                    }
                }
                Step::Type(text) => typed = text,
                Step::Sort(by) => sort = by,
                Step::Filter(number) => every = number,
            }
            let keep = |row: u32| row.is_multiple_of(every);
            list.arrange(&typed, &sort, &keep);

            let found = naive.found(&typed);
            let keys: Vec<_> = sort.iter().filter(|(column, _)| *column < 2).map(|(column, direction)| (&ranks[*column], *direction)).collect();
            let mut expected = order(naive.rows.len() as u32, &keys);
            expected.retain(|row| found.contains(row) && keep(*row));
            prop_assert_eq!(list.visible(), &expected, "{:?} in {:?}", typed, naive.rows);
            prop_assert_eq!(list.len() as usize, naive.rows.len());
            for (place, row) in expected.iter().enumerate() {
                let id = naive.rows[*row as usize].0.to_string();
                prop_assert_eq!(list.id(*row), &id);
                prop_assert_eq!(list.place_of(&id), Some(place));
                prop_assert_eq!(list.row_of(&id), Some(*row));
                prop_assert_eq!(list.row_at(place as u32), Some(*row));
            }
        }
    }
}

#[test]
fn columns_do_not_run_into_each_other() {
    let mut list = List::new(0);
    list.append("1", &["ab", "cd"]);
    list.append("2", &["12", "34"]);
    for query in ["bc", "abcd", "23", "1234"] {
        list.arrange(query, &[], &|_| true);
        assert!(list.visible().is_empty(), "{query}");
    }
    list.arrange("ab cd", &[], &|_| true);
    assert_eq!(list.visible(), [0]);
    list.clear();
    list.arrange("", &[], &|_| true);
    assert!(list.is_empty() && list.visible().is_empty());
}

#[test]
fn rows_that_arrive_while_one_types_are_found() {
    let mut list = List::new(1);
    list.append("1", &["Anna"]);
    list.arrange("an", &[], &|_| true);
    list.append("2", &["Ann"]);
    list.append("3", &["Bo"]);
    list.arrange("ann", &[], &|_| true);
    assert_eq!(list.visible(), [0, 1]);
    list.append("4", &["Hannah"]);
    list.arrange("ann", &[], &|_| true);
    assert_eq!(list.visible(), [0, 1, 3]);
    list.arrange("a", &[], &|_| true);
    assert_eq!(list.visible(), [0, 1, 3]);
    list.arrange("", &[], &|row| row != 0);
    assert_eq!(list.visible(), [1, 2, 3]);
}

/// Run with `cargo test --release -- --ignored --nocapture speed`.
#[test]
#[ignore = "measures, and proves nothing"]
fn speed() {
    let first = ["Élodie", "Ada", "Grace", "Joan", "Hedy", "Katherine", "Annie", "Radia"];
    let last = ["Müller", "Lovelace", "Hopper", "Clarke", "Lamarr", "Johnson", "Easley", "Perlman"];
    let rows: Vec<[String; 6]> = (0..10_000usize)
        .map(|n| {
            let (first, last) = (first[n % 8], last[n / 8 % 8]);
            [
                format!("{first} {n}"),
                format!("{last} {}", n * 7919 % 10_000),
                format!("{}", 10_000 + n),
                format!("+32 2 555 {:02} {:02}", n / 100, n % 100),
                format!("{first}.{last}.{n}@example.test"),
                format!("Client {}", n % 5),
            ]
        })
        .collect();
    let time = |what: &str, work: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        work();
        println!("{what}: {:?}", start.elapsed());
    };
    let mut list = List::new(6);
    for _ in 0..5 {
        let mut list = List::new(6);
        time("append once", &mut || {
            for (n, row) in rows.iter().enumerate() {
                list.append(&n.to_string(), &row.each_ref().map(String::as_str));
            }
        });
    }
    time("append", &mut || {
        for (n, row) in rows.iter().enumerate() {
            list.append(&n.to_string(), &row.each_ref().map(String::as_str));
        }
    });
    let texts: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    time("rank", &mut || list.set_ranks(1, ranks_of(&texts)));
    let sort = [(1, Direction::Ascending)];
    for typed in
        ["", "e", "el", "elo", "elod", "elod m", "elod mu", "325550", "", "xyz", "4242", "lovelace ada 42"]
    {
        time(typed, &mut || list.arrange(typed, &sort, &|_| true));
        println!("  {}", list.visible().len());
    }
}

#[test]
fn the_best_matches_come_first() {
    let mut list = List::new(0);
    for (id, texts) in [
        ("a", ["Bo", "31007", "made up"]),
        ("b", ["Ada", "1007", ""]),
        ("c", ["Cy", "10070", "made up"]),
        ("d", ["Di Martin", "2", ""]),
        ("e", ["Mae", "3", "made up"]),
        ("f", ["Ma", "4", ""]),
    ] {
        list.append(id, &texts);
    }
    let ids = |query: &str, most: usize| {
        let (rows, all) = list.best_matches(query, most);
        (rows.into_iter().map(|row| list.id(row)).collect::<Vec<_>>(), all)
    };
    assert_eq!(ids("1007", 9), (vec!["b", "c", "a"], 3));
    assert_eq!(ids("1007", 2), (vec!["b", "c"], 3));
    // By name before what else is known of somebody.
    assert_eq!(ids("ma", 9), (vec!["f", "d", "e", "a", "c"], 5));
    assert_eq!(ids("", 9), (vec![], 0));
    assert_eq!(ids("nobody", 9), (vec![], 0));
}
