//! The floors of a crate: what lies on one takes only from floors below.

use super::takes::Takes;

pub struct Floor {
    name: &'static str,
    /// Modules from the crate's root, each with its file and everything below it.
    places: &'static [&'static str],
    /// Floors below that it does not know all the same.
    unseen: &'static [&'static str],
}

/// A story of the house: floors side by side, which do not know each other.
type Story = &'static [Floor];

pub struct House {
    folder: &'static str,
    /// Lowest first.
    stories: &'static [Story],
}

/// The crates that have floors.
const HOUSES: [House; 1] = [House {
    folder: "crates/simulator/src",
    stories: &[
        &[floor("nouns", &["access", "controller", "names", "pace", "pool", "scenario", "wire"])],
        &[floor("machine", &["canned", "machine", "traffic"])],
        &[floor("central", &["central"])],
        &[floor("world", &["knobs", "world"])],
        &[floor("service", &["scenes", "server", "service"])],
        &[floor("doors", &["connection", "door"])],
        &[floor("process", &["process"])],
        &[floor("hand", &["hand"])],
        &[floor("simulator", &["simulator"])],
    ],
}];

const fn floor(name: &'static str, places: &'static [&'static str]) -> Floor {
    Floor { name, places, unseen: &[] }
}

/// Every arrow that does not lead down, and every file that lies nowhere.
pub fn climbs(folder: &str, takes: &Takes) -> Vec<String> {
    HOUSES.iter().filter(|house| house.folder == folder).flat_map(|house| house.climbs(takes)).collect()
}

impl House {
    fn climbs(&self, takes: &Takes) -> Vec<String> {
        let mut broken = Vec::new();
        for ((from, to), take) in takes {
            let (Some((high, upper)), Some((low, lower))) = (self.floor(from), self.floor(to)) else {
                continue;
            };
            let (above, below) = (upper.name, lower.name);
            let said = match high.cmp(&low) {
                _ if above == below => continue,
                std::cmp::Ordering::Less => "climbs",
                std::cmp::Ordering::Greater if !upper.unseen.contains(&below) => continue,
                _ => "reaches across",
            };
            broken.push(format!("{from}:{} {said} from {above} to {below}: takes {} from {to}", take.line, take.name));
        }
        let files = takes.keys().flat_map(|(from, to)| [from, to]).collect::<std::collections::BTreeSet<_>>();
        let homeless = files.into_iter().filter(|file| self.floor(file).is_none() && !self.is_root(file));
        broken.extend(homeless.map(|file| format!("{file}: lies on no floor of crates/xtask/src/guards/floors.rs")));
        broken
    }

    fn is_root(&self, file: &str) -> bool {
        self.within(file).is_some_and(|own| own == "lib.rs" || own == "main.rs")
    }

    fn within<'a>(&self, file: &'a str) -> Option<&'a str> {
        file.strip_prefix(self.folder)?.strip_prefix('/')
    }

    /// How high a file lies, and where: the longest place counts.
    fn floor(&self, file: &str) -> Option<(usize, &Floor)> {
        let own = self.within(file)?;
        let floors = self.stories.iter().enumerate().flat_map(|(at, story)| story.iter().map(move |floor| (at, floor)));
        let lying = floors.filter_map(|(at, floor)| Some((floor.reach(own)?, at, floor)));
        lying.max_by_key(|(reach, ..)| *reach).map(|(_, at, floor)| (at, floor))
    }
}

impl Floor {
    fn reach(&self, own: &str) -> Option<usize> {
        let lies = |place: &&&str| own.strip_prefix(**place).is_some_and(|rest| rest.starts_with('/') || rest == ".rs");
        self.places.iter().filter(lies).map(|place| place.len()).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guards::takes::Take;

    const HOUSE: House = House {
        folder: "crates/x/src",
        stories: &[
            &[floor("kernel", &["kernel"])],
            &[floor("networks", &["networks"]), floor("authorities", &["authorities"])],
            &[Floor { name: "tokens", places: &["tokens", "networks/keys"], unseen: &["networks"] }],
        ],
    };

    fn climbs(from: &str, to: &str) -> Vec<String> {
        let path = |own: &str| format!("crates/x/src/{own}.rs");
        let take = Take { line: 3, name: "Name".into() };
        HOUSE.climbs(&Takes::from([((path(from), path(to)), take)]))
    }

    #[test]
    fn an_arrow_leads_down() {
        assert_eq!(
            climbs("kernel/days", "networks"),
            ["crates/x/src/kernel/days.rs:3 climbs from kernel to networks: takes Name from crates/x/src/networks.rs"]
        );
        for (from, to) in [("networks", "kernel/days"), ("kernel", "kernel/days"), ("tokens/due", "authorities/door")] {
            assert!(climbs(from, to).is_empty(), "{from} {to}");
        }
    }

    #[test]
    fn neighbours_do_not_know_each_other_nor_what_one_should_not_see() {
        for (from, to, said) in [
            ("networks/join", "authorities", "reaches across from networks to authorities"),
            ("tokens", "networks/join", "reaches across from tokens to networks"),
            ("networks/keys", "networks/join", "reaches across from tokens to networks"),
        ] {
            assert!(climbs(from, to)[0].contains(said), "{from} {to}");
        }
    }

    #[test]
    fn a_file_lies_on_a_floor() {
        assert_eq!(
            climbs("kernels", "kernel"),
            ["crates/x/src/kernels.rs: lies on no floor of crates/xtask/src/guards/floors.rs"]
        );
        assert!(climbs("lib", "kernel").is_empty());
    }
}
