//! The dialog in which something is made at an authority.

use serde::Serialize;
use zerotier_api::authority::Holder;

use crate::{
    app::state::State,
    authorities::notice,
    interface::tokens::Issue,
    kernel::{
        ago,
        days::{self, end_fault},
        ids::AuthorityId,
        text,
        words::Words,
    },
    tokens::{
        issued::{holder, holders, next_name, token},
        issuing::waits,
        state::{IssueFault, IssueStage, Issuing},
    },
};

/// The dialog in which something is made at an authority. What is typed in it is the page's until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct IssuingView {
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub authority: AuthorityId,
    pub issue: Issue,
    pub stage: IssuingStage,
    /// It can be closed: nothing of it is on its way.
    pub closes: bool,
    pub title: String,
    /// What will happen, in a sentence or two.
    pub text: String,
    pub yes: String,
    /// What is proposed, or so now.
    pub name: String,
    pub description: String,
    /// What follows the left part of an account's address.
    pub address: String,
    /// An end has to be given.
    pub ends: bool,
    /// Tokens of which one is in use here: which, only a person can say. Empty if it is known.
    pub choices: Vec<ChoiceView>,
    /// The one in use here, if it is known.
    pub chosen: String,
    /// What is wrong, beside the fields.
    pub said: Option<String>,
    pub details: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum IssuingStage {
    Open,
    Asking,
    /// Its secret can be copied.
    Made,
    /// It was.
    Copied,
}

/// A token that may be the one in use here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ChoiceView {
    pub id: String,
    pub name: String,
    /// Whose it is, when it was last used.
    pub about: String,
}

pub(crate) fn issuing(state: &State, words: &Words) -> Option<IssuingView> {
    let Issuing { authority, issue, stage, tag } = state.tokens.issuing.as_ref()?;
    let say = |word: &str, name: &str| words.say(word, &[("name", name)]);
    let ends = state.authorities.dialect(authority).abilities().holders;
    let kept = state.authorities.kept.get(authority)?;
    let account = text::one_line(&kept.name);
    let (made, copied) = match stage {
        IssueStage::Made { name, copied } => (Some(name.clone()), *copied),
        _ => (None, false),
    };
    let fault = match stage {
        IssueStage::Refused(fault) => Some(fault),
        _ => None,
    };
    let mut view = IssuingView {
        authority: authority.clone(),
        issue: issue.clone(),
        stage: match stage {
            IssueStage::Open | IssueStage::Refused(_) => IssuingStage::Open,
            IssueStage::Asking | IssueStage::Keeping { .. } => IssuingStage::Asking,
            IssueStage::Made { .. } if copied => IssuingStage::Copied,
            IssueStage::Made { .. } => IssuingStage::Made,
        },
        closes: !stage.is_on_its_way() || waits(state),
        title: String::new(),
        text: String::new(),
        yes: words.say("issue-create", &[]),
        name: String::new(),
        description: String::new(),
        address: String::new(),
        ends: false,
        choices: Vec::new(),
        chosen: String::new(),
        said: fault.map(|fault| said(fault, words)),
        details: match fault {
            Some(IssueFault::Authority(fault)) => fault.said().map(text::one_line),
            _ => None,
        },
    };
    match issue {
        Issue::Token { holder: whose } => {
            let holder_name = holder(state, authority, whose).map(holder_name).unwrap_or_default();
            let word = if ends { "issue-key-title" } else { "issue-token-title" };
            view.title = made.map_or_else(|| say(word, &holder_name), |name| say("issue-made-title", &name));
            view.text = words.say(if ends { "issue-key-text" } else { "issue-token-text" }, &[]);
            view.ends = ends;
        }
        Issue::Account { organisation } => {
            view.title = say("issue-account-title", &organisation_name(state, authority, organisation));
            view.text = words.say("issue-account-text", &[]);
            view.address = format!("@org-{}.ztsa", text::one_line(organisation));
        }
        Issue::EditAccount { account } => {
            let known = holder(state, authority, account)?;
            view.title = say("issue-edit-account-title", &holder_name(known));
            view.yes = words.say("issue-save", &[]);
            view.name = text::one_line(&known.name);
            view.description = text::one_line(&known.description);
        }
        Issue::Rotation => {
            view.title = say("issue-rotation-title", &account);
            view.text = words.say("issue-rotation-text", &[]);
            view.yes = words.say("issue-rotate", &[]);
            view.ends = ends;
            let known = token(state, authority, &kept.issued_as);
            view.chosen = known.map(|(_, token)| token.id.clone()).unwrap_or_default();
            if known.is_none() {
                view.choices = choices(state, authority, words);
            }
            let day = days::day_of(state.moment.now.unix_ms);
            // Without one it is not said yet whose place it takes.
            let old = known.map(|(_, token)| token.clone()).unwrap_or_default();
            view.name = next_name(&old, &day, tag);
        }
    }
    Some(view)
}

/// What was used last comes first: the one in use here was used just now.
fn choices(state: &State, id: &AuthorityId, words: &Words) -> Vec<ChoiceView> {
    let many = holders(state, id).len() > 1;
    let mut tokens: Vec<_> =
        holders(state, id).iter().flat_map(|holder| holder.tokens.iter().map(move |token| (holder, token))).collect();
    tokens.sort_by_key(|(_, token)| std::cmp::Reverse(token.used));
    tokens
        .into_iter()
        .map(|(holder, token)| {
            let used = token.used.map(|at| {
                let when = ago::ago(at, state.moment.now.unix_ms, words);
                words.say("issued-used", &[("when", &when)])
            });
            let about = [many.then(|| holder_name(holder)), used];
            let name = text::one_line(&token.name);
            ChoiceView {
                id: token.id.clone(),
                name: if name.is_empty() { text::one_line(&token.id) } else { name },
                about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            }
        })
        .collect()
}

fn holder_name(holder: &Holder) -> String {
    let name = text::one_line(&holder.name);
    if name.is_empty() { text::one_line(&holder.id) } else { name }
}

fn organisation_name(state: &State, id: &AuthorityId, organisation: &str) -> String {
    let known = holders(state, id).iter().map(|holder| &holder.organisation);
    let account = state.authorities.lines.get(id).and_then(|authority| authority.account.as_ref());
    let all = known.chain(account.into_iter().flat_map(|account| &account.organisations));
    let name = all.filter(|known| known.id == organisation).map(|known| text::one_line(&known.name)).next();
    name.unwrap_or_default()
}

fn said(fault: &IssueFault, words: &Words) -> String {
    let word = match fault {
        IssueFault::NoName => "issue-no-name",
        IssueFault::NameTaken => "issue-name-taken",
        IssueFault::BadEnd(fault) => end_fault(*fault),
        IssueFault::BadId => "issue-bad-id",
        IssueFault::IdTaken => "issue-id-taken",
        IssueFault::NotChosen => "issue-not-chosen",
        IssueFault::NoKeychain => "issue-no-keychain",
        IssueFault::Authority(fault) => return words.say(&format!("why-{}", notice::word(fault)), &[]),
    };
    words.say(word, &[])
}
