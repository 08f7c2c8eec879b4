//! Properties of the border to the part with an administrator's rights. How they run is told in `crates/zerotier-api/src/properties.rs`.

use clap::Parser as _;
use proptest::prelude::*;

use super::*;
use crate::Args;

fn outcome(code: Option<i32>, handed_over: &[u8], said: &str) -> Outcome {
    Outcome { code, handed_over: Zeroizing::new(handed_over.to_vec()), said: said.into() }
}

proptest! {
    #[test]
    fn a_deed_is_read_as_it_was_written(parts in prop::collection::vec("[^/\\\\:\0]{1,12}", 1..4), pipe in prop::option::of("[0-9a-f]{32}")) {
        prop_assume!(parts.iter().all(|part| part != "." && part != ".."));
        let home = std::path::absolute("/").unwrap().join(parts.join("/"));
        for verb in [Verb::ReadToken { home, pipe: pipe.clone() }, Verb::RenewToken { pipe: pipe.clone() }] {
            let line = std::iter::once("perigee".into()).chain(verb.args());
            let args = Args::try_parse_from(line).unwrap();
            prop_assert_eq!(args.verb(), Some(&verb));
        }
    }

    #[test]
    fn no_line_leads_out_of_a_folder_or_to_another_pipe(
        home in prop_oneof![any::<String>(), "(/|\\.|\\.\\.|[a-z]|\\\\){1,12}"],
        pipe in prop_oneof![any::<String>(), "[0-9a-fA-F]{31,33}"],
    ) {
        if let Ok(folder) = plain_folder(&home) {
            prop_assert!(folder.is_absolute() && !folder.components().any(|part| part == Component::ParentDir));
        }
        if let Ok(name) = pipe_name(&pipe) {
            prop_assert!(name == pipe && name.len() == 32 && name.bytes().all(|c| c.is_ascii_hexdigit()));
        }
        for line in [vec!["perigee", &home], vec!["perigee", "elevated", &home], vec!["perigee", "elevated", "renew-token", "--pipe", &pipe]] {
            Args::try_parse_from(line).ok();
        }
    }

    #[test]
    fn what_is_handed_over_is_read_as_it_was_written(token in "[a-zA-Z0-9]{1,48}", port: u16, end in "(\r?\n)?") {
        let read = handed_over(&outcome(Some(0), format!("{token}\n{port}{end}").as_bytes(), ""), PathBuf::from("/srv"));
        let token = Secret::new(&token);
        prop_assert_eq!(read, Ok(HandedOver { token, port: Some(port).filter(|port| *port != 0) }));
    }

    #[test]
    fn whatever_comes_back_is_a_token_or_a_refusal_that_does_not_say_it(
        code: Option<i32>,
        bytes in prop_oneof![any::<Vec<u8>>(), "[!-~]{12,40}\n?[ -~]{0,9}".prop_map(String::into_bytes)],
        said in "[a-z ]{0,20}",
    ) {
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        let handed = handed_over(&outcome(code, &bytes, &said), PathBuf::from("/srv"));
        let told = format!("{handed:?}");
        prop_assert!(text.len() < 12 || !told.contains(&text));
        if let Ok(handed) = handed {
            prop_assert!(code == Some(0) && !handed.token.is_empty());
        }
    }
}
