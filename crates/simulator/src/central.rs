//! Central, both as it was and as it is now: accounts, networks and members, and the two dialects they are asked in.

pub(crate) mod account;
mod body;
mod legacy;
mod limit;
mod member;
mod moment;
mod network;
mod new;
mod office;
pub(crate) mod organisation;
mod path;
mod register;
pub(crate) mod reply;
mod right;
mod route;
mod routes;
mod rules;
mod webhook;
pub(crate) mod zeropath;

pub(crate) use self::{
    limit::Limit,
    member::{Member, Seen, Standing},
    network::{Network, Side},
    office::Office,
    register::Central,
    right::Rights,
    route::Route,
    routes::answer,
};
