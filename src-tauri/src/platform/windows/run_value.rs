//! What stands in the registry for a program that starts at login: its command line, and whether the person has switched
//! it off in the system's own list.

use super::command_line::quoted;

/// It starts without a window.
const HIDDEN: &str = "--hidden";

/// The command line for the program at this path, which may have blanks in it.
pub(super) fn value(program: &str) -> String {
    let program = quoted(&program.encode_utf16().collect::<Vec<_>>());
    format!("{} {HIDDEN}", String::from_utf16_lossy(&program))
}

/// What has to stand in the place of this value of an earlier version, which had no quotation marks: of a path with a
/// blank the system starts whatever is called like its first part. What is no such value stays as it is.
pub(super) fn mended(kept: &str, program: &str) -> Option<String> {
    let is_old = kept.trim_end().eq_ignore_ascii_case(&format!("{program} {HIDDEN}"));
    is_old.then(|| value(program))
}

/// Whether the system's list lets it start: it marks what was switched off in the lowest bit.
pub(super) fn is_allowed(mark: &[u8]) -> bool {
    mark.first().is_none_or(|first| first & 1 == 0)
}

/// What that list holds for what was not switched off.
pub(super) const ALLOWED: [u8; 12] = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = r"C:\Users\Ada L\Apps\perigee.exe";
    const QUOTED: &str = r#""C:\Users\Ada L\Apps\perigee.exe" --hidden"#;

    #[test]
    fn a_program_below_a_profile_with_a_blank_in_its_name_starts_at_login() {
        assert_eq!(value(PROGRAM), QUOTED);
    }

    #[test]
    fn a_value_without_quotation_marks_is_mended_and_no_other() {
        let old = format!("{PROGRAM} --hidden");
        assert_eq!(mended(&old, PROGRAM).as_deref(), Some(QUOTED));
        assert_eq!(mended(&old.to_uppercase(), PROGRAM).as_deref(), Some(QUOTED), "it is the same file");
        for other in
            [QUOTED, PROGRAM, "", r"cmd /c C:\Users\Ada L\Apps\perigee.exe --hidden", r"D:\perigee.exe --hidden"]
        {
            assert_eq!(mended(other, PROGRAM), None, "{other}");
        }
    }

    #[test]
    fn what_was_switched_off_in_the_systems_list_does_not_start() {
        assert!(is_allowed(&ALLOWED) && is_allowed(&[6, 0, 0, 0]) && is_allowed(&[]));
        assert!(!is_allowed(&[3, 0, 0, 0, 0x12, 0x34, 0, 0, 0, 0, 0, 0]) && !is_allowed(&[7]));
    }
}
