//! Properties of what the model reads: texts that people type and paste, names from outside, what is kept between runs.
//! How they run is told in `crates/zerotier-api/src/properties.rs`.

mod drafts;
mod kept;
mod texts;
