//! The words of the app: one Fluent catalogue for window, tray and notification alike. The model chooses the sentence,
//! `locales/` holds it; the page reads its own file of it.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A file for each capability, and the page's.
const ENGLISH: &str = concat!(
    include_str!("../../locales/en/kernel.ftl"),
    "\n",
    include_str!("../../locales/en/frame.ftl"),
    "\n",
    include_str!("../../locales/en/service.ftl"),
    "\n",
    include_str!("../../locales/en/networks.ftl"),
    "\n",
    include_str!("../../locales/en/authorities.ftl"),
    "\n",
    include_str!("../../locales/en/administer.ftl"),
    "\n",
    include_str!("../../locales/en/tokens.ftl"),
    "\n",
    include_str!("../../locales/en/app.ftl"),
    "\n",
    include_str!("../../locales/en/page.ftl")
);

/// English in other letters: what is not in it was written outside the catalogue.
pub const PSEUDO: &str = "en-XA";

/// A catalogue in one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: LanguageIdentifier,
}

impl Words {
    /// The catalogue nearest to this language tag; English if there is none.
    pub fn in_language(tag: Option<&str>) -> Self {
        let pseudo = tag == Some(PSEUDO);
        let language: LanguageIdentifier = if pseudo { PSEUDO } else { "en" }.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language.clone()]);
        if pseudo {
            bundle.set_transform(Some(other_letters));
        }
        // A broken line loses that line only, and a test reads the whole catalogue.
        let resource = FluentResource::try_new(ENGLISH.to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
        Self { bundle, language }
    }

    /// The language tag of these words.
    pub fn language(&self) -> String {
        self.language.to_string()
    }

    /// The sentence of this name with its parts filled in. Each part is kept apart from the sentence's own direction
    /// of writing, as a name may be in another one.
    pub fn say(&self, name: &str, parts: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (key, value) in parts {
            args.set(*key, *value);
        }
        self.format(name, &args)
    }

    /// A sentence with a number that its grammar depends on.
    pub fn count(&self, name: &str, numbers: &[(&str, usize)]) -> String {
        let mut args = FluentArgs::new();
        for (key, value) in numbers {
            args.set(*key, *value);
        }
        self.format(name, &args)
    }

    /// A sentence with texts and numbers.
    pub fn say_count(&self, name: &str, parts: &[(&str, &str)], numbers: &[(&str, usize)]) -> String {
        let mut args = FluentArgs::new();
        for (key, value) in parts {
            args.set(*key, *value);
        }
        for (key, value) in numbers {
            args.set(*key, *value);
        }
        self.format(name, &args)
    }

    fn format(&self, name: &str, args: &FluentArgs) -> String {
        let pattern = self.bundle.get_message(name).and_then(|message| message.value());
        // A missing sentence shows its name, so that nothing is silently empty; the tests look for the brackets.
        let Some(pattern) = pattern else { return format!("⟨{name}⟩") };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(args), &mut errors).into_owned()
    }
}

/// A sentence without the marks that keep its parts apart: they are seen where only plain text is understood.
pub fn plain(sentence: &str) -> String {
    sentence.replace(['\u{2068}', '\u{2069}'], "")
}

/// Letters that can still be read and are not the ones in the source: "Ćöññëçťëđ".
fn other_letters(text: &str) -> Cow<'_, str> {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const OTHER: &str = "åƀçđëƒğħïĵķłɱñöþɋřšťüṽŵẋýžÅƁÇĐËƑĞĦÏĴĶŁṀÑÖÞɊŘŠŤÜṼŴẊÝŽ";
    text.chars()
        .map(|c| PLAIN.chars().position(|p| p == c).and_then(|i| OTHER.chars().nth(i)).unwrap_or(c))
        .collect::<String>()
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_catalogue_is_a_sentence() {
        let faults = FluentResource::try_new(ENGLISH.to_owned()).err().map(|(_, faults)| faults);
        assert_eq!(faults, None);
    }

    #[test]
    fn no_sentence_stands_twice() {
        let names = ENGLISH.lines().filter_map(|line| line.split_once(" ="));
        let mut names: Vec<&str> = names.map(|(name, _)| name).filter(|name| !name.starts_with([' ', '#'])).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn a_name_in_another_direction_stays_within_its_marks() {
        let said = Words::in_language(None).say("toast-forgotten", &[("name", "שלום")]);
        assert_eq!(said, "\u{2068}שלום\u{2069} forgotten");
    }

    #[test]
    fn the_pseudo_language_changes_every_sentence_and_no_name() {
        let words = Words::in_language(Some(PSEUDO));
        let said = words.say("toast-forgotten", &[("name", "home")]);
        assert_eq!(said, "\u{2068}home\u{2069} ƒöřğöťťëñ");
    }

    #[test]
    fn a_missing_sentence_is_seen() {
        assert_eq!(Words::in_language(None).say("no-such-sentence", &[]), "⟨no-such-sentence⟩");
    }
}
