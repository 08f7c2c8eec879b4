//! Each dialect against a pretended authority: what is sent, and what odd answers are read as.

mod controller;
mod issued;
mod legacy;
mod new;
mod only_legacy;
mod only_new;
mod strangers;

use super::*;
use crate::{Fault, NetworkId, NodeAddress, Secret, pretend::Pretend};

const NETWORK: &str = "17d395d8cb43a800";
const NODE: &str = "0cd29156ec";

fn network() -> NetworkId {
    NETWORK.parse().unwrap()
}

fn node() -> NodeAddress {
    NODE.parse().unwrap()
}

fn secret() -> Secret {
    Secret::new("s3cret")
}
