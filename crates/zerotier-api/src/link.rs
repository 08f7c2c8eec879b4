//! The way to an authority: several calls at once but not many, writes paced, what broke on the way tried again, never
//! a redirect followed with the token in hand.

mod ask;
mod pace;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Client, Method, RequestBuilder, StatusCode, Url,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

pub(crate) use self::ask::Ask;
use self::pace::{Pace, wait};
use crate::{
    BaseUrl, Check, Error, Fault, NetworkId, NodeAddress,
    clock::Clock,
    guard::Guard,
    http::{Answer, Call, answer, is_json, looks_like_markup, quote, refusal, without_mark},
    mend::Mended,
};

/// Ten thousand members are about 15 MB.
const LARGEST_ANSWER: usize = 64 << 20;
/// More places than anybody reads.
const MOST_ODD: usize = 100;
/// The first pause before another attempt; it doubles, and any part of it may be taken. Tests don't wait.
const BACK_OFF: Duration = if cfg!(test) { Duration::ZERO } else { Duration::from_millis(400) };
/// Who is told to wait longer than this is better told so than kept waiting.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(10);
/// Shorter than what proxies in front of authorities keep: a call on a dead connection costs an attempt.
const IDLE: Duration = Duration::from_secs(30);

/// How an authority wants to be called.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Manner {
    /// Far away: connections are kept, writes are paced, four calls at once.
    Hosted,
    /// A `zerotier-one`: a kept connection costs it 43 ms a call, and its queue holds five, of which the client of the
    /// service takes two.
    Controller,
}

/// Which form of the token goes along.
mod form {
    /// The first; whether the other would do is not known.
    pub(super) const FIRST: u8 = 0;
    pub(super) const OTHER: u8 = 1;
    /// The first, as the other is refused as well.
    pub(super) const ONLY_FIRST: u8 = 2;
}

/// A client of one authority with one token.
#[derive(Debug)]
pub(crate) struct Link {
    client: Client,
    base: String,
    headers: HeaderMap,
    /// The same token in another form, for whoever refuses the first.
    other: Option<HeaderMap>,
    form: AtomicU8,
    guard: Guard,
    slots: Semaphore,
    pace: Pace,
    clock: Clock,
    /// The places of what could not be read.
    odd: Mutex<Vec<String>>,
}

impl Link {
    /// `headers` go along with each call; the token is among them.
    pub(crate) fn new(base: &BaseUrl, mut headers: HeaderMap, manner: Manner) -> Result<Self, Error> {
        let guard = Guard::default();
        let mut client = Client::builder()
            .connector_layer(guard.clone())
            .redirect(reqwest::redirect::Policy::none())
            .http1_only()
            .tcp_nodelay(true)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .user_agent(concat!("perigee/", env!("CARGO_PKG_VERSION")));
        if base.is_here() {
            client = client.no_proxy();
        }
        if !base.as_str().starts_with("https:") {
            // As with the service: certificates are not asked for, and need not be there.
            client = client.tls_certs_only([]);
        }
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let (in_flight, pace) = match manner {
            Manner::Hosted => (4, Pace::measured()),
            Manner::Controller => {
                client = client.pool_max_idle_per_host(0);
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
                (3, Pace::free())
            }
        };
        let client = client.build().map_err(|_| Call::error(&Method::GET, "", Fault::Unsendable))?;
        let base = base.as_str().to_owned();
        let (other, form) = (None, AtomicU8::new(form::FIRST));
        let slots = Semaphore::new(in_flight);
        Ok(Self {
            client,
            base,
            headers,
            other,
            form,
            guard,
            slots,
            pace,
            clock: Clock::default(),
            odd: Mutex::default(),
        })
    }

    /// A token that is refused is shown once more in this form, to the same address.
    pub(crate) fn or_else(self, name: HeaderName, value: HeaderValue) -> Self {
        let mut other = self.headers.clone();
        other.insert(name, value);
        Self { other: Some(other), ..self }
    }

    /// From now on the token goes along in its other form; false if it has none, or that was tried before.
    pub(crate) fn try_other(&self) -> bool {
        let tried = |now| (now == form::FIRST).then_some(form::OTHER);
        self.other.is_some() && self.form.fetch_update(Ordering::Relaxed, Ordering::Relaxed, tried).is_ok()
    }

    pub(crate) fn is_other(&self) -> bool {
        self.form.load(Ordering::Relaxed) == form::OTHER
    }

    /// The other form is no better.
    pub(crate) fn back_to_first(&self) {
        self.form.store(form::ONLY_FIRST, Ordering::Relaxed);
    }

    /// Asks this before each connection, and again once it stands and before anything is sent on it.
    pub(crate) fn checked(self, check: Check) -> Self {
        self.guard.ask(check);
        self
    }

    /// The clock at the other end.
    pub(crate) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Asks, and reads the answer as `T`.
    pub(crate) async fn send<T: DeserializeOwned>(&self, ask: Ask) -> Result<T, Error> {
        let Mended { value, odd } = self.patiently(&ask).await?.read().map_err(|fault| ask.error(fault))?;
        self.note(&ask.path, odd);
        Ok(value)
    }

