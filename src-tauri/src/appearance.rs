//! Light or dark: what the person chose, and where that is to follow the desktop, what the desktop says.

use companion::interface::preference::Appearance;
use tauri::{AppHandle, Theme, async_runtime};
use tokio::sync::watch;

/// Dresses the app's windows, those of today and those to come.
pub(crate) struct Wardrobe {
    chosen: watch::Sender<Appearance>,
}

impl Wardrobe {
    /// Follows the desktop from now on.
    pub(crate) fn open(app: &AppHandle, mut desktop: watch::Receiver<Option<Theme>>) -> Self {
        let (chosen, mut choices) = watch::channel(Appearance::System);
        let app = app.clone();
        async_runtime::spawn(async move {
            let mut worn = None;
            loop {
                let theme = theme(*choices.borrow_and_update(), *desktop.borrow_and_update());
                if worn != theme {
                    app.set_theme(theme);
                    worn = theme;
                }
                let more = tokio::select! {
                    chosen = choices.changed() => chosen,
                    changed = desktop.changed() => changed,
                };
                // The app is ending.
                if more.is_err() {
                    return;
                }
            }
        });
        Self { chosen }
    }

    pub(crate) fn dress(&self, appearance: Appearance) {
        self.chosen.send_replace(appearance);
    }
}

/// None leaves it to the system.
fn theme(chosen: Appearance, desktop: Option<Theme>) -> Option<Theme> {
    match chosen {
        Appearance::System => desktop,
        Appearance::Light => Some(Theme::Light),
        Appearance::Dark => Some(Theme::Dark),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_stands_above_the_desktop() {
        assert_eq!(theme(Appearance::Light, Some(Theme::Dark)), Some(Theme::Light));
        assert_eq!(theme(Appearance::Dark, None), Some(Theme::Dark));
        assert_eq!(theme(Appearance::System, Some(Theme::Dark)), Some(Theme::Dark));
        assert_eq!(theme(Appearance::System, None), None);
    }
}
