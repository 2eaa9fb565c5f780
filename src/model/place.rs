//! Where a person is: which page, and everything on it that a link must bring back.
//!
//! A place and its address are two forms of one thing: [`Place::parse`] and [`Place::address`] are each other's
//! inverse. Parameters are named as on the wire; defaults are left out.

use super::codes::Status;
use super::filter::{DetailFilter, Field};
use super::id::Id;
use super::page::{self, Page};
use super::query::{Address, Parameters, decode, encode};

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// Open a task or an execution.
    Home,
    /// The execution history of a task.
    Task(TaskPlace),
    /// One execution.
    Record(RecordPlace),
    /// An address that leads nowhere, as it was typed.
    Nowhere(String),
}

/// The execution history of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskPlace {
    /// The task's key.
    pub key: Id,
    /// The task's name, where the link that led here knew it (`planName`, as the console passes it).
    pub plan_name: Option<String>,
    /// Only executions in this state.
    pub status: Option<Status>,
    /// Which page of the table.
    pub page: Page,
    /// Whether the strip shows the whole history (`history=all`) and not only the latest runs.
    pub whole_history: bool,
}

/// One execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordPlace {
    /// The record's id.
    pub id: Id,
    /// The task's name, where the link that led here knew it.
    pub plan_name: Option<String>,
    /// What the details are narrowed to.
    pub filter: DetailFilter,
    /// Which page of the details.
    pub page: Page,
    /// The ids of the details that stand open (`open`, once for all, joined by commas).
    pub open: Vec<String>,
}

impl TaskPlace {
    /// The history of a task, from its first page.
    pub fn new(key: Id, plan_name: Option<String>, size: u32) -> Self {
        Self { key, plan_name, status: None, page: Page::first(size), whole_history: false }
    }
}

impl RecordPlace {
    /// An execution, unfiltered, from its first page.
    pub fn new(id: Id, plan_name: Option<String>, size: u32) -> Self {
        Self { id, plan_name, filter: DetailFilter::default(), page: Page::first(size), open: Vec::new() }
    }

    /// The same execution with other filters: from the first page, with all rows closed.
    #[must_use]
    pub fn filtered(&self, filter: DetailFilter) -> Self {
        Self { filter, page: self.page.at(1), open: Vec::new(), ..self.clone() }
    }

    /// The same execution on another page, with all rows closed.
    #[must_use]
    pub fn turned(&self, page: Page) -> Self {
        Self { page, open: Vec::new(), ..self.clone() }
    }

    /// The same execution with a row opened, or closed if it was open.
    #[must_use]
    pub fn toggled(&self, detail: &str) -> Self {
        let mut open = self.open.clone();
        match open.iter().position(|id| id == detail) {
            Some(at) => drop(open.remove(at)),
            None => open.push(detail.to_owned()),
        }
        Self { open, ..self.clone() }
    }
}

impl Place {
    /// Reads an address: the path below the base, without a leading slash, and the query without its `?`.
    ///
    /// Never fails: what cannot be read in the query is left at its default, and a path that names no page is
    /// [`Place::Nowhere`].
    pub fn parse(path: &str, query: &str) -> Self {
        let nowhere = || Self::Nowhere(path.to_owned());
        let mut segments = path.split('/');
        let (kind, id, rest) = (segments.next().unwrap_or_default(), segments.next(), segments.next());
        // A slash at the end is a habit of people and of servers.
        if rest.is_some_and(|rest| !rest.is_empty()) || segments.next().is_some() {
            return nowhere();
        }
        let Some(id) = id else {
            return if matches!(kind, "" | "index.html") { Self::Home } else { nowhere() };
        };
        let Ok(id) = Id::parse(&decode(id)) else {
            return nowhere();
        };
        let parameters = Parameters::parse(query);
        let plan_name = parameters.get("planName").map(str::to_owned);
        let status = parameters.get("status").and_then(Status::known);
        let page = Page::parse(parameters.get("pageNumber"), parameters.get("pageSize"));
        match kind {
            "tasks" => Self::Task(TaskPlace {
                key: id,
                plan_name,
                status,
                page,
                whole_history: parameters.get("history") == Some("all"),
            }),
            "records" => {
                let filter =
                    Field::ALL.into_iter().fold(DetailFilter::default().with_status(status), |filter, field| {
                        filter.with(field, parameters.get(field.name()).unwrap_or_default())
                    });
                let open = parameters.get("open").unwrap_or_default();
                Self::Record(RecordPlace {
                    id,
                    plan_name,
                    filter,
                    page,
                    open: open.split(',').filter(|id| !id.is_empty()).map(|id| decode(id).into_owned()).collect(),
                })
            }
            _ => nowhere(),
        }
    }

    /// The address below the base, without a leading slash.
    pub fn address(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Nowhere(path) => path.clone(),
            Self::Task(task) => {
                let mut address = Address::new(format!("tasks/{}", encode(task.key.as_str())));
                head(&mut address, task.plan_name.as_deref(), task.status.as_ref());
                tail(&mut address, task.page);
                if task.whole_history {
                    address.parameter("history", "all");
                }
                address.finish()
            }
            Self::Record(record) => {
                let mut address = Address::new(format!("records/{}", encode(record.id.as_str())));
                head(&mut address, record.plan_name.as_deref(), record.filter.status.as_ref());
                for (field, text) in record.filter.texts() {
                    address.parameter(field.name(), text);
                }
                tail(&mut address, record.page);
                if !record.open.is_empty() {
                    // Encoded one by one, so that a comma in an id is not taken for the next id.
                    let ids: Vec<String> = record.open.iter().map(|id| encode(id).to_string()).collect();
                    address.parameter("open", &ids.join(","));
                }
                address.finish()
            }
        }
    }

    /// Whether two places are on the same page of the app, about the same thing: a move between them is no
    /// arrival at a new page, and leaves focus and scrolling alone.
    pub fn same_subject(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Home, Self::Home) => true,
            (Self::Task(one), Self::Task(other)) => one.key == other.key,
            (Self::Record(one), Self::Record(other)) => one.id == other.id,
            (Self::Nowhere(one), Self::Nowhere(other)) => one == other,
            _ => false,
        }
    }
}