    /// The places of what could not be read since this was last asked.
    pub(crate) fn odd(&self) -> Vec<String> {
        std::mem::take(&mut self.odd.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whose it is stays out of it: of `/network/ID/member?…` the word `member` is told.
    fn note(&self, path: &str, places: Vec<String>) {
        let path = path.split('?').next().unwrap_or_default();
        let is_word = |part: &&str| part.parse::<NetworkId>().is_err() && part.parse::<NodeAddress>().is_err();
        let word = path.rsplit('/').find(is_word).unwrap_or_default();
        let mut odd = self.odd.lock().unwrap_or_else(PoisonError::into_inner);
        let room = MOST_ODD.saturating_sub(odd.len());
        let dot = |place: &str| if place.is_empty() || place.starts_with('[') { "" } else { "." };
        odd.extend(places.into_iter().take(room).map(|place| format!("{word}{}{place}", dot(&place))));
    }

    /// Asks, and is content with any answer that says yes and is no web page.
    pub(crate) async fn tell(&self, ask: Ask) -> Result<(), Error> {
        self.patiently(&ask).await.map(drop)
    }

    /// Asks for something to be gone. What is answered in words is believed; where nothing is said, or something odd, what
    /// was to go is asked for.
    pub(crate) async fn remove(&self, ask: Ask, left: Ask) -> Result<(), Error> {
        let not_done = ask.error(Fault::NotDone { what: "removed" });
        let odd = match self.patiently(&ask).await {
            Ok(answer) if answer.is_record() => return Ok(()),
            Ok(_) => None,
            Err(error) if matches!(error.fault, Fault::Garbled { .. }) => Some(error),
            Err(error) => return Err(error),
        };
        match (self.patiently(&left).await, odd) {
            (Ok(answer), _) if answer.is_record() => Err(not_done),
            (Err(Error { fault: Fault::NotFound, .. }), _) => Ok(()),
            // What is gone is somebody else's to some; a gate that answers with a page forbids all the same.
            (Ok(_) | Err(Error { fault: Fault::Forbidden { .. }, .. }), odd) => odd.map_or(Ok(()), Err),
            (Err(error), _) => Err(error),
        }
    }

    async fn patiently(&self, ask: &Ask) -> Result<Answer, Error> {
        let mut attempt = 1;
        loop {
            let fault = match self.once(ask).await {
                Ok(answer) => return Ok(answer),
                // Nothing was done.
                Err(Fault::Unauthorized) if self.try_other() => match self.once(ask).await {
                    Ok(answer) => return Ok(answer),
                    Err(fault) => {
                        if fault == Fault::Unauthorized {
                            self.back_to_first();
                        }
                        fault
                    }
                },
                Err(fault) => fault,
            };
            let pause = if attempt < ask.attempts() { Self::pause(&fault, attempt) } else { None };
            tracing::debug!(method = %ask.method, path = ask.path, %fault, attempt, ?pause, "a call did not succeed");
            let Some(pause) = pause else { return Err(ask.error(fault)) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    async fn once(&self, ask: &Ask) -> Result<Answer, Fault> {
        // A closed semaphore is impossible (nothing closes it); going on without a slot would still be right.
        let _slot = self.slots.acquire().await.ok();
        self.pace.turn(ask.method != Method::GET).await;
        let answer = answer(self.request(ask), LARGEST_ANSWER).await?;
        self.pace.learn(answer.status, &answer.headers);
        self.clock.hear(&answer.headers);
        self.judged(answer)
    }

    fn request(&self, ask: &Ask) -> RequestBuilder {
        let request = self.client.request(ask.method.clone(), format!("{}{}", self.base, ask.path));
        let other = self.other.as_ref().filter(|_| self.is_other());
        let request = request.headers(other.unwrap_or(&self.headers).clone()).timeout(ask.deadline);
        match &ask.body {
            Some(body) => request.json(body),
            // Some gates insist on a length even where there is nothing to measure.
            None if ask.method == Method::POST => request.header(header::CONTENT_LENGTH, 0),
            None => request,
        }
    }

    fn judged(&self, answer: Answer) -> Result<Answer, Fault> {
        let Answer { status, headers, body, .. } = &answer;
        match *status {
            status if status.is_success() && is_page(headers, body) => {
                Err(Fault::Garbled { at: ".".into(), found: "a web page".into() })
            }
            status if status.is_success() => Ok(answer),
            status if status.is_redirection() => {
                let host = Some(self.target(headers)).filter(|host| !answer.repeats(host.as_bytes()));
                Err(Fault::Redirected { host: host.unwrap_or_default() })
            }
            StatusCode::TOO_MANY_REQUESTS => Err(Fault::Limited { wait: wait(headers) }),
            StatusCode::FORBIDDEN => Err(Fault::Forbidden { said: quote(body) }),
            status => Err(refusal(status, body)),
        }
    }

    /// Where a redirect points to, as a person would say it.
    fn target(&self, headers: &HeaderMap) -> String {
        let place = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
        let url = place.and_then(|place| Url::parse(&self.base).ok()?.join(place).ok());
        url.and_then(|url| {
            let host = url.host_str()?;
            Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
        })
        .unwrap_or_default()
    }

    /// How long to wait before another attempt; none if another one would not help.
    fn pause(fault: &Fault, attempt: u32) -> Option<Duration> {
        let jitter = (BACK_OFF * 2_u32.pow(attempt - 1)).mul_f64(fastrand::f64());
        match fault {
            Fault::TimedOut | Fault::Broken | Fault::Limited { wait: None } | Fault::Status { code: 502..=504, .. } => {
                Some(jitter)
            }
            Fault::Limited { wait: Some(wait) } => (*wait <= LONGEST_WAIT).then_some(jitter.max(*wait)),
            _ => None,
        }
    }
}

/// A wrong base address answers the web app's page with 200; so does many a gate in front of a network. The label alone
/// says nothing: some servers put it on all they send, also on nothing at all.
fn is_page(headers: &HeaderMap, body: &[u8]) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let text = without_mark(body).trim_ascii_start();
    text.starts_with(b"<")
        || (kind.contains("html") && !is_json(body) && looks_like_markup(&String::from_utf8_lossy(body)))
}
