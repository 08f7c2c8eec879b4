//! The members of one network: kept in the order of their names, each with the text it is found by, so that ten
//! thousand of them are filtered within a keystroke.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use zerotier_api::{
    NodeAddress,
    authority::{Access, Member},
};

use crate::{
    interface::administer::{MemberFilter, MemberSort},
    kernel::{moment::Now, text},
};

/// A member seen within this time is there, milliseconds.
pub const RECENTLY: i64 = 5 * 60 * 1000;

/// The members of a network, as last read.
#[derive(Debug, Clone)]
pub struct Members {
    /// In the order of their names.
    list: Vec<Listed>,
    /// When they were read.
    pub read_at: Now,
    /// None is still on its way.
    pub whole: bool,
}

#[derive(Debug, Clone)]
struct Listed {
    member: Member,
    /// Name, address, addresses, version, in lower case.
    found_by: String,
}

/// Members somebody has just done something with, as they stood before: their rows keep the place they had.
pub type Steady = BTreeMap<NodeAddress, Member>;

/// A member of the shown list.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub member: &'a Member,
    /// It stands among those who wait.
    pub among_waiting: bool,
}

/// Hidden, or turned away for good.
pub fn is_aside(member: &Member) -> bool {
    member.hidden || member.access == Access::Rejected
}

/// It asks to be let in, and nobody has put it aside.
pub fn waits(member: &Member) -> bool {
    MemberFilter::Waiting.takes(member, Now::default())
}

/// Seen, and not lately. Who was never seen may be there all the same: controllers don't tell.
pub fn is_away(member: &Member, now: Now) -> bool {
    member.last_seen.is_some() && !is_here(member, now)
}

/// Seen within the last minutes.
pub fn is_here(member: &Member, now: Now) -> bool {
    member.last_seen.is_some_and(|seen| now.unix_ms.saturating_sub(seen) < RECENTLY)
}

impl Members {
    pub fn new(members: Vec<Member>, read_at: Now) -> Self {
        let mut list: Vec<Listed> = members.into_iter().map(Listed::new).collect();
        list.sort_by_cached_key(|listed| sort_name(&listed.member));
        Self { list, read_at, whole: true }
    }

    /// These as well, while more are on their way; who is there already is as told now.
    #[must_use]
    pub fn and(self, some: Vec<Member>, read_at: Now) -> Self {
        let new: BTreeSet<NodeAddress> = some.iter().map(|member| member.node).collect();
        let before = self.list.into_iter().map(|listed| listed.member).filter(|member| !new.contains(&member.node));
        Self { whole: false, ..Self::new(before.chain(some).collect(), read_at) }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Member> {
        self.list.iter().map(|listed| &listed.member)
    }

    pub fn get(&self, node: NodeAddress) -> Option<&Member> {
        self.iter().find(|member| member.node == node)
    }

    /// Takes over what was answered of one member.
    pub fn put(&mut self, member: Member) {
        self.list.retain(|listed| listed.member.node != member.node);
        let name = sort_name(&member);
        let at = self.list.partition_point(|listed| sort_name(&listed.member) <= name);
        self.list.insert(at, Listed::new(member));
    }

    pub fn remove(&mut self, node: NodeAddress) {
        self.list.retain(|listed| listed.member.node != node);
    }

    /// How many each filter takes, in the order of [`MemberFilter::ALL`].
    pub fn counts(&self, now: Now) -> [usize; 5] {
        let mut counts = [0; 5];
        for member in self.iter() {
            for (count, filter) in counts.iter_mut().zip(MemberFilter::ALL) {
                *count += usize::from(filter.takes(member, now));
            }
        }
        counts
    }

    /// Those who wait, whatever is shown.
    pub fn waiting(&self) -> impl Iterator<Item = &Member> {
        self.iter().filter(|member| waits(member))
    }

    /// The members of a filter that hold a text, sorted.
    pub fn shown(
        &self,
        filter: MemberFilter,
        search: &str,
        sort: MemberSort,
        steady: &Steady,
        now: Now,
    ) -> Vec<Row<'_>> {
        let search = text::one_line(search).to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        // Each as it stands, beside how it counts here.
        let counted = self.list.iter().map(|listed| match steady.get(&listed.member.node) {
            Some(before) => (&listed.member, Cow::Owned(Listed::new(before.clone()))),
            None => (&listed.member, Cow::Borrowed(listed)),
        });
        let mut shown: Vec<(&Member, Cow<'_, Listed>)> = counted
            .filter(|(_, counted)| filter.takes(&counted.member, now))
            .filter(|(_, counted)| words.iter().all(|word| counted.found_by.contains(word)))
            .collect();
        let rank = |counted: &Listed| !waits(&counted.member);
        match sort {
            // They are in this order already.
            MemberSort::Name if steady.is_empty() => shown.sort_by_key(|(_, counted)| rank(counted)),
            MemberSort::Name => shown.sort_by_cached_key(|(_, counted)| (rank(counted), sort_name(&counted.member))),
            MemberSort::Address => shown.sort_by_key(|(member, counted)| (rank(counted), member.node)),
            MemberSort::LastSeen => {
                shown.sort_by_key(|(_, counted)| (rank(counted), Reverse(counted.member.last_seen)));
            }
            MemberSort::Version => shown.sort_by_cached_key(|(_, counted)| (rank(counted), version(&counted.member))),
        }
        shown.into_iter().map(|(member, counted)| Row { member, among_waiting: waits(&counted.member) }).collect()
    }
}

impl Listed {
    fn new(member: Member) -> Self {
        let name = text::one_line(&member.name);
        let version = member.version.as_deref().unwrap_or_default();
        let found_by =
            [name.as_str(), &member.node.to_string(), &member.addresses.join(" "), version, &member.description]
                .join(" ")
                .to_lowercase();
        Self { member, found_by }
    }
}

/// Nameless ones last, by their address.
fn sort_name(member: &Member) -> (bool, String, NodeAddress) {
    let name = text::one_line(&member.name).to_lowercase();
    (name.is_empty(), name, member.node)
}

/// The parts of a version as numbers, oldest first; the unknown ones last.
fn version(member: &Member) -> (bool, Vec<u32>) {
    let parts = member.version.as_deref().unwrap_or_default().split('.').map_while(|part| part.parse().ok());
    let parts: Vec<u32> = parts.collect();
    (parts.is_empty(), parts)
}

impl MemberFilter {
    pub(crate) fn takes(self, member: &Member, now: Now) -> bool {
        let aside = is_aside(member);
        match self {
            Self::All => !aside,
            Self::Waiting => !aside && member.access == Access::Waiting,
            Self::Allowed => !aside && member.access == Access::Allowed,
            Self::Away => !aside && member.access == Access::Allowed && is_away(member, now),
            Self::Hidden => aside,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn member(node: &str, name: &str, access: Access) -> Member {
        Member {
            node: node.parse().unwrap(),
            name: name.into(),
            description: String::new(),
            access,
            hidden: false,
            bridge: false,
            no_auto_assign: false,
            sign_in_exempt: None,
            addresses: Vec::new(),
            last_seen: None,
            physical: None,
            version: None,
            system: None,
            created: None,
            allowed_at: None,
            withdrawn_at: None,
        }
    }

    fn all<'a>(members: &'a Members, filter: MemberFilter, search: &str, sort: MemberSort) -> Vec<&'a Member> {
        let shown = members.shown(filter, search, sort, &Steady::new(), Now::default());
        shown.into_iter().map(|row| row.member).collect()
    }

