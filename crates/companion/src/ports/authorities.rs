//! What is asked of authorities and what they tell.

use zerotier_api::{
    NetworkId, NodeAddress,
    authority::{
        self, Access, Account, Group, Issued, IssuedToken, Member, MemberChange, MemberField, NetworkChange,
        NetworkField, NetworkSummary, NewToken, Written,
    },
};

use super::tokens::Purpose;

/// Something that is read from an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Read {
    Networks,
    Settings(NetworkId),
    Members(NetworkId),
    Tokens,
}

/// Asked of an authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Whose token is it, and does it fit?
    Account,
    Networks,
    Settings {
        network: NetworkId,
    },
    Members {
        network: NetworkId,
    },
    /// Let in, withdraw, turn away.
    SetAccess {
        network: NetworkId,
        member: NodeAddress,
        access: Access,
    },
    /// Where one call does it for many.
    SetAccessOfAll {
        network: NetworkId,
        members: Vec<NodeAddress>,
        access: Access,
    },
    ChangeMember {
        network: NetworkId,
        member: NodeAddress,
        change: MemberChange,
    },
    AddMember {
        network: NetworkId,
        member: NodeAddress,
        name: String,
    },
    RemoveMember {
        network: NetworkId,
        member: NodeAddress,
    },
    ChangeNetwork {
        network: NetworkId,
        change: Box<NetworkChange>,
    },
    CreateNetwork {
        name: String,
        group: Option<String>,
        /// Given out as soon as it is there.
        range: Option<String>,
    },
    DeleteNetwork {
        network: NetworkId,
    },
    /// Which tokens are out?
    Tokens,
    MakeToken {
        holder: String,
        name: String,
        /// Milliseconds since 1970, where tokens end.
        ends: Option<i64>,
        purpose: Purpose,
    },
    RevokeToken {
        holder: String,
        token: String,
        name: String,
        /// It is a step of a rotation.
        rotation: bool,
    },
    RenameToken {
        token: String,
        name: String,
    },
    MakeAccount {
        organisation: String,
        id: String,
        name: String,
        description: String,
    },
    EditAccount {
        account: String,
        name: String,
        description: String,
    },
    DeleteAccount {
        account: String,
        name: String,
    },
}

/// What an authority told.
#[derive(Debug)]
pub enum Told {
    Networks {
        networks: Vec<NetworkSummary>,
        groups: Vec<Group>,
    },
    Settings(Box<authority::Network>),
    Members(Vec<Member>),
    Member(Box<Written<Member, MemberField>>),
    Changed(Box<Written<authority::Network, NetworkField>>),
    Created(Box<authority::Network>),
    /// Whose token it is: it fits.
    Account(Account),
    /// The tokens that are out.
    Tokens(Issued),
    /// A token was made: its secret is seen this once.
    MadeToken(Box<NewToken>),
    Token(IssuedToken),
    /// It is done; there is nothing to tell.
    Done,
}
