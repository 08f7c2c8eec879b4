//! Answers questions with the clients of the service. The only holder of its token.

use std::sync::{Arc, Mutex, PoisonError};

use zerotier_api::{Error, Fault, NetworkId, Service, service::Role};

use crate::model::{
    Answer, Question,
    event::{Contact, FoundToken, Looked},
};

#[derive(Default)]
pub(crate) struct World {
    /// Whoever answered last.
    service: Mutex<Option<Arc<Service>>>,
}

impl World {
    pub(crate) async fn answer(&self, question: Question) -> Answer {
        match question {
            Question::Contact { number, port, tokens } => Answer::Contact(self.contact(number, port, tokens).await),
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
        }
    }

    async fn contact(&self, number: u32, port: u16, tokens: Vec<FoundToken>) -> Contact {
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
        for FoundToken { origin, token } in tokens {
            let attempt = match Service::new(port, Some(token)) {
                Ok(service) => match service.status().await {
                    Ok(status) => {
                        self.keep(Some(Arc::new(service)));
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
        Ok(Looked { status, networks: service.networks().await? })
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

    fn keep(&self, service: Option<Arc<Service>>) {
        *self.service.lock().unwrap_or_else(PoisonError::into_inner) = service;
    }
}
