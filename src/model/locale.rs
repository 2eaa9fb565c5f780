//! The languages of the app.

/// A language that every word of the app exists in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// Chinese, simplified; what the console's makers speak.
    #[default]
    ZhCn,
    /// English.
    EnUs,
    /// Japanese.
    Ja,
}

impl Locale {
    /// Every language, in the console's order.
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::EnUs, Self::Ja];

    /// The tag, as BCP 47, the configuration and `Intl` write it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::EnUs => "en-US",
            Self::Ja => "ja",
        }
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::ZhCn => "简体中文",
            Self::EnUs => "English",
            Self::Ja => "日本語",
        }
    }

    /// Reads a tag in any spelling: the console's cookie has `zh-cn`, `en` and `ja`, a browser `en-GB`.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|locale| locale.tag().split('-').next().is_some_and(|known| known.eq_ignore_ascii_case(language)))
    }

    /// The first of several wishes that can be met: the most wanted first.
    pub fn choose<'a>(wishes: impl IntoIterator<Item = &'a str>) -> Self {
        wishes.into_iter().find_map(Self::parse).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_in_any_spelling() {
        assert_eq!(Locale::parse("zh-cn"), Some(Locale::ZhCn));
        assert_eq!(Locale::parse("zh_TW"), Some(Locale::ZhCn));
        assert_eq!(Locale::parse("EN"), Some(Locale::EnUs));
        assert_eq!(Locale::parse("ja-JP"), Some(Locale::Ja));
        assert_eq!(Locale::parse("fr"), None);
        assert_eq!(Locale::parse(""), None);
    }

    #[test]
    fn the_first_wish_that_can_be_met_is() {
        assert_eq!(Locale::choose(["fr", "", "ja", "en"]), Locale::Ja);
        assert_eq!(Locale::choose(["fr"]), Locale::ZhCn);
    }
}