fn head(address: &mut Address, plan_name: Option<&str>, status: Option<&Status>) {
    if let Some(name) = plan_name {
        address.parameter("planName", name);
    }
    if let Some(status) = status {
        address.parameter("status", status.as_str());
    }
}

fn tail(address: &mut Address, page: Page) {
    if page.number != 1 {
        address.parameter("pageNumber", &page.number.to_string());
    }
    if page.size != page::DEFAULT_SIZE {
        address.parameter("pageSize", &page.size.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(address: &str) -> Place {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Place::parse(path, query)
    }

    #[test]
    fn the_documented_routes_lead_to_their_pages() {
        assert_eq!(parse(""), Place::Home);
        let key = Id::parse("651095dfe0524ce9b3ab53d13532361c").unwrap();
        assert_eq!(parse("tasks/651095dfe0524ce9b3ab53d13532361c"), Place::Task(TaskPlace::new(key, None, 20)));
        let Place::Record(record) = parse("records/609b?status=FAILED&artifactName=libstdc%2B%2B&open=a,b") else {
            panic!("a record")
        };
        assert_eq!(record.filter.status, Some(Status::Failed));
        assert_eq!(record.filter.text(Field::ArtifactName), "libstdc++");
        assert_eq!(record.open, ["a", "b"]);
    }

    #[test]
    fn defaults_are_left_out() {
        let place = RecordPlace::new(Id::parse("609b").unwrap(), None, page::DEFAULT_SIZE);
        assert_eq!(Place::Record(place).address(), "records/609b");
    }

    #[test]
    fn what_cannot_be_read_falls_back_to_the_default() {
        assert_eq!(
            parse("tasks/k?pageNumber=abc&pageSize=-3&status=A_STATUS_OF_TOMORROW&history=some&unheard=of"),
            parse("tasks/k")
        );
    }

    #[test]
    fn other_addresses_lead_nowhere_and_say_so() {
        for path in ["task/x", "tasks", "tasks/", "tasks/%20", "tasks/a/b", "records/..", "records/a/b/c", "x"] {
            assert_eq!(parse(path), Place::Nowhere(path.to_owned()), "{path}");
        }
        let long = format!("tasks/{}", "x".repeat(300));
        assert_eq!(parse(&long), Place::Nowhere(long.clone()));
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing() {
        assert_eq!(parse("tasks/k/"), parse("tasks/k"));
    }

    #[test]
    fn filtering_starts_again_from_the_first_page() {
        let Place::Record(record) = parse("records/r?pageNumber=7&pageSize=50&open=x") else { panic!("a record") };
        let filtered = record.filtered(DetailFilter::default().with(Field::Version, "1"));
        assert_eq!(Place::Record(filtered).address(), "records/r?version=1&pageSize=50");
    }

    #[test]
    fn a_row_opens_and_closes() {
        let Place::Record(record) = parse("records/r?open=x") else { panic!("a record") };
        assert_eq!(record.toggled("y").open, ["x", "y"]);
        assert_eq!(record.toggled("x").open, Vec::<String>::new());
    }

    fn id() -> impl Strategy<Value = Id> {
        "\\PC{1,40}".prop_filter_map("no id", |text| Id::parse(&text).ok())
    }

    fn status() -> impl Strategy<Value = Option<Status>> {
        prop::option::of(prop::sample::select(Status::KNOWN.to_vec()))
    }

    fn page() -> impl Strategy<Value = Page> {
        (1..=page::LARGEST_NUMBER, 1..=page::LARGEST_SIZE).prop_map(|(number, size)| Page { number, size })
    }

    fn name() -> impl Strategy<Value = Option<String>> {
        prop::option::of("(?s).{1,20}")
    }

    fn task() -> impl Strategy<Value = Place> {
        (id(), name(), status(), page(), any::<bool>()).prop_map(|(key, plan_name, status, page, whole_history)| {
            Place::Task(TaskPlace { key, plan_name, status, page, whole_history })
        })
    }

    fn record() -> impl Strategy<Value = Place> {
        let texts = prop::array::uniform6(prop::option::of("(?s).{1,20}"));
        (id(), name(), status(), page(), texts, prop::collection::vec("\\PC{1,24}", 0..4)).prop_map(
            |(id, plan_name, status, page, texts, open)| {
                let filter = Field::ALL
                    .into_iter()
                    .zip(texts)
                    .fold(DetailFilter::default().with_status(status), |filter, (field, text)| {
                        filter.with(field, text.unwrap_or_default())
                    });
                Place::Record(RecordPlace { id, plan_name, filter, page, open })
            },
        )
    }

    proptest! {
        #[test]
        fn a_place_survives_its_address(place in prop_oneof![Just(Place::Home), task(), record()]) {
            prop_assert_eq!(parse(&place.address()), place);
        }

        #[test]
        fn no_address_panics_and_each_settles(path in "\\PC{0,40}", query in "\\PC{0,60}") {
            let place = Place::parse(&path, &query);
            if !matches!(place, Place::Nowhere(_)) {
                prop_assert_eq!(parse(&place.address()), place);
            }
        }
    }
}
