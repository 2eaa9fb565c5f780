//! Where a person is: which page, and everything on it that a link must bring back.
//!
//! A place and its address are two forms of one thing: [`Place::parse`] and [`Place::address`] are each other's
//! inverse. Parameters are named as on the wire; defaults are left out.

use super::codes::Status;
use super::filter::{DetailFilter, Field};
use super::id::Id;
use super::page::{self, Page};
use super::query::{Address, Parameters, decode, encode};
use super::trend::{Per, Range};
use super::triage::By;

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
    /// The trend over the whole history (`history=all`), where it is shown in place of the latest runs.
    pub trend: Option<Trend>,
}

/// How the whole history of a task is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Trend {
    /// Only this span of it (`from`, `to`).
    pub range: Option<Range>,
    /// What it is summed up by (`per`); chosen by how long it is where nothing is said.
    pub per: Option<Per>,
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
    /// What is asked about the failed details, where anything is (`triage`).
    pub inquiry: Option<Inquiry>,
    /// The group of failed details that stands open (`group`).
    pub group: Option<String>,
}

/// A question about all failed details of an execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inquiry {
    /// What they have in common (`triage=error`, `cluster` or `repository`).
    Groups(By),
    /// What was different in an execution before (`triage=before`): in that one (`compare`), or in the last.
    Before(Option<Id>),
}

impl TaskPlace {
    /// The history of a task, from its first page.
    pub fn new(key: Id, plan_name: Option<String>, size: u32) -> Self {
        Self { key, plan_name, status: None, page: Page::first(size), trend: None }
    }
}

impl RecordPlace {
    /// An execution, unfiltered, from its first page.
    pub fn new(id: Id, plan_name: Option<String>, size: u32) -> Self {
        let (filter, page) = (DetailFilter::default(), Page::first(size));
        Self { id, plan_name, filter, page, open: Vec::new(), inquiry: None, group: None }
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

    /// The same execution with another question about what failed, and no group open; or with none.
    #[must_use]
    pub fn inquiring(&self, inquiry: Option<Inquiry>) -> Self {
        Self { inquiry, group: None, ..self.clone() }
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
                trend: (parameters.get("history") == Some("all")).then(|| Trend {
                    range: parameters
                        .get("from")
                        .zip(parameters.get("to"))
                        .and_then(|(from, to)| Range::parse(from, to)),
                    per: parameters.get("per").and_then(Per::parse),
                }),
            }),
            "records" => {
                let filter =
                    Field::ALL.into_iter().fold(DetailFilter::default().with_status(status), |filter, field| {
                        filter.with(field, parameters.get(field.name()).unwrap_or_default())
                    });
                let open = parameters.get("open").unwrap_or_default();
                let inquiry = parameters.get("triage").and_then(|triage| match triage {
                    BEFORE => Some(Inquiry::Before(parameters.get("compare").and_then(|id| Id::parse(id).ok()))),
                    by => By::parse(by).map(Inquiry::Groups),
                });
                let group = parameters.get("group").filter(|_| inquiry.is_some()).map(str::to_owned);
                Self::Record(RecordPlace {
                    id,
                    plan_name,
                    filter,
                    page,
                    open: open.split(',').filter(|id| !id.is_empty()).map(|id| decode(id).into_owned()).collect(),
                    inquiry,
                    group,
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
                if let Some(trend) = &task.trend {
                    address.parameter("history", "all");
                    if let Some(range) = trend.range {
                        let (from, to) = range.texts();
                        address.parameter("from", &from);
                        address.parameter("to", &to);
                    }
                    if let Some(per) = trend.per {
                        address.parameter("per", per.name());
                    }
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
                inquire(&mut address, record);
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

/// The value of `triage` for a comparison.
const BEFORE: &str = "before";

fn inquire(address: &mut Address, record: &RecordPlace) {
    match &record.inquiry {
        None => return,
        Some(Inquiry::Groups(by)) => address.parameter("triage", by.name()),
        Some(Inquiry::Before(with)) => {
            address.parameter("triage", BEFORE);
            if let Some(id) = with {
                address.parameter("compare", id.as_str());
            }
        }
    }
    if let Some(group) = &record.group {
        address.parameter("group", group);
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
    fn what_is_asked_about_failures_is_part_of_the_place() {
        let Place::Record(record) = parse("records/r?triage=cluster&group=shanghai&status=FAILED") else {
            panic!("a record")
        };
        assert_eq!((&record.inquiry, record.group.as_deref()), (&Some(Inquiry::Groups(By::Cluster)), Some("shanghai")));
        let other = record.inquiring(Some(Inquiry::Before(Id::parse("r0").ok())));
        assert_eq!(Place::Record(other).address(), "records/r?status=FAILED&triage=before&compare=r0");
        assert_eq!(parse("records/r?triage=moon&group=x"), parse("records/r"));
    }

    #[test]
    fn the_trend_is_part_of_the_place() {
        let address = "tasks/k?history=all&from=2026-11-01T00%3A00&to=2026-11-08T00%3A00&per=day";
        let Place::Task(task) = parse(address) else { panic!("a task") };
        assert_eq!(task.trend.as_ref().and_then(|trend| trend.per), Some(Per::Day));
        assert_eq!(Place::Task(task).address(), address);
        assert_eq!(parse("tasks/k?history=all&from=2026-11-08T00:00&to=x&per=year"), parse("tasks/k?history=all"));
        assert_eq!(parse("tasks/k?from=2026-11-01T00:00&to=2026-11-08T00:00"), parse("tasks/k"));
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
        (id(), name(), status(), page(), prop::option::of(trend())).prop_map(|(key, plan_name, status, page, trend)| {
            Place::Task(TaskPlace { key, plan_name, status, page, trend })
        })
    }

    fn trend() -> impl Strategy<Value = Trend> {
        let range = (0i64..200_000_000_000_000, 60_000i64..100_000_000_000);
        let range = range.prop_filter_map("no range", |(from, length)| Range::of(from, from + length));
        let per = prop::option::of(prop::sample::select(Per::ALL.to_vec()));
        (prop::option::of(range), per).prop_map(|(range, per)| Trend { range, per })
    }

    fn inquiry() -> impl Strategy<Value = Inquiry> {
        let groups = prop::sample::select(By::ALL.to_vec()).prop_map(Inquiry::Groups);
        prop_oneof![groups, prop::option::of(id()).prop_map(Inquiry::Before)]
    }

    fn record() -> impl Strategy<Value = Place> {
        let texts = prop::array::uniform6(prop::option::of("(?s).{1,20}"));
        let inquired = prop::option::of((inquiry(), prop::option::of("\\PC{1,24}")));
        let open = prop::collection::vec("\\PC{1,24}", 0..4);
        (id(), name(), status(), page(), texts, open, inquired).prop_map(
            |(id, plan_name, status, page, texts, open, inquired)| {
                let filter = Field::ALL
                    .into_iter()
                    .zip(texts)
                    .fold(DetailFilter::default().with_status(status), |filter, (field, text)| {
                        filter.with(field, text.unwrap_or_default())
                    });
                let (inquiry, group) = inquired.unzip();
                Place::Record(RecordPlace { id, plan_name, filter, page, open, inquiry, group: group.flatten() })
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
