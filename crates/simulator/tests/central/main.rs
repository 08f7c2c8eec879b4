//! Central's door: every row of the endpoint tables answered with the fields it promises, and the traps behind them.

#![allow(clippy::unwrap_used, reason = "a test that unwraps has found something")]

mod http;
mod legacy;
mod life;
mod new;
mod rows;
mod table;
