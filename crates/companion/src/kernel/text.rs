//! Text from outside, as it may be shown: names of networks and members, whoever gave them.

use icu_properties::{
    CodePointSetData,
    props::{DefaultIgnorableCodePoint, EnumeratedProperty as _, GeneralCategory, GeneralCategoryGroup},
};

/// No panel and no notification has room for more.
const SHORT: usize = 128;

/// Drawn as nothing, though Unicode has it among symbols.
const BLANK_BRAILLE: char = '\u{2800}';

/// In one line, and as it is seen: no controls, nothing that turns the direction of what stands beside it, nothing
/// invisible between the letters. Empty if nothing of it can be seen.
pub fn one_line(text: &str) -> String {
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    // Arabic's letter mark and the marks of direction are among the ignorable ones.
    let shown = text.chars().map(|c| if breaks(c) { ' ' } else { c }).filter(|c| !ignorable.contains(*c));
    let text: String = shown.collect();
    if text.chars().any(is_seen) { text.trim().to_owned() } else { String::new() }
}

/// The same where there is little room.
pub fn short(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// It draws something of its own.
fn is_seen(c: char) -> bool {
    let draws = GeneralCategoryGroup::Letter
        .union(GeneralCategoryGroup::Number)
        .union(GeneralCategoryGroup::Punctuation)
        .union(GeneralCategoryGroup::Symbol);
    c != BLANK_BRAILLE && draws.contains(GeneralCategory::for_char(c))
}

/// The address without its bits.
pub(crate) fn bare(address: &str) -> String {
    address.split('/').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_invisible_is_dropped() {
        for (text, shown) in [
            (" home\n\t", "home"),
            ("two\u{2028}lines\u{0}", "two lines"),
            ("evil\u{202e}gpj.exe", "evilgpj.exe"),
            ("pay\u{200b}pal\u{ad}\u{2060}\u{feff}", "paypal"),
            ("tag\u{e0041}\u{e0042}ged", "tagged"),
            ("\u{3164}filler\u{115f}", "filler"),
            ("שלום", "שלום"),
            ("ẍ e\u{301}", "ẍ e\u{301}"),
            ("☃ 7 !", "☃ 7 !"),
        ] {
            assert_eq!(one_line(text), shown, "{text:?}");
        }
    }

    #[test]
    fn a_name_of_which_nothing_is_seen_is_none() {
        for text in
            ["", " \u{a0}\u{2003}", "\u{200b}", "\u{2800}\u{2800}", "\u{301}", "\u{e000}", "\u{3164}", "\u{ffff}"]
        {
            assert_eq!(one_line(text), "", "{text:?}");
        }
    }

    #[test]
    fn a_name_without_an_end_is_cut_between_its_letters() {
        assert_eq!(short(&"ä".repeat(128)), "ä".repeat(128));
        assert_eq!(short(&"ä".repeat(129)), "ä".repeat(128) + "…");
        assert_eq!(short(&("a".repeat(127) + " bc")), "a".repeat(127) + "…");
    }
}
