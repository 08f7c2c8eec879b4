//! Words as one line, such that a program takes the same words out of it again. Source: `CommandLineToArgvW`.

use std::iter::repeat_n;

const QUOTE: u16 = b'"' as u16;
const BACKSLASH: u16 = b'\\' as u16;
const BLANK: u16 = b' ' as u16;

pub(super) fn line<'a>(words: impl IntoIterator<Item = &'a [u16]>) -> Vec<u16> {
    words.into_iter().map(quoted).collect::<Vec<_>>().join(&BLANK)
}

/// Backslashes mean something before a quotation mark only: there each stands for half a one.
pub(super) fn quoted(word: &[u16]) -> Vec<u16> {
    let mut quoted = vec![QUOTE];
    let mut backslashes = 0;
    for unit in word {
        match *unit {
            BACKSLASH => backslashes += 1,
            QUOTE => {
                quoted.extend(repeat_n(BACKSLASH, backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        quoted.push(*unit);
    }
    quoted.extend(repeat_n(BACKSLASH, backslashes));
    quoted.push(QUOTE);
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> String {
        let words: Vec<Vec<u16>> = words.iter().map(|word| word.encode_utf16().collect()).collect();
        String::from_utf16(&line(words.iter().map(Vec::as_slice))).unwrap()
    }

    #[test]
    fn a_folder_at_the_end_of_a_line_does_not_swallow_the_quotation_mark() {
        assert_eq!(of(&["--home", r"C:\Program Data\"]), r#""--home" "C:\Program Data\\""#);
        assert_eq!(of(&[r"C:\Program Data\\"]), r#""C:\Program Data\\\\""#);
    }

    #[test]
    fn a_quotation_mark_in_a_word_is_part_of_it() {
        assert_eq!(of(&[r#"a "b" c"#, ""]), r#""a \"b\" c" """#);
        assert_eq!(of(&[r#"a\"b\\c"#]), r#""a\\\"b\\c""#);
    }
}
