//! Recognises scrolling of the user while the position of a list is restored.

/// Position of a link that is kept in place, in whole CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct LinkPlace {
    /// The distance from the top of the viewport to where the link shall be, positive below it.
    distance: f64,
    /// The distance from the top of the scrolled content, which scrolling does not change.
    offset: f64,
}

impl LinkPlace {
    /// A link at a distance of `y` from the top of the viewport that shall be at `top`, in content that is scrolled down by
    /// `scrolled`, all in CSS pixels.
    #[must_use]
    pub fn new(y: f64, scrolled: i32, top: f64) -> Self {
        Self { distance: (y - top).round(), offset: (y + f64::from(scrolled)).round() }
    }

    /// How far the content must be scrolled down until the link is in its place.
    #[must_use]
    pub const fn distance(self) -> f64 {
        self.distance
    }

    /// Whether the user has scrolled since `before`.
    ///
    /// A browser scrolls too, when content above the viewport grows (scroll
    /// anchoring): then the content has moved, or the link comes closer to its place.
    #[must_use]
    pub fn is_scrolled_away(self, before: Self) -> bool {
        let has_content_moved = (self.offset - before.offset).abs() > 1.0;
        !has_content_moved && self.distance.abs() > before.distance.abs() + 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In its place at 440, in content that is scrolled by 960.
    fn in_place() -> LinkPlace {
        LinkPlace::new(440.0, 960, 440.0)
    }

    #[test]
    fn scrolling_of_the_user_moves_a_link_away_from_its_place() {
        assert!(LinkPlace::new(480.0, 920, 440.0).is_scrolled_away(in_place()));
        assert!(LinkPlace::new(400.0, 1_000, 440.0).is_scrolled_away(in_place()));
        // The list is too short for the link to reach its place, and the user scrolls up.
        let before = LinkPlace::new(468.0, 932, 440.0);
        assert!(LinkPlace::new(530.0, 870, 440.0).is_scrolled_away(before));
    }

    #[test]
    fn growing_content_and_scroll_anchoring_are_no_scrolling_of_the_user() {
        assert!(!LinkPlace::new(444.0, 960, 440.0).is_scrolled_away(in_place()));
        let before = LinkPlace::new(468.0, 956, 440.0);
        // The content has grown by 4, and the browser has scrolled by 4.
        assert!(!LinkPlace::new(468.0, 960, 440.0).is_scrolled_away(before));
        // The browser scrolls one frame after the content has grown.
        assert!(!LinkPlace::new(464.0, 960, 440.0).is_scrolled_away(before));
        // Fractions of a pixel are rounded.
        assert!(!LinkPlace::new(440.6, 960, 440.0).is_scrolled_away(in_place()));
    }
}
