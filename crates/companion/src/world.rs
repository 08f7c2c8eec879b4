//! Answers questions with the clients of the service. The only holder of its token.

pub mod ask;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use zerotier_api::{
    BaseUrl, Check, Error, Fault, NetworkId, Secret, Service, ZeroPath, authority::Authority, service::Role,
};

use crate::{
    desktop::{Desktop, Listener},
    kernel::ids::{AuthorityId, AuthorityKind},
    ports::{
        answer::Answer,
        effect::Question,
        service::{Contact, Door, FoundToken, Looked},
    },
    world::ask::{client, recognise, tell},
};

pub(crate) struct World {
    /// Knows who listens on this machine.
    desktop: Arc<dyn Desktop>,
    /// Whoever answered last.
    service: Mutex<Option<Arc<Service>>>,
    /// Whoever admits members; this machine's own controller comes and goes with its service.
    authorities: Mutex<BTreeMap<AuthorityId, Arc<Authority>>>,
}

impl World {
    pub(crate) fn new(desktop: Arc<dyn Desktop>) -> Self {
        Self { desktop, service: Mutex::default(), authorities: Mutex::default() }
    }

    /// Does at once what must be so before the next question is asked; gives back every other question.
    pub(crate) fn prepare(&self, question: Question) -> Option<Question> {
        match question {
            Question::Open { authority, kind, base, token } => {
                match self.account(kind, &base, token) {
                    Ok(client) => self.authorities().insert(authority, Arc::new(client)),
                    // Whoever is asked then says that nobody is there.
                    Err(_) => self.authorities().remove(&authority),
                };
                None
            }
            Question::Close { authority } => {
                self.authorities().remove(&authority);
                None
            }
            other => Some(other),
        }
    }

    /// None if the question has no answer of its own. What is known before all of it is goes to `meanwhile`.
    pub(crate) async fn answer(&self, question: Question, meanwhile: impl Fn(Answer) + Sync) -> Option<Answer> {
        Some(match question {
            Question::Contact { number, door, tokens } => Answer::Contact(self.contact(number, &door, tokens).await),
            Question::TryKey { door, token } => {
                let tried = match self.client(&door, token.clone()) {
                    Ok(service) => service.status().await,
                    Err(error) => Err(error),
                };
                Answer::KeyTried { token, tried }
            }
            Question::Knock { port } => Answer::Knocked { taken: Service::takes_connections(port).await },
            Question::Look { status, generation } => Answer::Looked { generation, looked: self.look(status).await },
            Question::Join { network, allow } => {
                let joined = match self.service() {
                    Ok(service) => service.join(network, allow).await,
                    Err(error) => Err(error),
                };
                Answer::Joined { network, joined }
            }
            Question::Configure { network, change } => {
                let configured = match self.service() {
                    Ok(service) => service.configure(network, change).await,
                    Err(error) => Err(error),
                };
                Answer::Configured { network, configured }
            }
            Question::Leave { network } => {
                let left = match self.service() {
                    Ok(service) => service.leave(network).await,
                    Err(error) => Err(error),
                };
                Answer::Left { network, left }
            }
            Question::Heard => Answer::Heard(self.heard().await),
            Question::SignInAddress { network, host } => {
                Answer::SignInAddress { network, host, address: self.sign_in_address(network).await }
            }
            Question::Recognise { number, token, candidates } => {
                let recognised = recognise(candidates, |kind, base| self.account(kind, base, token.clone())).await;
                Answer::Recognised { number, token, recognised }
            }
            Question::Open { .. } | Question::Close { .. } => return None,
            Question::ZeroPath(question) => {
                let client = ZeroPath::new(&question.base, &question.token_id, question.secret.clone());
                let told = match client {
                    Ok(client) => client.verify().await.map(drop),
                    Err(error) => Err(error),
                };
                Answer::ZeroPath { question, told }
            }
            Question::Try { credential, slot, kind, base, token } => {
                let told = match self.account(kind, &base, token) {
                    Ok(client) => client.account().await,
                    Err(error) => Err(error),
                };
                Answer::Tried { credential, slot, told }
            }
            Question::OfAuthority { authority, epoch, ask } => {
                let (told, time, odd) = match self.authority(&authority) {
                    Ok(client) => {
                        let some = |part| meanwhile(Answer::Part { authority: authority.clone(), epoch, part });
                        (tell(&client, ask.clone(), &some).await, client.time(), client.odd())
                    }
                    Err(error) => (Err(error), None, Vec::new()),
                };
                Answer::OfAuthority { authority, epoch, ask, told, time, odd }
            }
        })
    }

