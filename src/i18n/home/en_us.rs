//! The texts of the home page in English.

use super::Home;

pub(in crate::i18n) static HOME: Home = Home {
    title: "Open a plan, an execution, or a project",
    label: "Plan key, execution ID, project ID, or address",
    open: "Open",
    hint: "Paste any of these; the type is detected automatically. In the BK-Repo console, open a plan or an execution log and copy the address of the page.",
    looking_up: "Searching…",
    id_blank: "Enter a key, an ID, or an address.",
    id_too_long: "Too long: keys and IDs have at most {0} characters.",
    id_impossible: "“{0}” is not a valid key or ID.",
    address_unknown: "This address is neither of a plan or execution log in the BK-Repo console nor of this app.",
    id_unknown: "No plan, execution, or project has the key or ID {0}, or the project has no plans.",
    recent: "Recently opened",
    recent_none: "Pages that you open appear here, on this device only.",
    forget: "Clear list",
    shortcuts: "Shortcuts",
    kind_plans: "Plans of a project",
};
