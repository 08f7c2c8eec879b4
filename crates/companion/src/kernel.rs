//! What every floor speaks of: moments, ids, days, words. Knows nothing of Perigee's world.

pub mod ago;
pub mod days;
pub mod ids;
pub mod moment;
pub mod text;
pub mod words;
