//! Everything a person can ask for. Window, tray, palette, links and remedy buttons all send these same values, and
//! nothing else changes the state on a person's behalf.

use serde::{Deserialize, Serialize};
use zerotier_api::{NetworkId, NodeAddress};

use super::{
    administer::{MemberDeed, MemberEdit},
    form::NetworkForm,
    networks::Permission,
    place::Place,
    preference::Preference,
    tokens::{Issue, TokenDeed},
};
use crate::kernel::ids::{AuthorityId, CredentialId};

/// A wish. Carries no secret: a view may hold actions, and views go to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Action {
    /// The window shows this place now.
    Go {
        place: Place,
    },
    /// Open the window there.
    Show {
        place: Place,
    },
    /// Open the window with the join field, filled with what the clipboard holds if that names a network.
    AskJoin,
    /// Open the palette, or change what is typed in it; none closes it.
    Find {
        text: Option<String>,
    },
    /// The text of the join field, as it stands: the view says what it understood.
    Understand {
        text: String,
    },
    /// Join a network that is new here.
    Join {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Join a remembered network again, with the permissions it had.
    Connect {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Leave a network and keep it here.
    Disconnect {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Leave a network if joined and drop what is kept of it. Can be undone for some seconds.
    Forget {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Forget a network whose id was mistyped, and put the id back into the join field.
    Correct {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Forget those of these networks that are off. Can be undone as a whole for some seconds.
    ForgetOff {
        #[cfg_attr(feature = "typescript", ts(type = "string[]"))]
        networks: Vec<NetworkId>,
    },
    /// Take the last [`Action::Forget`] or [`Action::ForgetOff`] back.
    UndoForget,
    /// Take the last deed back, whatever it was.
    Undo,
    /// Give or take one permission.
    Configure {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        permission: Permission,
        on: bool,
    },
    /// Give a network a name of one's own; an empty one goes back to the network's.
    Rename {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        name: String,
    },
    /// Leave this network when the app quits.
    LeaveOnQuit {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        on: bool,
    },
    /// Keep what is joined now, with its permissions, as a profile.
    SaveProfile {
        name: String,
    },
    /// Connect and disconnect until everything is as the profile says.
    SwitchProfile {
        name: String,
    },
    RemoveProfile {
        name: String,
    },
    /// Put a text that is shown on the clipboard.
    Copy {
        text: String,
    },
    /// Open the page where a person signs in to this network; the address is read fresh, and opened only on this host.
    SignIn {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        /// Where the person was told it leads; empty if that is not known yet.
        host: String,
    },
    /// Open the page where a kind of token is made; only pages this app knows are opened.
    OpenVendor {
        address: String,
    },
    /// Open the page ZeroTier is downloaded from.
    GetZeroTier,
    /// Ask the system once for the right to read the service's key.
    AllowAccess,
    /// Drop the kept key.
    ForgetAccess,
    /// It is the service that answers, though that can't be seen: talk to it.
    TrustListener,
    /// Look for the service in another folder; none is the usual place.
    UseServiceHome {
        folder: Option<String>,
    },
    /// Allow this very device on a network somebody administers here.
    AllowThisDevice {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Do this with these members.
    DoWith {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        #[cfg_attr(feature = "typescript", ts(type = "string[]"))]
        members: Vec<NodeAddress>,
        deed: MemberDeed,
    },
    /// Do this with the members that are marked.
    DoWithMarked {
        deed: MemberDeed,
    },
    /// Mark a member of the shown list or take the mark off.
    Mark {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        member: NodeAddress,
        on: bool,
    },
    /// Mark everything from the last marked member to this one.
    MarkTo {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        member: NodeAddress,
    },
    /// Mark every member of the shown list, or none.
    MarkAll {
        on: bool,
    },
    /// Somebody is at the rows of the shown list, with a pointer or a key, or no longer: meanwhile they keep their place.
    HoldRows {
        on: bool,
    },
    /// Change one thing about a member.
    ChangeMember {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        member: NodeAddress,
        edit: MemberEdit,
    },
    /// The text of the field for one more address of the shown member: the view says what is wrong with it.
    UnderstandAddress {
        text: String,
    },
    /// The text of the field for a member's own address: the view says what it understood.
    UnderstandMember {
        text: String,
    },
    /// Allow a device before it asks.
    AddMember {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        member: NodeAddress,
        name: String,
    },
    /// The settings of a network as they stand in the form.
    Draft {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        form: Box<NetworkForm>,
    },
    /// Put an easy range into the form.
    TakeRange {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        /// `address/bits`, as the view offered it.
        target: String,
    },
    /// Give addresses out of an easy range, at once.
    GiveRange {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        /// `address/bits`, as the view offered it.
        target: String,
    },
    /// Send what was changed in the form.
    SendDraft {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    DiscardDraft {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    CreateNetwork {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        name: String,
        /// Where the authority has groups of networks.
        group: Option<String>,
        /// The range its members get addresses from, `address/bits`; none gives out none.
        range: Option<String>,
    },
    DeleteNetwork {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Tell when a device waits there, or no longer.
    Watch {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        on: bool,
    },
    /// Read this authority now.
    ReadAuthority {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
    },
    RenameAuthority {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        name: String,
    },
    /// Forget an account and its token. Nothing changes at the authority.
    RemoveAuthority {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
    },
    /// Use this machine's own controller, though it has no network yet.
    UseOwnController,
    /// Ask for an account's token, or no longer.
    AskAccount {
        open: bool,
        /// The credential that gets a new one; none adds one.
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        renew: Option<CredentialId>,
    },
    /// Give a credential a name; an empty one is not taken.
    RenameCredential {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
        name: String,
    },
    /// Write a note on a credential.
    NoteCredential {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
        text: String,
    },
    /// Say when a credential ends, as `2026-12-31`; empty is never or not known.
    EndCredential {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
        day: String,
    },
    /// Ask once whether its secret still fits.
    VerifyCredential {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
    },
    /// Drop a credential and its secret here. Nothing changes at whoever made it.
    ForgetCredential {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
    },
    /// Put its secret on the clipboard for a minute.
    CopySecret {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
    },
    /// Put a call with a placeholder in the secret's place on the clipboard.
    CopyCurl {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        credential: CredentialId,
    },
    /// Do this with tokens at an authority.
    DoWithTokens {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        deed: TokenDeed,
    },
    /// Open the dialog in which this is made at an authority.
    AskIssue {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        issue: Issue,
    },
    /// Close that dialog. A secret that was made in it can't be copied any more.
    CloseIssue,
    /// Put the secret that was just made on the clipboard for a minute.
    CopyMade,
    /// Drop the secrets in the keychain that belong to nothing here.
    ForgetLeftOver,
    /// Stop the service, let it make a new token, and read that.
    RenewServiceToken,
    /// Write the token in use into the person's own copies that have another one.
    RepairCopies,
    /// Take a token that lies ready in the environment; the dialog for it opens.
    TakeFound {
        /// As the view names it.
        source: String,
    },
    /// Look at everything now.
    LookAgain,
    /// Try again to keep the settings.
    SaveAgain,
    StartService,
    RestartService,
    /// Show the simulator instead of this machine's service.
    LookAround,
    LeaveDemo,
    /// Let the system start the app at login, or no longer.
    StartAtLogin {
        on: bool,
    },
    /// Change a preference.
    Prefer {
        preference: Preference,
    },
    /// Put the notice with this key away.
    Dismiss {
        notice: String,
    },
    /// Put versions and states, without addresses or tokens, on the clipboard.
    CopyReport,
    OpenLogFolder,
    OpenWindow,
    CloseWindow,
    /// End the app. The service keeps running.
    Quit,
}

/// The action that opens the window on a network's inspector.
pub(crate) fn open(id: NetworkId) -> Action {
    Action::Show { place: Place::Networks { search: String::new(), selected: Some(id), from: 0 } }
}

/// The action that shows a network's inspector.
pub(crate) fn show(id: NetworkId) -> Action {
    Action::Go { place: Place::Networks { search: String::new(), selected: Some(id), from: 0 } }
}
