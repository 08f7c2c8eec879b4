use super::*;
use crate::guards::source;

/// A crate of these files, in the folder `crates/x/src`; written so that the samples do not ask for a system themselves.
fn broken(files: &[(&str, &str)], permitted: usize) -> Vec<String> {
    let sources: Vec<_> =
        files.iter().map(|(name, text)| source(&format!("crates/x/src/{name}"), &text.replace("IF", "cfg"))).collect();
    in_crate("crates/x/src", permitted, &sources)
}

/// What is said of the only circle, without the folder.
fn circle(files: &[(&str, &str)]) -> String {
    let broken = broken(files, 0);
    assert_eq!(broken.len(), 1, "{broken:?}");
    let (_, way) = broken[0].split_once("may: ").expect("a circle is told by its way");
    way.replace("crates/x/src/", "")
}

fn is_free(files: &[(&str, &str)]) {
    assert_eq!(broken(files, 0), Vec::<String>::new());
}

#[test]
fn two_files_take_from_each_other() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", "use crate::b::B;\npub struct A(B);\n"),
        ("b.rs", "pub struct B;\n\nfn b() -> crate::a::A { loop {} }\n"),
    ];
    assert_eq!(circle(&files), "a.rs:1 takes B from b.rs, b.rs:3 takes A from a.rs");
    assert_eq!(
        broken(&files, 1)[0].split_once("may").map(|(said, _)| said),
        Some("crates/x/src: 2 files take from each other in a circle, 1 ")
    );
}

#[test]
fn the_shortest_way_of_the_largest_circle_is_told() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::{b::B, c::C};\npub struct A;"),
        ("b.rs", "use crate::c::C;\npub struct B;"),
        ("c.rs", "use crate::a::A;\npub struct C;"),
        ("d.rs", "use crate::a::A;\npub struct D;"),
    ];
    assert_eq!(circle(&files), "a.rs:1 takes C from c.rs, c.rs:1 takes A from a.rs");
    assert!(broken(&files, 3).is_empty());
}

#[test]
fn a_circle_that_shrank_is_written_down() {
    let files = [("lib.rs", "mod a;"), ("a.rs", "")];
    assert_eq!(
        broken(&files, 2),
        ["crates/x/src: the largest circle has 0 files now: write that in crates/xtask/src/guards/circles.rs, not 2"]
    );
}

#[test]
fn a_child_takes_from_the_root_that_takes_from_it() {
    let child = ("a/child.rs", "use super::A;\npub struct Child(A);\n");
    let files = [("lib.rs", "mod a;"), ("a.rs", "mod child;\npub struct A;\nfn a() { child::Child; }\n"), child];
    assert_eq!(circle(&files), "a.rs:3 takes Child from a/child.rs, a/child.rs:1 takes A from a.rs");
    // Declaring it and passing it on is taking nothing.
    is_free(&[("lib.rs", "mod a;"), ("a.rs", "mod child;\npub use child::Child;\npub struct A;\n"), child]);
    // What is passed on and used as well is taken.
    let files =
        [("lib.rs", "mod a;"), ("a.rs", "mod child;\npub use child::Child;\npub struct A;\nfn a(_: Child) {}"), child];
    assert_eq!(circle(&files), "a.rs:4 takes Child from a/child.rs, a/child.rs:1 takes A from a.rs");
}

#[test]
fn an_alias_hides_nobody() {
    let b = ("b.rs", "use crate::a::A;\npub struct B(A);\n");
    for text in [
        "use crate::b as other;\npub struct A;\nfn a(_: other::B) {}\n",
        "use crate::b::{self as other};\npub struct A;\nfn a(_: other::B) {}\n",
        "use crate::b::B as Other;\n\npub struct A(Other);\n",
        "use super::*;\npub struct A;\nfn a(_: b::B) {}\n",
    ] {
        let told = circle(&[("lib.rs", "mod a;\nmod b;\n"), ("a.rs", text), b]);
        assert!(told.ends_with("takes B from b.rs, b.rs:1 takes A from a.rs"), "{text}: {told}");
    }
}

#[test]
fn what_is_passed_on_is_taken_from_its_definer() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\nmod front;\n"),
        ("front.rs", "pub use crate::b::deep::*;\npub use crate::a::A as Alpha;\n"),
        ("a.rs", "use crate::front::B;\npub struct A(B);\n"),
        ("b.rs", "pub mod deep;\n"),
        ("b/deep.rs", "pub struct B;\nfn b() { let _ = crate::front::Alpha::new(); }\n"),
    ];
    assert_eq!(circle(&files), "a.rs:1 takes B from b/deep.rs, b/deep.rs:2 takes A from a.rs");
}

