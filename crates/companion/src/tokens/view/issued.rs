//! The tokens authorities have issued: by account, or by organisation with its service accounts.

use serde::Serialize;
use zerotier_api::authority::{Closed, Closure, Holder, IssuedToken};

use super::{
    rotation,
    row::{ends, ends_tone},
};
use crate::{
    app::state::State,
    authorities::notice,
    interface::{
        action::Action,
        glyph::Glyph,
        notice::Tone,
        offer::{Advice, Offer, Question},
        tokens::{Issue, TokenDeed},
    },
    kernel::{
        ago, days,
        ids::{AuthorityId, CredentialKind},
        text,
        words::Words,
    },
    ports::{authorities::Read, fault::AuthorityFault},
    tokens::{
        credential,
        issued::{self, users},
    },
};

/// The tokens of one account, or of one organisation's service accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct IssuedView {
    /// With whose token they were read.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub authority: AuthorityId,
    /// Tells it from the others: two organisations may have one name.
    pub id: String,
    pub title: String,
    /// Something about all of them, in a sentence.
    pub note: Option<String>,
    /// Why they can't be shown, in a sentence; then there are none.
    pub said: Option<String>,
    pub details: Option<String>,
    /// They are being read for the first time.
    pub asking: bool,
    pub offers: Vec<Offer>,
    pub holders: Vec<HolderView>,
}

/// Whoever has tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct HolderView {
    pub id: String,
    /// Empty where there is one holder only, whose name is in the title above.
    pub name: String,
    /// May be empty.
    pub address: String,
    /// What it is for; may be empty.
    pub description: String,
    /// Something is on its way for it.
    pub busy: bool,
    pub offers: Vec<Offer>,
    pub tokens: Vec<IssuedRow>,
}

/// A token in a line, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct IssuedRow {
    pub id: String,
    pub name: String,
    /// When it was made; may be empty.
    pub made: String,
    pub glyph: Glyph,
    /// Whether it is in use here, as far as is known; may be empty.
    pub kept: String,
    /// As "in 12 days"; empty if it has no end.
    pub ends: String,
    pub tone: Option<Tone>,
    pub used: String,
    pub advice: Vec<Advice>,
    /// Something is on its way for it.
    pub busy: bool,
    pub renamable: bool,
    pub deeds: Vec<Offer>,
}

/// What accounts of this kind have issued.
pub(crate) fn of_kind(state: &State, kind: CredentialKind, search: &str, words: &Words) -> Vec<IssuedView> {
    let listers = issued::listers(state).into_iter();
    let of_kind = listers.filter(|id| credential::facts(state, &id.clone().into()).is_some_and(|it| it.kind == kind));
    of_kind.flat_map(|id| List { state, words, id, search }.views()).collect()
}

/// How many that are listed end soon and belong to other programs: what is in use here is counted as a credential.
pub(crate) fn ending(state: &State) -> usize {
    let soon = |ends| ends_tone(ends, state.moment.now.unix_ms) == Some(Tone::Warn);
    let of_lister = |id: &AuthorityId| {
        let tokens = issued::holders(state, id).iter().flat_map(|holder| &holder.tokens);
        let listed = tokens.filter(|token| users(state, id, &token.id).is_empty() && soon(token.ends));
        // One of them is in use here, and nobody knows which.
        let unknown = issued::unknown(state, id).into_iter().map(|id| credential::facts(state, &id.clone().into()));
        let own = unknown.filter(|facts| facts.as_ref().is_some_and(|facts| soon(facts.ends)));
        listed.count().saturating_sub(own.count())
    };
    issued::listers(state).iter().map(of_lister).sum()
}

struct List<'a> {
    state: &'a State,
    words: &'a Words,
    id: AuthorityId,
    search: &'a str,
}

