//! The address of an authority as people write it, and as its calls begin.

use super::Dialect;
use crate::BaseUrl;

impl Dialect {
    /// Where the calls of this dialect begin. Documentation, other clients and address bars give more of the path, or less:
    /// New Central's with the `/api/v2` that stands in each of its calls, legacy Central's without its `/api/v1`.
    ///
    /// A path this dialect has no word for stays: whoever put an authority behind it knows why.
    pub fn base(self, typed: &BaseUrl) -> BaseUrl {
        let segments: Vec<&str> = typed.path().split('/').filter(|segment| !segment.is_empty()).collect();
        let kept = match self {
            Self::Legacy if segments.is_empty() => return typed.with_path(&["api", "v1"]),
            Self::Legacy => match segments.iter().position(|segment| segment.eq_ignore_ascii_case("api")) {
                Some(api) if segments.get(api + 1).is_some_and(|word| is_version(word)) => {
                    [&segments[..=api], &["v1"]].concat()
                }
                // Some servers of this dialect, and an older address of its own, have no version.
                Some(api) => segments[..=api].to_vec(),
                None => segments,
            },
            Self::New => return typed.before("api"),
            Self::Controller => {
                let words = ["controller", "unstable", "status", "network", "peer"];
                return words.iter().fold(typed.clone(), |base, word| base.before(word));
            }
        };
        typed.with_path(&kept)
    }
}

/// `v1`, `v2`, `v2beta`.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix(['v', 'V']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_as_people_write_it() {
        use Dialect::{Controller, Legacy, New};
        for (dialect, typed, expected) in [
            (New, "central.zerotier.com", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/api/v2", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/api/v2/", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com//api//v2//", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/api/v2beta", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/api/v2/org", "https://central.zerotier.com"),
            (New, "https://central.zerotier.com/API/V2", "https://central.zerotier.com"),
            (New, "https://host.example/zt/api/v2", "https://host.example/zt"),
            (New, "https://host.example/zt", "https://host.example/zt"),
            (Legacy, "api.zerotier.com", "https://api.zerotier.com/api/v1"),
            (Legacy, "https://api.zerotier.com/", "https://api.zerotier.com/api/v1"),
            (Legacy, "https://api.zerotier.com/api/v1/", "https://api.zerotier.com/api/v1"),
            (Legacy, "https://api.zerotier.com/api/v1/network", "https://api.zerotier.com/api/v1"),
            (Legacy, "https://api.zerotier.com/api/v2", "https://api.zerotier.com/api/v1"),
            (Legacy, "https://my.zerotier.com/api", "https://my.zerotier.com/api"),
            (Legacy, "http://127.0.0.1:4000/api/network", "http://127.0.0.1:4000/api"),
            (Legacy, "https://host.example/zt/", "https://host.example/zt"),
            (Controller, "http://127.0.0.1:9993", "http://127.0.0.1:9993"),
            (Controller, "http://127.0.0.1:9993/controller/network", "http://127.0.0.1:9993"),
            (Controller, "https://host.example/zt/status", "https://host.example/zt"),
        ] {
            let typed: BaseUrl = typed.parse().unwrap();
            let base = dialect.base(&typed);
            assert_eq!(base.as_str(), expected, "{dialect:?} {typed}");
            assert_eq!(dialect.base(&base), base, "once more changes nothing");
        }
    }
}
