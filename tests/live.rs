//! The service client and the join-configure-leave journey against a real service. Off by default; `cargo xtask live`
//! runs it, and it leaves the machine as it found it.

#![allow(clippy::print_stdout, reason = "it says what it does to a real service")]

use std::{path::PathBuf, time::Duration};

use zerotier_api::{
    Fault, NetworkId, Secret, Service,
    service::{AllowChange, NetworkStatus},
};

/// An ad-hoc network that lets port 0 through, so nothing: up at once on any service, without a controller.
const AD_HOC: &str = "ff00000000000000";
/// The service asks a controller every five seconds.
const PATIENCE: Duration = Duration::from_secs(30);

fn home() -> PathBuf {
    std::env::var_os("PERIGEE_LIVE_HOME")
        .map(PathBuf::from)
        .expect("`cargo xtask live --service-home DIR` names the folder")
}

fn service() -> Service {
    let read = |name: &str| {
        let file = home().join(name);
        std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    };
    let port = read("zerotier-one.port").trim().parse().expect("a port");
    Service::new(port, Some(Secret::new(&read("authtoken.secret")))).expect("a client")
}

fn network() -> NetworkId {
    std::env::var("PERIGEE_LIVE_NETWORK").unwrap_or(AD_HOC.into()).parse().expect("a network id")
}

#[tokio::test]
#[ignore = "needs a real service"]
async fn a_real_service_is_understood() {
    let service = service();
    let health = service.health().await.expect("health");
    let status = service.status().await.expect("status");
    assert_eq!(health.version, status.version);
    println!("{} runs {} and is {}", status.address, status.version, if status.online { "online" } else { "offline" });
    for network in service.networks().await.expect("networks") {
        println!("joined: {} {:?}", network.id, network.status);
    }
    let peers = service.peers().await.expect("peers");
    println!("{} peers", peers.len());
    assert_eq!(service.peer(status.address).await.expect("no peer of itself"), None);
}

#[tokio::test]
#[ignore = "needs a real service"]
async fn joining_configuring_and_leaving_works_and_leaves_no_trace() {
    let (service, id) = (service(), network());
    let before = service.networks().await.expect("networks");
    if before.iter().any(|network| network.id == id) {
        println!("{id} is joined already: nothing is touched");
        return;
    }
    println!("joining {id}");
    let outcome = journey(&service, id).await;
    println!("leaving {id}");
    service.leave(id).await.expect("left");
    assert!(!service.leave(id).await.expect("left again"), "it was left");
    let ids = |networks: &[zerotier_api::service::Network]| networks.iter().map(|n| n.id).collect::<Vec<_>>();
    assert_eq!(ids(&service.networks().await.expect("networks")), ids(&before));
    outcome.expect("the journey");
}

async fn journey(service: &Service, id: NetworkId) -> Result<(), zerotier_api::Error> {
    let joined = match service.join(id, AllowChange::default()).await {
        Err(error) if error.fault == (Fault::NotDone { what: "id" }) => {
            println!("this service can't make a network adapter");
            return Ok(());
        }
        joined => joined?,
    };
    println!("it is allowed {:?}", joined.allow());
    for on in [true, false] {
        // The client itself compares the answer with what was asked.
        service.configure(id, AllowChange { dns: Some(on), ..AllowChange::default() }).await?;
        println!("allowDNS is {on}");
    }
    let begun = tokio::time::Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    loop {
        ticks.tick().await;
        let status = service.network(id).await?.status;
        if status != NetworkStatus::RequestingConfiguration || begun.elapsed() > PATIENCE {
            println!("{id} is {status:?} after {:?}", begun.elapsed());
            return Ok(());
        }
    }
}
