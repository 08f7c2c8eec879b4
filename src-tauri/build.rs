//! Embeds the page, the icons and the list of what the page may do.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    if Path::new("../ui/dist/index.html").is_file() {
        tauri_build::build();
    } else {
        println!("cargo::error=the page is not built yet: run `cargo xtask run`, or `npm --prefix ui run build` first");
    }
}
