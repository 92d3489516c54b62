//! No two files of `src` import each other, straight or by way of others: each can be read
//! with what stands below it alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The files by the path of their module: `wire::xivo::user`, and "" for the crate itself.
type Modules = BTreeMap<String, String>;

fn read_modules(root: &Path, folder: &Path, modules: &mut Modules) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_modules(root, &path, modules);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).unwrap().with_extension("");
            let name = name.to_str().unwrap().replace('/', "::");
            let name = name.strip_suffix("::mod").or(name.strip_suffix("lib")).unwrap_or(&name).to_owned();
            modules.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// What a file imports outside its tests, as absolute paths: `a::{b, c::d}` is two of them.
fn imports(module: &str, source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let source = lines.collect::<Vec<_>>().join(" ");
    let mut found = Vec::new();
    for statement in source.split(';') {
        let Some((before, tree)) = statement.rsplit_once("use ") else { continue };
        if before.trim_end().ends_with(|last: char| last.is_alphanumeric())
            && !before.trim_end().ends_with("pub")
        {
            continue;
        }
        let mut paths = Vec::new();
        expand("", &tree.replace(' ', ""), &mut paths);
        found.extend(paths.iter().filter_map(|path| absolute(module, path)));
    }
    found
}

fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, branches)) = tree.split_once('{') else {
        return paths.push(format!("{prefix}{tree}"));
    };
    let branches = branches.strip_suffix('}').unwrap_or(branches);
    let (mut depth, mut from) = (0, 0);
    for (at, letter) in branches.char_indices().chain([(branches.len(), ',')]) {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if from < at {
                    expand(&format!("{prefix}{head}"), &branches[from..at], paths);
                }
                from = at + 1;
            }
            _ => {}
        }
    }
}

/// A path from the crate on; `None` for another crate's.
fn absolute(module: &str, path: &str) -> Option<String> {
    let join =
        |base: &str, rest: &str| if base.is_empty() { rest.to_owned() } else { format!("{base}::{rest}") };
    if let Some(rest) = path.strip_prefix("crate::") {
        return Some(rest.to_owned());
    }
    if let Some(rest) = path.strip_prefix("self::") {
        return Some(join(module, rest));
    }
    let (mut base, mut rest) = (module, path);
    while let Some(above) = rest.strip_prefix("super::") {
        base = base.rsplit_once("::").map_or("", |(base, _)| base);
        rest = above;
    }
    // A child of the module itself may be named without any prefix.
    Some(join(base, rest))
}

/// The longest module that a path leads through.
fn resolve<'a>(modules: &'a Modules, path: &str) -> Option<&'a str> {
    let mut path = path;
    loop {
        if let Some((name, _)) = modules.get_key_value(path) {
            return Some(name);
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// The groups of files that lead to each other.
fn circles(modules: &Modules) -> BTreeSet<Vec<&str>> {
    let mut imported: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, source) in modules {
        let targets = imports(module, source);
        let targets = targets.iter().filter_map(|path| resolve(modules, path));
        imported.insert(module, targets.filter(|target| target != module).collect());
    }
    let reach = |from: &str| {
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut left: Vec<&str> = imported[from].iter().copied().collect();
        while let Some(next) = left.pop() {
            if reached.insert(next) {
                left.extend(imported[next].iter().copied());
            }
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> = imported.keys().map(|name| (*name, reach(name))).collect();
    let in_circle = |name: &&str| reached[*name].contains(*name);
    reached
        .keys()
        .filter(|name| in_circle(name))
        .map(|name| reached[name].iter().copied().filter(|other| reached[other].contains(name)).collect())
        .collect()
}

#[test]
fn no_files_import_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = Modules::new();
    read_modules(&root, &root, &mut modules);
    assert!(modules.len() > 100);
    let found = circles(&modules);
    assert!(found.is_empty(), "these import each other: {found:#?}");
}

#[test]
fn circles_are_found() {
    let of = |files: &[(&str, &str)]| {
        let modules = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        circles(&modules).into_iter().map(|circle| circle.join(" ")).collect::<Vec<_>>()
    };
    let straight = [("a", "use crate::b::{C, d::E};"), ("b", "pub use super::a::X;\nfn f() {}")];
    assert_eq!(of(&straight), ["a b"]);
    let by_way = [
        ("a", "use crate::{b, x};"),
        ("b", "mod c; use std::fmt; use c::C;"),
        ("b::c", "use super::super::a::A;"),
    ];
    assert_eq!(of(&by_way), ["a b b::c"]);
    let of_tests =
        [("a", "use crate::b::C;"), ("b", "// use crate::a;\n#[cfg(test)] mod tests { use crate::a::A; }")];
    assert!(of(&of_tests).is_empty());
}