    /// A client that tells its token to nobody but the service behind this door.
    fn client(&self, door: &Door, token: Secret) -> Result<Service, Error> {
        Ok(Service::new(door.port, Some(token))?.checked(self.check(door)))
    }

    fn check(&self, door: &Door) -> Check {
        let (desktop, door) = (Arc::clone(&self.desktop), door.clone());
        Check::new(move || match desktop.listener(door.port, door.home.as_deref()) {
            Listener::Service => Ok(()),
            Listener::Unknown if door.trusted => Ok(()),
            Listener::Unknown => Err(Fault::Unproven),
            Listener::Stranger(stranger) => Err(Fault::Stranger(stranger)),
        })
    }

    /// A client that tells its token to no stranger on this machine.
    fn account(&self, kind: AuthorityKind, base: &BaseUrl, token: Secret) -> Result<Authority, Error> {
        let authority = client(kind, base, token)?;
        let Some(port) = base.port_here() else { return Ok(authority) };
        let desktop = Arc::clone(&self.desktop);
        Ok(authority.checked(Check::new(move || match desktop.listener_for_us(port) {
            Listener::Stranger(stranger) => Err(Fault::Stranger(stranger)),
            // Where nobody listens nobody is told anything; and in a container nobody could be known at all.
            Listener::Service | Listener::Unknown => Ok(()),
        })))
    }

    async fn contact(&self, number: u32, door: &Door, tokens: Vec<FoundToken>) -> Contact {
        let port = door.port;
        self.keep(None);
        let health = match Service::new(port, None) {
            Ok(service) => service.health().await,
            Err(error) => Err(error),
        };
        // Nobody there: no token need travel.
        if matches!(&health, Err(error) if matches!(error.fault, Fault::Refused | Fault::TimedOut)) {
            return Contact { number, port, health, reached: None };
        }
        let mut reached = None;
        // Without a token nobody else would be told from the service, and a person be asked for its key in vain.
        if tokens.is_empty()
            && let Err(fault @ Fault::Stranger(_)) = self.check(door).pass().await
        {
            reached = Some(Err(Error { method: "GET", path: "/status".into(), fault }));
        }
        for FoundToken { origin, token } in tokens {
            let attempt = match self.client(door, token.clone()) {
                Ok(service) => match service.status().await {
                    Ok(status) => {
                        self.keep(Some(Arc::new(service)));
                        self.open_own(door, token);
                        Ok((status, origin))
                    }
                    Err(error) => Err(error),
                },
                Err(error) => Err(error),
            };
            let over = !matches!(&attempt, Err(Error { fault: Fault::Unauthorized | Fault::Unsendable, .. }));
            reached = Some(attempt);
            if over {
                break;
            }
        }
        Contact { number, port, health, reached }
    }

    async fn look(&self, status: bool) -> Result<Looked, Error> {
        let service = self.service()?;
        let status = if status { Some(service.status().await?) } else { None };
        let networks = service.networks().await?;
        Ok(Looked { status, networks, odd: service.odd(), lans: self.desktop.lans() })
    }

    async fn sign_in_address(&self, network: NetworkId) -> Result<String, Error> {
        Ok(self.service()?.network(network).await?.authentication_url)
    }

    async fn heard(&self) -> Result<Option<i64>, Error> {
        let peers = self.service()?.peers().await?;
        let roots = peers.iter().filter(|peer| matches!(peer.role, Role::Planet | Role::Moon));
        Ok(roots.flat_map(|root| root.paths.iter().map(|path| path.last_receive)).max())
    }

    fn service(&self) -> Result<Arc<Service>, Error> {
        let slot = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        slot.clone().ok_or_else(|| Error { method: "GET", path: "/".into(), fault: Fault::Refused })
    }

    /// The controller of the service that has just answered.
    fn open_own(&self, door: &Door, token: Secret) {
        let base = format!("http://127.0.0.1:{}", door.port).parse::<BaseUrl>();
        let open = |base| Some(Authority::controller(&base, token).ok()?.checked(self.check(door)));
        if let Some(client) = base.ok().and_then(open) {
            self.authorities().insert(AuthorityId::own(), Arc::new(client));
        }
    }

    fn authorities(&self) -> std::sync::MutexGuard<'_, BTreeMap<AuthorityId, Arc<Authority>>> {
        self.authorities.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn authority(&self, id: &AuthorityId) -> Result<Arc<Authority>, Error> {
        let client = self.authorities().get(id).cloned();
        client.ok_or_else(|| Error { method: "GET", path: "/".into(), fault: Fault::Refused })
    }

    fn keep(&self, service: Option<Arc<Service>>) {
        *self.service.lock().unwrap_or_else(PoisonError::into_inner) = service;
    }
}