#[test]
fn every_system_counts() {
    let root = "#[IF(unix)] mod linux;\n#[IF(windows)] mod windows;\n#[IF(unix)] use linux as system;\n\
                #[IF(windows)] use windows as system;\npub use system::ask;\npub struct Question;\n";
    let files = |windows| {
        [
            ("lib.rs", "mod platform;\nmod window;\n"),
            ("platform.rs", root),
            ("platform/linux.rs", "pub fn ask() {}\n"),
            ("platform/windows.rs", windows),
            ("window.rs", "pub struct Window;\nfn open() { crate::platform::ask(); }\n"),
        ]
    };
    is_free(&files("pub fn ask() {}\n"));
    assert_eq!(
        circle(&files("pub fn ask(_: crate::window::Window) {}\n")),
        "platform/windows.rs:1 takes Window from window.rs, window.rs:2 takes ask from platform/windows.rs"
    );
}

#[test]
fn a_module_lies_where_its_path_says() {
    let files = |demo, no_demo| {
        [
            ("lib.rs", "#[cfg_attr(not(demo), path = \"no_demo.rs\")]\nmod demo;\nmod a;\n"),
            ("demo.rs", demo),
            ("no_demo.rs", no_demo),
            ("a.rs", "use crate::demo::Demo;\npub struct A;\n"),
        ]
    };
    let (free, bound) = ("pub struct Demo;\n", "use crate::a::A;\npub struct Demo(A);\n");
    is_free(&files(free, free));
    assert_eq!(circle(&files(bound, free)), "a.rs:1 takes Demo from demo.rs, demo.rs:1 takes A from a.rs");
    assert_eq!(circle(&files(free, bound)), "a.rs:1 takes Demo from no_demo.rs, no_demo.rs:1 takes A from a.rs");
}

#[test]
fn a_function_is_where_it_is_added_to_its_type() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", "pub struct A;\npub fn a() -> A { A::new() }\n"),
        ("b.rs", "use crate::a::A;\nimpl A { pub fn new() -> Self { A } }\n"),
    ];
    assert_eq!(circle(&files), "a.rs:2 takes A::new from b.rs, b.rs:1 takes A from a.rs");
}

#[test]
fn macros_are_read_and_what_they_make_is_known() {
    let files = [
        ("lib.rs", "mod a;\nmod b;\n"),
        ("a.rs", "made! { A }\nfn a() { println!(\"{}\", crate::b::B); }\n"),
        ("b.rs", "use crate::a::A;\npub struct B;\n"),
    ];
    assert_eq!(circle(&files), "a.rs:2 takes B from b.rs, b.rs:1 takes A from a.rs");
}

#[test]
fn strings_comments_tests_and_variables_take_nothing() {
    let b = ("b.rs", "use crate::a::A;\npub struct B;\npub fn b() {}");
    for text in [
        "/// [`crate::b::B`]\npub struct A(&'static str);\nfn a() { \"crate::b::B\"; } // crate::b::B",
        "pub struct A;\n#[cfg(test)]\nuse crate::b::B;",
        "pub struct A;\n#[IF(all(test, unix))]\nmod tests { use crate::b::B; }",
        "pub struct A;\nimpl A {\n#[cfg(test)]\nfn a(_: crate::b::B) {} }",
        "pub use crate::b::b;\npub struct A;\nfn a(b: u8) -> u8 { vec![b]; b }",
        "pub struct A;\npub(in crate::b) fn a() {}",
    ] {
        is_free(&[("lib.rs", "mod a;\nmod b;\n"), ("a.rs", text), b]);
    }
}

#[test]
fn an_arrow_climbs_no_floor() {
    let files = [
        ("lib.rs", "mod names;\nmod scenes;\nmod world;\n"),
        ("names.rs", "\nuse crate::world::{World as Everything};\n"),
        ("scenes.rs", "use crate::world::World;\n"),
        ("world.rs", "pub struct World;\n"),
    ];
    let folder = "crates/simulator/src";
    let sources = files.map(|(name, text)| source(&format!("{folder}/{name}"), text));
    let said = format!("{folder}/names.rs:2 climbs from nouns to world: takes World from {folder}/world.rs");
    assert_eq!(in_crate(folder, 0, &sources), [said]);
}

#[test]
fn what_is_no_rust_is_said() {
    let said = &broken(&[("lib.rs", "mod a;"), ("a.rs", "\nfn (")], 0)[0];
    assert!(said.starts_with("crates/x/src/a.rs:2: can't be read as Rust"), "{said}");
}
