//! The page's own scripts, as ui/package.json names them.

use std::process::Command;

use crate::process;

pub fn script(name: &str) -> Command {
    let mut npm = process::npm();
    npm.args(["run", name]);
    npm
}
