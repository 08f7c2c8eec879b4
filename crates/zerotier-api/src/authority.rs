//! Whoever admits members to networks: an account at legacy Central, an organisation at New Central, or a controller.
//! Three dialects, one set of nouns, one method per deed. What a dialect can't do, its [`Abilities`] say.

mod account;
mod address;
mod client;
mod issued;
mod member;
mod network;
mod written;

#[cfg(test)]
mod tests;

pub use account::{Account, Group, Organisation};
pub use client::Authority;
pub use issued::{Closed, Closure, Holder, Issued, IssuedToken, NewToken};
pub use member::{Access, Member, MemberChange, MemberField};
pub use network::{Counts, Dns, Network, NetworkChange, NetworkField, NetworkSummary, Pool, Route, V6Modes};
pub use written::Written;

/// How an authority is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// `https://api.zerotier.com/api/v1`, one user's token.
    Legacy,
    /// `https://central.zerotier.com/api/v2`, one service account's key.
    New,
    /// The controller inside a `zerotier-one`.
    Controller,
}

/// What a dialect knows beyond what all three do. A person is not shown what is not so here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Networks have a description.
    pub describes_networks: bool,
    /// Members have a description.
    pub describes_members: bool,
    /// Members can be hidden.
    pub hides: bool,
    /// Members can be turned away for good.
    pub rejects: bool,
    /// Members can be spared the sign-in.
    pub exempts_from_sign_in: bool,
    /// Networks lie in groups, and a new one needs one.
    pub groups: bool,
    /// Rules are kept as their source text.
    pub rules_source: bool,
    /// Tokens are listed, made and revoked.
    pub issues_tokens: bool,
    /// Tokens have an end and can be renamed, and accounts for programs hold them.
    pub holders: bool,
}

impl Dialect {
    /// What this dialect can do.
    pub const fn abilities(self) -> Abilities {
        let none = Abilities {
            describes_networks: false,
            describes_members: false,
            hides: false,
            rejects: false,
            exempts_from_sign_in: false,
            groups: false,
            rules_source: false,
            issues_tokens: false,
            holders: false,
        };
        match self {
            Self::Legacy => Abilities {
                describes_networks: true,
                describes_members: true,
                hides: true,
                exempts_from_sign_in: true,
                rules_source: true,
                issues_tokens: true,
                ..none
            },
            Self::New => Abilities {
                describes_networks: true,
                describes_members: true,
                rejects: true,
                groups: true,
                rules_source: true,
                issues_tokens: true,
                holders: true,
                ..none
            },
            Self::Controller => none,
        }
    }
}
