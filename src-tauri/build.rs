//! Embeds the page, the icons and the list of what the page may do.

use std::{env, path::Path};

use tauri_build::{Attributes, WindowsAttributes};

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    if !Path::new("../ui/dist/index.html").is_file() {
        println!("cargo::error=the page is not built yet: run `cargo xtask run`, or `npm --prefix ui run build` first");
        return;
    }
    let attributes = Attributes::new().windows_attributes(WindowsAttributes::new_without_app_manifest());
    let built = tauri_build::try_build(attributes).map_err(|error| format!("{error:#}"));
    if let Err(error) = built.and_then(|()| manifest()) {
        println!("cargo::error={error}");
    }
}

/// Tauri's own reaches the program only. Tests ask for the same library of the system, and don't start without.
fn manifest() -> Result<(), String> {
    println!("cargo::rerun-if-changed=windows");
    if env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    let embedded = embed_resource::compile_for_everything("windows/perigee.rc", embed_resource::NONE);
    embedded.manifest_required().map_err(|error| error.to_string())
}
