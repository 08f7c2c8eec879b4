//! The situations the world can begin in, by name.

use std::{fmt, str::FromStr};

macro_rules! scenarios {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// A situation to begin in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum Scenario { $($(#[$doc])* $variant),+ }

        impl Scenario {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

scenarios! {
    /// Three networks: one connected, one waiting for approval, one with a sign-in that lasts a while. Twelve peers.
    #[default]
    Healthy = "healthy",
    /// The service runs and no network was ever joined.
    FirstRun = "first-run",
    /// The service is installed and does not run.
    Stopped = "stopped",
    /// The token kept from earlier is not the service's any more, and the file can't be read.
    StaleToken = "stale-token",
    /// The token's file can only be read by an administrator.
    NoAccess = "no-access",
    /// One network, whose administrator has not allowed this machine.
    AwaitingAuthorization = "awaiting-authorization",
    /// One network that its controller does not know.
    NotFound = "not-found",
    /// One network that asks for a sign-in.
    Sso = "sso",
    /// No root answers; networks are as they were.
    Offline = "offline",
    /// A hundred networks and five hundred peers.
    Crowded = "crowded",
    /// Every answer takes its time.
    Slow = "slow",
    /// There is no service on this machine.
    NotInstalled = "not-installed",
    /// Names that want to be markup, commands, or somebody else's.
    HostileNames = "hostile-names",
    /// A legacy account at Central with three networks; this machine is in one of them and waits in another.
    CentralLegacy = "central-legacy",
    /// An organisation at the new Central with two groups and three networks; this machine waits in one.
    CentralNew = "central-new",
    /// This machine is a controller itself: one network with somebody waiting, one it waits on itself.
    Controller = "controller",
    /// A network of ten thousand members at legacy Central.
    Crowd = "crowd",
    /// Two hundred and twenty members wait at legacy Central, which takes twenty requests a second.
    RateLimited = "rate-limited",
    /// Central answers nothing but a page that says so.
    CentralDown = "central-down",
    /// The token's person may read at legacy Central, and nothing else.
    ReadOnlyUser = "read-only-user",
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No scenario has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownScenario(pub String);

impl fmt::Display for UnknownScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Scenario::ALL.iter().map(ToString::to_string).collect();
        write!(f, "there is no scenario {:?}; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownScenario {}

impl FromStr for Scenario {
    type Err = UnknownScenario;

    fn from_str(name: &str) -> Result<Self, UnknownScenario> {
        let known = Self::ALL.iter().find(|scenario| scenario.name() == name);
        known.copied().ok_or_else(|| UnknownScenario(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_is_found_by_its_name() {
        for scenario in Scenario::ALL {
            assert_eq!(scenario.to_string().parse(), Ok(*scenario));
        }
        assert!("sunny".parse::<Scenario>().unwrap_err().to_string().contains("healthy"));
    }
}
