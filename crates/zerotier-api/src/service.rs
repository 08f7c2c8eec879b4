//! The service on this machine: `http://127.0.0.1:PORT`, one token, no push. Reads go out two at a time at the most,
//! since the service's own queue holds five connections and a lost one costs a second.

mod network;
mod peer;
mod status;

use std::{
    net::Ipv4Addr,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use reqwest::{Client, Method};
use serde_json::{Map, Value, json};
use tokio::{net::TcpStream, sync::Semaphore, time::timeout};

pub use self::{
    network::{Allow, AllowChange, Dns, Network, NetworkStatus, NetworkType, Route},
    peer::{Path, Peer, Role},
    status::{Health, Status, Version},
};
use crate::{
    Check, Error, Fault, NetworkId, NodeAddress, Secret,
    guard::Guard,
    http::{Call, Reader, direct_client},
    mend::{self, Mended},
};

/// Generous for loopback: a starved worker pool answers after five seconds, a single sign-on network locks the table
/// for three.
const DEADLINE: Duration = Duration::from_secs(8);
const IN_FLIGHT: usize = 2;
const MOST_ODD: usize = 100;
/// Loopback refuses or takes a connection at once.
const KNOCKS_WITHIN: Duration = Duration::from_secs(1);

/// A client of the service on this machine.
#[derive(Debug)]
pub struct Service {
    client: Client,
    base: String,
    token: Option<Secret>,
    guard: Guard,
    slots: Semaphore,
    odd: Mutex<Vec<String>>,
}

impl Service {
    /// A client for the service on `port`. Without a token only [`Service::health`] answers.
    ///
    /// The address is always 127.0.0.1: a connection over `::1` can keep the service from starting again for a minute.
    pub fn new(port: u16, token: Option<Secret>) -> Result<Self, Error> {
        let guard = Guard::default();
        let client = direct_client(guard.clone()).map_err(|_| Call::error(&Method::GET, "", Fault::Unsendable))?;
        Ok(Self {
            client,
            base: format!("http://127.0.0.1:{port}"),
            token,
            guard,
            slots: Semaphore::new(IN_FLIGHT),
            odd: Mutex::default(),
        })
    }

    /// Asks this before each connection, and again once it stands and before anything is sent on it.
    #[must_use]
    pub fn checked(self, check: Check) -> Self {
        self.guard.ask(check);
        self
    }

    /// The places of what could not be read since this was last asked, as `network[1].mtu`: in what else was read they
    /// are missing. At most a hundred. Hostile text.
    pub fn odd(&self) -> Vec<String> {
        std::mem::take(&mut self.odd.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether anybody takes connections on this port. Nothing is sent, and nobody is proven to be a service.
    pub async fn takes_connections(port: u16) -> bool {
        let taken = timeout(KNOCKS_WITHIN, TcpStream::connect((Ipv4Addr::LOCALHOST, port))).await;
        matches!(taken, Ok(Ok(_)))
    }

    /// Proof of life: needs no token.
    pub async fn health(&self) -> Result<Health, Error> {
        self.call(mend::record, Method::GET, "/health".into(), None).await
    }

    /// This node and the version of its service.
    pub async fn status(&self) -> Result<Status, Error> {
        self.call(mend::record, Method::GET, "/status".into(), None).await
    }

    /// All networks this node has joined, by ascending id.
    pub async fn networks(&self) -> Result<Vec<Network>, Error> {
        self.call(mend::list, Method::GET, "/network".into(), None).await
    }

    /// One joined network; [`Fault::NotFound`] if it is not joined.
    pub async fn network(&self, id: NetworkId) -> Result<Network, Error> {
        self.call(mend::record, Method::GET, format!("/network/{id}"), None).await
    }

    /// Joins a network, with permissions other than the default ones if wanted. Joining again is harmless.
    ///
    /// The answer nearly always says [`NetworkStatus::RequestingConfiguration`]: the controller is asked on the
    /// service's next five-second tick. A 200 without an id means that no adapter could be made.
    pub async fn join(&self, id: NetworkId, allow: AllowChange) -> Result<Network, Error> {
        self.write(id, allow).await
    }

    /// Changes permissions of a joined network and compares the answer with what was asked.
    ///
    /// The service joins a network it does not know: ask only for joined ones.
    pub async fn configure(&self, id: NetworkId, change: AllowChange) -> Result<Network, Error> {
        self.write(id, change).await
    }

    /// Leaves a network. True if it was joined.
    pub async fn leave(&self, id: NetworkId) -> Result<bool, Error> {
        let answer: Value = self.call(mend::record, Method::DELETE, format!("/network/{id}"), None).await?;
        Ok(answer.get("result").and_then(Value::as_bool).unwrap_or(false))
    }

    /// The nodes this one talks to, roots included; never this node itself.
    pub async fn peers(&self) -> Result<Vec<Peer>, Error> {
        self.call(mend::list, Method::GET, "/peer".into(), None).await
    }

    /// One peer; none if the service does not know it (it answers `200 {}` then).
    pub async fn peer(&self, address: NodeAddress) -> Result<Option<Peer>, Error> {
        let path = format!("/peer/{address}");
        let answer: Value = self.call(mend::record, Method::GET, path.clone(), None).await?;
        if answer.as_object().is_some_and(Map::is_empty) {
            return Ok(None);
        }
        let Mended { value, odd } = mend::value(answer).map_err(|fault| Call::error(&Method::GET, &path, fault))?;
        self.note(&path, odd);
        Ok(Some(value))
    }

    async fn write(&self, id: NetworkId, change: AllowChange) -> Result<Network, Error> {
        let path = format!("/network/{id}");
        let answer: Value = self.call(mend::record, Method::POST, path.clone(), Some(json!(change))).await?;
        let refuse = |fault| Call::error(&Method::POST, &path, fault);
        if answer.get("id").is_none() {
            return Err(refuse(Fault::NotDone { what: "id" }));
        }
        let Mended { value: network, odd } = mend::value::<Network>(answer).map_err(refuse)?;
        self.note(&path, odd);
        match change.differs_from(network.allow()) {
            Some(what) => Err(refuse(Fault::NotDone { what })),
            None => Ok(network),
        }
    }

    fn note(&self, path: &str, places: Vec<String>) {
        let mut odd = self.odd.lock().unwrap_or_else(PoisonError::into_inner);
        let room = MOST_ODD.saturating_sub(odd.len());
        let of = path.trim_start_matches('/');
        let dot = |place: &str| if place.starts_with('[') { "" } else { "." };
        odd.extend(places.into_iter().take(room).map(|place| format!("{of}{}{place}", dot(&place))));
    }

    async fn call<T>(&self, reader: Reader<T>, method: Method, path: String, body: Option<Value>) -> Result<T, Error> {
        // A closed semaphore is impossible (nothing closes it); going on without a slot would still be right.
        let _slot = self.slots.acquire().await.ok();
        let mut call = Call::new(&self.client, &self.base, method.clone(), path.clone(), DEADLINE);
        if let Some(token) = &self.token {
            let value = token.header().map_err(|_| Call::error(&method, &path, Fault::Unsendable))?;
            call = call.header("x-zt1-auth", value);
        }
        if let Some(body) = body {
            call = call.json(&body);
        }
        let Mended { value, odd } = call.send(reader).await?;
        self.note(&path, odd);
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;
    use crate::{
        Stranger,
        pretend::{Pretend, Reply},
    };

    fn port(server: &Pretend) -> u16 {
        server.base.host().rsplit(':').next().unwrap().parse().unwrap()
    }

    #[tokio::test]
    async fn a_stranger_who_takes_the_port_while_a_connection_is_made_is_told_nothing() {
        let stranger = Pretend::with(|_| async { Reply(200, "", "[]".into()) }).await;
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        // The service at first, and who took its port by the time the connection stands.
        let check = Check::new(move || match count.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err(Fault::Stranger(Stranger::Program("nc".into()))),
        });
        let service = Service::new(port(&stranger), Some(Secret::new("s3cret"))).unwrap().checked(check);
        let error = service.networks().await.unwrap_err();
        assert_eq!(error.fault, Fault::Stranger(Stranger::Program("nc".into())));
        assert_eq!(asked.load(Ordering::SeqCst), 2, "before and after");
        assert!(stranger.heard().is_empty(), "{:?}", stranger.heard());
    }

    #[tokio::test]
    async fn an_answer_that_repeats_the_services_token_is_not_quoted() {
        for (status, body) in [(500, "{\"message\":\"you sent s3cret\"}"), (500, "s3cret"), (200, "\"s3cret\"")] {
            let server = Pretend::with(move |_| async move { Reply(status, "", body.into()) }).await;
            let service = Service::new(port(&server), Some(Secret::new("s3cret"))).unwrap();
            let error = service.status().await.unwrap_err();
            assert!(!format!("{error:?} {error}").contains("s3cret"), "{error:?}");
        }
    }
}
