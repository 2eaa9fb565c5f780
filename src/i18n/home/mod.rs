//! The texts of the home page.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

/// The texts of the home page in one language. `{0}` is a placeholder for a value.
#[derive(Debug)]
pub struct Home {
    /// Heading of the page.
    pub title: &'static str,
    /// Label of the input.
    pub label: &'static str,
    /// Button after the input: opens the page.
    pub open: &'static str,
    /// Hint below the input: the accepted values, and where to find them.
    pub hint: &'static str,
    /// While the service is asked about the input.
    pub looking_up: &'static str,
    /// Error for an empty input.
    pub id_blank: &'static str,
    /// Error for an input that is too long. {0}: the maximum number of characters.
    pub id_too_long: &'static str,
    /// Error for an input that cannot be an ID, such as `..`. {0}: the input.
    pub id_impossible: &'static str,
    /// Error for an address that is neither of this app nor of the plans in BK-Repo's console.
    pub address_unknown: &'static str,
    /// Error for an ID that the service does not know. {0}: the ID.
    pub id_unknown: &'static str,
    /// Heading of the list of recently opened pages.
    pub recent: &'static str,
    /// In place of an empty list of recently opened pages.
    pub recent_none: &'static str,
    /// Button below the list: removes all entries.
    pub forget: &'static str,
    /// Heading of the links that the operator configured.
    pub shortcuts: &'static str,
    /// Kind of a page in the lists: the plans of a project.
    pub kind_plans: &'static str,
}
