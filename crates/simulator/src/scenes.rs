//! What there is when a scenario begins.

mod campus;
mod central;
mod harbour;
mod line;
mod machine;
mod own;
mod vale;
mod world;

pub(crate) use harbour::add_backup;