    fn names(shown: &[&Member]) -> Vec<String> {
        shown.iter().map(|member| member.name.clone()).collect()
    }

    #[test]
    fn those_who_wait_come_first_and_the_nameless_last() {
        let members = Members::new(
            vec![
                member("00000000aa", "", Access::Allowed),
                member("00000000ab", "nas", Access::Allowed),
                member("00000000ac", "spare", Access::Waiting),
                member("00000000ad", "Box", Access::Withdrawn),
                Member { hidden: true, ..member("00000000ae", "gone", Access::Waiting) },
            ],
            Now::default(),
        );
        let shown = |filter, search| names(&all(&members, filter, search, MemberSort::Name));
        assert_eq!(shown(MemberFilter::All, ""), ["spare", "Box", "nas", ""]);
        assert_eq!(shown(MemberFilter::All, "AA 0"), [""]);
        assert_eq!(shown(MemberFilter::Hidden, ""), ["gone"]);
        assert_eq!(members.counts(Now::default()), [4, 1, 2, 0, 1]);
    }

    #[test]
    fn a_member_that_changed_its_name_moves() {
        let mut members = Members::new(
            vec![member("00000000aa", "b", Access::Allowed), member("00000000ab", "c", Access::Allowed)],
            Now::default(),
        );
        members.put(member("00000000ab", "a", Access::Allowed));
        assert_eq!(names(&members.iter().collect::<Vec<_>>()), ["a", "b"]);
    }

    #[test]
    fn whoever_was_just_done_with_stands_where_it_stood() {
        let before = member("00000000ab", "spare", Access::Waiting);
        let steady = Steady::from([(before.node, before.clone())]);
        let members = Members::new(
            vec![
                member("00000000aa", "box", Access::Allowed),
                Member { access: Access::Allowed, name: "attic".into(), ..before },
                member("00000000ac", "tablet", Access::Waiting),
            ],
            Now::default(),
        );
        for sort in [MemberSort::Name, MemberSort::Address, MemberSort::LastSeen, MemberSort::Version] {
            let shown = members.shown(MemberFilter::All, "", sort, &steady, Now::default());
            let names: Vec<_> = shown.iter().map(|row| (row.member.name.as_str(), row.among_waiting)).collect();
            assert_eq!(names, [("attic", true), ("tablet", true), ("box", false)], "{sort:?}");
        }
        let waiting = members.shown(MemberFilter::Waiting, "spare", MemberSort::Name, &steady, Now::default());
        assert_eq!(waiting.len(), 1, "the filter and the search take it as it was");
    }

    #[test]
    fn versions_are_numbers_not_words() {
        let with = |node, version: &str| Member { version: Some(version.into()), ..member(node, "", Access::Allowed) };
        let members = Members::new(
            vec![with("00000000aa", "1.14.2"), with("00000000ab", "1.8.4"), member("00000000ac", "", Access::Allowed)],
            Now::default(),
        );
        let shown = all(&members, MemberFilter::All, "", MemberSort::Version);
        let versions: Vec<_> = shown.iter().map(|member| member.version.as_deref()).collect();
        assert_eq!(versions, [Some("1.8.4"), Some("1.14.2"), None]);
    }
}
