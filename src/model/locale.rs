//! The languages of the user interface.

/// A language of the user interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// Simplified Chinese, the default of the BK-Repo console.
    #[default]
    ZhCn,
    /// English.
    EnUs,
    /// Japanese.
    Ja,
}

impl Locale {
    /// All languages, in the order of the console.
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::EnUs, Self::Ja];

    /// The BCP 47 tag, as in the configuration and in `Intl`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::EnUs => "en-US",
            Self::Ja => "ja",
        }
    }

    /// The name of the language in the language itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "简体中文",
            Self::EnUs => "English",
            Self::Ja => "日本語",
        }
    }

    /// Parses a tag in any spelling: the cookie of the console has `zh-cn`, `en` or `ja`, a browser has `en-GB`.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().split('-').next().is_some_and(|known| known.eq_ignore_ascii_case(language)))
    }

    /// The first supported language of a list of tags in order of preference.
    pub fn choose<'a>(preferences: impl IntoIterator<Item = &'a str>) -> Self {
        preferences.into_iter().find_map(Self::parse).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_parsed_in_any_spelling() {
        assert_eq!(Locale::parse("zh-cn"), Some(Locale::ZhCn));
        assert_eq!(Locale::parse("zh_TW"), Some(Locale::ZhCn));
        assert_eq!(Locale::parse("EN"), Some(Locale::EnUs));
        assert_eq!(Locale::parse("ja-JP"), Some(Locale::Ja));
        assert_eq!(Locale::parse("fr"), None);
        assert_eq!(Locale::parse(""), None);
    }

    #[test]
    fn the_first_supported_preference_is_chosen() {
        assert_eq!(Locale::choose(["fr", "", "ja", "en"]), Locale::Ja);
        assert_eq!(Locale::choose(["fr"]), Locale::ZhCn);
    }
}
