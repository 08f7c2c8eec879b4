//! A member as an administrator sees it, and what may be changed about it.

use crate::NodeAddress;

/// A node as an authority knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The node.
    pub node: NodeAddress,
    /// Given by an administrator; may be empty. Hostile text all the same.
    pub name: String,
    /// Empty where the dialect has none. Hostile text.
    pub description: String,
    /// Whether it is let in.
    pub access: Access,
    /// Not shown in the authority's own lists.
    pub hidden: bool,
    /// It may bridge other networks in.
    pub bridge: bool,
    /// It gets no address by itself.
    pub no_auto_assign: bool,
    /// It need not sign in; none where the dialect can't tell.
    pub sign_in_exempt: Option<bool>,
    /// Its addresses, without bits.
    pub addresses: Vec<String>,
    /// When it was last heard of, milliseconds since 1970; none if never or unknown.
    pub last_seen: Option<i64>,
    /// The address it was last seen at, in the internet.
    pub physical: Option<String>,
    /// The version of its service; none if unknown.
    pub version: Option<String>,
    /// The system it runs, where told.
    pub system: Option<String>,
    /// First known, milliseconds since 1970.
    pub created: Option<i64>,
    /// Last allowed, milliseconds since 1970.
    pub allowed_at: Option<i64>,
    /// Last withdrawn, milliseconds since 1970.
    pub withdrawn_at: Option<i64>,
}

/// Whether a member is let in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// It asks, and nobody has decided yet.
    #[default]
    Waiting,
    /// It is let in.
    Allowed,
    /// It was let in once and is not any more.
    Withdrawn,
    /// It was turned away for good.
    Rejected,
}

/// What to change about a member; what is none stays. Addresses are replaced whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// See [`Member::name`].
    pub name: Option<String>,
    /// See [`Member::description`].
    pub description: Option<String>,
    /// See [`Member::hidden`].
    pub hidden: Option<bool>,
    /// See [`Member::bridge`].
    pub bridge: Option<bool>,
    /// See [`Member::no_auto_assign`].
    pub no_auto_assign: Option<bool>,
    /// See [`Member::sign_in_exempt`].
    pub sign_in_exempt: Option<bool>,
    /// See [`Member::addresses`].
    pub addresses: Option<Vec<String>>,
}

/// A field of [`MemberChange`] (or the access itself), to name what was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberField {
    /// See [`Member::access`].
    Access,
    /// See [`Member::name`].
    Name,
    /// See [`Member::description`].
    Description,
    /// See [`Member::hidden`].
    Hidden,
    /// See [`Member::bridge`].
    Bridge,
    /// See [`Member::no_auto_assign`].
    NoAutoAssign,
    /// See [`Member::sign_in_exempt`].
    SignInExempt,
    /// See [`Member::addresses`].
    Addresses,
}

impl MemberChange {
    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is not as this change asks. The order of addresses is the authority's own.
    pub fn not_taken(&self, now: &Member) -> Vec<MemberField> {
        fn differs<T: PartialEq>(asked: Option<&T>, now: &T) -> bool {
            asked.is_some_and(|asked| asked != now)
        }
        let addresses = self.addresses.as_ref().is_some_and(|asked| {
            let (mut asked, mut now) = (asked.clone(), now.addresses.clone());
            asked.sort_unstable();
            now.sort_unstable();
            asked != now
        });
        [
            (differs(self.name.as_ref(), &now.name), MemberField::Name),
            (differs(self.description.as_ref(), &now.description), MemberField::Description),
            (differs(self.hidden.as_ref(), &now.hidden), MemberField::Hidden),
            (differs(self.bridge.as_ref(), &now.bridge), MemberField::Bridge),
            (differs(self.no_auto_assign.as_ref(), &now.no_auto_assign), MemberField::NoAutoAssign),
            (self.sign_in_exempt.is_some() && self.sign_in_exempt != now.sign_in_exempt, MemberField::SignInExempt),
            (addresses, MemberField::Addresses),
        ]
        .into_iter()
        .filter_map(|(differs, field)| differs.then_some(field))
        .collect()
    }
}
