//! Worlds, by the scenario they begin with.

use std::time::SystemTime;

use super::{central, machine};
use crate::{
    pace::{Clock, Pace},
    scenario::Scenario,
    world::World,
};

impl World {
    /// A world in this situation, which begins now.
    pub fn new(scenario: Scenario, pace: Pace) -> Self {
        Self::on(SystemTime::now(), scenario, pace)
    }

    /// A world in this situation, which begins on this day at this time.
    pub fn on(begins: SystemTime, scenario: Scenario, pace: Pace) -> Self {
        let mut world = Self::of("8f2c1a9b3d", (1, 14, 2), Clock::start(begins, pace));
        set(&mut world, scenario);
        world
    }
}

fn set(world: &mut World, scenario: Scenario) {
    if scenario == Scenario::NotInstalled {
        return;
    }
    machine::set(world, scenario);
    central::set(world, scenario);
    machine::roots(world);
    world.machine.reachable = scenario != Scenario::Offline;
}
