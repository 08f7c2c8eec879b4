//! What Central knows when a scenario begins.

use super::{campus, harbour, own, vale};
use crate::{scenario::Scenario, world::World};

/// Puts the scenario's networks in; the machine's service has joined what it has joined.
pub(crate) fn set(world: &mut World, scenario: Scenario) {
    match scenario {
        Scenario::CentralLegacy | Scenario::CentralDown => vale::set(world),
        Scenario::ReadOnlyUser => {
            vale::set(world);
            vale::only_read(&mut world.central);
        }
        Scenario::CentralNew => harbour::set(world),
        Scenario::Controller => own::set(world),
        Scenario::Crowd => campus::set(world),
        Scenario::RateLimited => campus::queue(world),
        _ => {}
    }
    // The service has asked about each of them before anybody looks.
    let both = world.machine.joined.keys().filter(|id| world.central.networks.contains_key(id));
    for id in both.copied().collect::<Vec<_>>() {
        world.office().ask(id);
    }
}