impl List<'_> {
    fn views(&self) -> Vec<IssuedView> {
        let Some(authority) = self.state.authorities.lines.get(&self.id) else { return Vec::new() };
        let Some(issued) = &authority.issued else { return self.unread().into_iter().collect() };
        let mut views: Vec<IssuedView> = Vec::new();
        for holder in &issued.holders {
            let about = &holder.organisation.id;
            let view = self.empty(about, self.title(holder), self.creating(about));
            let at = views.iter().position(|known| known.id == view.id).unwrap_or_else(|| {
                views.push(view);
                views.len() - 1
            });
            views[at].holders.extend(self.holder(holder));
        }
        // An organisation without an account can get one.
        let account = authority.account.iter().flat_map(|account| &account.organisations);
        for organisation in account.filter(|_| self.has_holders()) {
            let known = issued.holders.iter().map(|holder| &holder.organisation.id);
            let known = known.chain(issued.closed.iter().map(|closed| &closed.organisation.id));
            if !known.into_iter().any(|id| *id == organisation.id) && self.search.is_empty() {
                let title = self.words.say("issued-accounts", &[("name", &text::one_line(&organisation.name))]);
                views.push(self.empty(&organisation.id, title, self.creating(&organisation.id)));
            }
        }
        views.extend(issued.closed.iter().filter(|_| self.search.is_empty()).map(|closed| self.closed(closed)));
        views.retain(|view| self.search.is_empty() || !view.holders.is_empty());
        let first = views.iter_mut().find(|view| !view.holders.is_empty());
        if let Some(first) = first.filter(|_| self.is_own_unknown()) {
            first.note = Some(self.words.say("issued-own-unknown", &[]));
        }
        views
    }

    fn has_holders(&self) -> bool {
        issued_abilities(self.state, &self.id).holders
    }

    fn title(&self, holder: &Holder) -> String {
        if self.has_holders() {
            self.words.say("issued-accounts", &[("name", &text::one_line(&holder.organisation.name))])
        } else {
            self.words.say("issued-tokens", &[("name", &text::one_line(&holder.name))])
        }
    }

    fn creating(&self, organisation: &str) -> Vec<Offer> {
        if self.has_holders() {
            return vec![self.ask("issued-create-account", Issue::Account { organisation: organisation.to_owned() })];
        }
        let holders = issued::holders(self.state, &self.id).iter();
        holders.map(|holder| self.ask("issued-create-token", Issue::Token { holder: holder.id.clone() })).collect()
    }

    fn empty(&self, about: &str, title: String, offers: Vec<Offer>) -> IssuedView {
        IssuedView {
            authority: self.id.clone(),
            id: format!("{} {about}", self.id.as_str()),
            title,
            note: None,
            said: None,
            details: None,
            asking: false,
            offers,
            holders: Vec::new(),
        }
    }

    /// They were not read yet, or can't be.
    fn unread(&self) -> Option<IssuedView> {
        let authority = self.state.authorities.lines.get(&self.id)?;
        let fault = authority.fault.as_ref().or(authority.issued_fault.as_ref());
        // What is wrong with the token itself is said at the token.
        if fault.is_some_and(AuthorityFault::is_about_token) || !self.search.is_empty() {
            return None;
        }
        let kept = self.state.authorities.kept.get(&self.id)?;
        let name = text::one_line(&kept.name);
        let view = self.empty("", self.words.say("issued-tokens", &[("name", &name)]), Vec::new());
        let Some(fault) = fault else {
            let asking = authority.reading.contains_key(&Read::Tokens);
            return asking.then_some(IssuedView { asking, ..view });
        };
        let host = kept.base.as_ref().map(|base| base.host().to_owned()).unwrap_or_default();
        let parts = [("name", name.as_str()), ("host", host.as_str())];
        let said = self.words.say(&format!("authority-{}-title", notice::word(fault)), &parts);
        let again = Action::ReadAuthority { authority: self.id.clone() };
        Some(IssuedView {
            said: Some(said),
            details: fault.said().map(text::one_line),
            offers: vec![Offer::new("remedy-try-again", again, self.words)],
            ..view
        })
    }

    fn closed(&self, closed: &Closed) -> IssuedView {
        let name = text::one_line(&closed.organisation.name);
        let (word, details) = match &closed.why {
            Closure::NoApi => ("issued-no-api", None),
            Closure::Forbidden { said } => ("issued-forbidden", Some(text::one_line(said)).filter(|s| !s.is_empty())),
        };
        let title = self.words.say("issued-accounts", &[("name", &name)]);
        let said = Some(self.words.say(word, &[("name", &name)]));
        IssuedView { said, details, ..self.empty(&closed.organisation.id, title, Vec::new()) }
    }

    fn holder(&self, holder: &Holder) -> Option<HolderView> {
        let name = if self.has_holders() { named(&holder.name, &holder.id) } else { String::new() };
        let (address, description) = (text::one_line(&holder.address()), text::one_line(&holder.description));
        let hit = |text: &str| text.to_lowercase().contains(self.search);
        let whole = [&name, &address, &description, &text::one_line(&holder.organisation.name)]
            .into_iter()
            .any(|text| hit(text));
        let mut tokens: Vec<IssuedRow> =
            holder.tokens.iter().map(|token| self.row(holder, token)).filter(|row| whole || hit(&row.name)).collect();
        // One that was just made is where it will be when the list is read again.
        tokens.sort_by_cached_key(|row| (row.name.to_lowercase(), row.id.clone()));
        let shown = self.search.is_empty() || !tokens.is_empty() || (whole && !name.is_empty());
        let busy = self.is_settling(&holder.id);
        let offers = if self.has_holders() && !busy { self.with_account(holder) } else { Vec::new() };
        shown.then(|| HolderView { id: holder.id.clone(), name, address, description, busy, offers, tokens })
    }

    fn with_account(&self, holder: &Holder) -> Vec<Offer> {
        let own = holder.tokens.iter().any(|token| !users(self.state, &self.id, &token.id).is_empty());
        let about = match own {
            true => "delete-own-account",
            false if self.is_own_unknown() => "delete-account-unknown",
            false => "delete-account",
        };
        let question = Question::about(about, &named(&holder.name, &holder.id), self.words);
        let delete = TokenDeed::DeleteAccount { account: holder.id.clone() };
        vec![
            self.ask("issued-create-key", Issue::Token { holder: holder.id.clone() }),
            self.ask("issued-edit-account", Issue::EditAccount { account: holder.id.clone() }),
            self.do_with("issued-delete-account", delete).asking(question),
        ]
    }

    fn row(&self, holder: &Holder, token: &IssuedToken) -> IssuedRow {
        let now = self.state.moment.now.unix_ms;
        let users = users(self.state, &self.id, &token.id);
        let name = named(&token.name, &token.id);
        let busy = self.is_settling(&token.id);
        let tone = ends_tone(token.ends, now);
        let about = match users.is_empty() {
            false => "revoke-own",
            true if self.is_own_unknown() => "revoke-unknown",
            true => "revoke",
        };
        let revoke = TokenDeed::Revoke { holder: holder.id.clone(), token: token.id.clone() };
        let revoke = self.do_with("issued-revoke", revoke).asking(Question::about(about, &name, self.words));
        let advice = self.advice(holder, token, &revoke);
        let rotate = users.iter().find(|id| rotation::is_offered(self.state, id));
        let rotate = rotate.map(|id| rotation::offer(id, self.words));
        let unknown = if users.is_empty() { issued::unknown(self.state, &self.id) } else { Vec::new() };
        let is_own = unknown.into_iter().filter_map(|id| {
            let name = text::one_line(&self.state.authorities.kept.get(id)?.name);
            let action =
                Action::DoWithTokens { authority: id.clone(), deed: TokenDeed::IsOwn { token: token.id.clone() } };
            Some(Offer { label: self.words.say("issued-is-own", &[("name", &name)]), action, question: None })
        });
        let moment = |moment: Option<i64>| moment.map(|at| ago::ago(at, now, self.words)).unwrap_or_default();
        let here: Vec<String> = users
            .iter()
            .filter_map(|id| self.state.authorities.kept.get(id))
            .map(|kept| text::one_line(&kept.name))
            .collect();
        let kept = match (here.is_empty(), self.is_own_unknown()) {
            (false, _) => self.words.say("issued-in-use", &[("name", &here.join(", "))]),
            (true, false) => self.words.say("issued-not-here", &[]),
            (true, true) => String::new(),
        };
        let glyph = match tone {
            _ if busy => Glyph::Working,
            Some(Tone::Bad) => Glyph::Trouble,
            Some(_) => Glyph::Attention,
            None if here.is_empty() => Glyph::Off,
            None => Glyph::Connected,
        };
        IssuedRow {
            id: token.id.clone(),
            made: token
                .created
                .map(|at| self.words.say("issued-made", &[("when", &ago::day(at, self.words))]))
                .unwrap_or_default(),
            glyph,
            kept,
            ends: ends(token.ends, now, self.words),
            tone,
            used: moment(token.used),
            advice,
            busy,
            renamable: self.has_holders() && !busy,
            deeds: if busy { Vec::new() } else { is_own.chain(rotate).chain([revoke]).collect() },
            name,
        }
    }

    fn advice(&self, holder: &Holder, token: &IssuedToken, revoke: &Offer) -> Vec<Advice> {
        let now = self.state.moment.now.unix_ms;
        let days = token.ends.map(|ends| days::days_left(ends, now));
        let mut advice = Vec::new();
        let mut say = |word: &str, offer: Option<Offer>| advice.push(Advice::new(word, offer, self.words));
        match days {
            Some(days) if days < 0 => say("advice-ended-there", Some(revoke.clone())),
            Some(..=14) => {
                say(
                    "advice-ends-fixed",
                    Some(self.ask("issued-create-key", Issue::Token { holder: holder.id.clone() })),
                );
            }
            Some(366..) => say("advice-far", None),
            _ => {}
        }
        let since = token.used.or(token.created).unwrap_or_default();
        if days.is_none_or(|days| days >= 0) && since > 0 && now.saturating_sub(since) > 90 * days::DAY {
            say("advice-unused", Some(revoke.clone()));
        }
        advice
    }

    /// Somebody here has a token of this account, and nobody knows which it is.
    fn is_own_unknown(&self) -> bool {
        !issued::unknown(self.state, &self.id).is_empty()
    }

    fn is_settling(&self, what: &str) -> bool {
        self.state.authorities.lines.get(&self.id).is_some_and(|authority| authority.settling.contains(what))
    }

    fn ask(&self, label: &str, issue: Issue) -> Offer {
        Offer::new(label, Action::AskIssue { authority: self.id.clone(), issue }, self.words)
    }

    fn do_with(&self, label: &str, deed: TokenDeed) -> Offer {
        Offer::new(label, Action::DoWithTokens { authority: self.id.clone(), deed }, self.words)
    }
}

/// What was not given a name is called by its id.
fn named(name: &str, id: &str) -> String {
    let name = text::one_line(name);
    if name.is_empty() { text::one_line(id) } else { name }
}

fn issued_abilities(state: &State, id: &AuthorityId) -> zerotier_api::authority::Abilities {
    state.authorities.dialect(id).abilities()
}
