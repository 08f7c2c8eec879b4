//! Who gets in. Only the first token found is judged: a wrong header hides a right query.

use crate::{
    wire::Request,
    world::{Visitor, World},
};

pub(crate) fn admits(world: &World, request: &Request) -> bool {
    let path = request.path();
    if path == "/metrics" {
        // The address is not looked at here.
        return token(request)
            .is_some_and(|token| token == world.machine.token || token == world.machine.metrics_token);
    }
    if world.visitor == Visitor::Foreign && !welcomes_others(world) {
        return false;
    }
    matches!(path, "/health" | "/sso")
        || path.starts_with("/app")
        || token(request) == Some(world.machine.token.as_str())
}

fn token(request: &Request) -> Option<&str> {
    request.header("x-zt1-auth").or_else(|| request.query("auth")).or_else(|| bearer(request))
}

fn bearer(request: &Request) -> Option<&str> {
    let (scheme, token) = request.header("authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn welcomes_others(world: &World) -> bool {
    let from = world.machine.local_conf.get("settings").and_then(|settings| settings.get("allowManagementFrom"));
    from.and_then(|from| from.as_array()).is_some_and(|from| !from.is_empty())
}
