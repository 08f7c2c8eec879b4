//! Files that take from each other in a circle: a ratchet, so that a circle may shrink and never grow.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::takes::{self, Takes};
use crate::repository::Source;

/// How many files the largest circle of a crate may have. What is not listed has none.
const PERMITTED: [(&str, usize); 3] =
    [("crates/companion/src", 14), ("crates/zerotier-api/src", 3), ("src-tauri/src", 13)];

/// Each broken rule with its place.
pub fn found(sources: &[Source]) -> Vec<String> {
    let crates = takes::crates(sources).into_iter();
    crates.flat_map(|folder| in_crate(&folder, permitted(&folder), sources)).collect()
}

fn permitted(folder: &str) -> usize {
    PERMITTED.iter().find(|(listed, _)| *listed == folder).map_or(0, |(_, files)| *files)
}

fn in_crate(folder: &str, permitted: usize, sources: &[Source]) -> Vec<String> {
    let takes = match takes::within(folder, sources) {
        Ok(takes) => takes,
        Err(unreadable) => return vec![unreadable],
    };
    let circle = largest(&takes);
    let files = circle.len();
    let mut broken = super::floors::climbs(folder, &takes);
    if files > permitted {
        let way = shortest(&circle, &takes);
        broken.push(format!("{folder}: {files} files take from each other in a circle, {permitted} may: {way}"));
    } else if files < permitted {
        let table = "crates/xtask/src/guards/circles.rs";
        broken.push(format!(
            "{folder}: the largest circle has {files} files now: write that in {table}, not {permitted}"
        ));
    }
    broken
}

type Arrows<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn arrows(takes: &Takes) -> Arrows<'_> {
    let mut arrows = Arrows::new();
    for (from, to) in takes.keys() {
        arrows.entry(from).or_default().insert(to);
    }
    arrows
}

/// The most files of which each leads to each.
fn largest(takes: &Takes) -> BTreeSet<&str> {
    let arrows = arrows(takes);
    let reached: Arrows = arrows.keys().map(|&file| (file, reached(file, &arrows))).collect();
    let leads = |from: &str, to: &str| reached.get(from).is_some_and(|files| files.contains(to));
    let circles = arrows.keys().map(|&file| {
        let others = reached[file].iter().copied();
        others.filter(|other| leads(other, file)).collect::<BTreeSet<_>>()
    });
    circles.max_by_key(BTreeSet::len).unwrap_or_default()
}

fn reached<'a>(from: &str, arrows: &Arrows<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(file) = next.pop() {
        for &other in arrows.get(file).into_iter().flatten() {
            if found.insert(other) {
                next.push(other);
            }
        }
    }
    found
}

/// The least that has to be looked at to see it: *who takes what from whom*, until the first is reached again.
fn shortest(circle: &BTreeSet<&str>, takes: &Takes) -> String {
    let arrows = arrows(takes);
    let ways = circle.iter().filter_map(|file| way_back(file, &arrows));
    let way = ways.min_by_key(Vec::len).unwrap_or_default();
    let steps = way.windows(2).map(|step| {
        let take = &takes[&(step[0].to_owned(), step[1].to_owned())];
        format!("{}:{} takes {} from {}", step[0], take.line, take.name, step[1])
    });
    steps.collect::<Vec<_>>().join(", ")
}

fn way_back<'a>(from: &'a str, arrows: &Arrows<'a>) -> Option<Vec<&'a str>> {
    let mut ways = VecDeque::from([vec![from]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for &next in way.last().and_then(|last| arrows.get(last)).into_iter().flatten() {
            let longer = [way.as_slice(), &[next]].concat();
            if next == from {
                return Some(longer);
            }
            if seen.insert(next) {
                ways.push_back(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
