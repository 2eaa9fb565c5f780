//! FailureRow artifacts, one below the other, each with the way to its row.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::components::dynamic::{dynamic, value, whether};
use crate::components::focus::go_on;
use crate::components::keyed_list::{Item, keyed};
use crate::components::status::Tone;
use crate::components::tag::{Child, Tag, bdi, button, tag};
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, Field};
use crate::model::route::{RecordRoute, Route};
use crate::model::time::date_and_time;
use crate::model::triage::Triage;
use crate::navigation::Navigation;
use crate::query::effect::watch;

/// How many are shown at first, and how many more at a time.
const FEW: usize = 20;
const MORE: usize = 100;
/// An artifact in the list of them.
const MEMBER: Item = Item { tag: "li", attribute: ("data-tone", Tone::Bad.name()), may_become: false };

/// Where the table shows only what failed and what a filter leaves.
pub(super) fn narrowing(nav: Navigation, place: &RecordRoute, filter: DetailFilter) -> String {
    nav.href(&Route::Record(place.filtered(filter.with_status(Some(Status::Failed)))))
}

/// A link that narrows the table also brings a person there: it stands far below.
pub(super) fn shown_in_table(link: Tag) -> Tag {
    link.on("click", |event: MouseEvent| {
        // In another tab there is nothing to be brought to here.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        let link = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        let root = link.and_then(|link| link.closest(".rl").ok().flatten());
        let table = root.and_then(|root| root.query_selector("[data-part=details]").ok().flatten());
        if let Some(table) = table.and_then(|table| table.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(table.focus_with_options(&options));
            table.scroll_into_view();
        }
    })
}

/// A list of failed artifacts. `members` picks them out of what is known. An error whose first line is `said` above
/// them already is not said again.
pub(super) fn list(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    from: super::Failures,
    said: String,
    members: impl Fn(&Triage) -> Vec<u32> + 'static,
) -> AnyView {
    let terms = speech.analysis();
    let said = StoredValue::new(said);
    let shown = RwSignal::new(FEW);
    let (keys, rest) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(0usize));
    watch(move || {
        let most = shown.get();
        let Some(members) = from.look(&members) else { return };
        let now = from.keys(members.get(..most).unwrap_or(&members));
        rest.set(members.len().saturating_sub(now.len()));
        if keys.with_untracked(|before| *before != now) {
            keys.set(now);
        }
    });
    let is_empty = whether(move || keys.with(Vec::is_empty));
    let list = NodeRef::<html::Ol>::new();
    keyed(
        move || list.get().map(Into::into),
        MEMBER,
        keys,
        move |key| {
            key.with_untracked(|key| super::Failures::place_of(key))
                .map(|at| row(speech, nav, place, from, said, at))
                .child()
        },
    );
    let more = move || {
        let rest = rest.get();
        (rest > 0).then(|| {
            let next = i64::try_from(rest.min(MORE)).unwrap_or_default();
            let more = move || {
                go_on(list.get_untracked().as_deref());
                shown.update(|shown| *shown = shown.saturating_add(MORE));
            };
            button("rl-button", more).with(speech.counted(&terms.show_more, next))
        })
    };
    vec![
        dynamic(move || is_empty.get().then(|| tag("p").class("rl-hint").with(terms.none_of_these))),
        tag("ol").class("rl-members").refer(list).child(),
        dynamic(more),
    ]
    .child()
}

fn row(
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    from: super::Failures,
    said: StoredValue<String>,
    at: u32,
) -> AnyView {
    let words = speech.words();
    let terms = speech.analysis();
    let or_none = |text: &str| if text.is_empty() { EMPTY.to_owned() } else { text.to_owned() };
    let row = untrack(|| {
        from.look(|known| {
            let member = known.member(at)?;
            let texts = known.texts(member);
            let name = match member.name() {
                None => tag("span").with(words.historical),
                Some(name) => {
                    let filter = DetailFilter::default()
                        .with(Field::ArtifactName, name)
                        .with(Field::Version, member.version().unwrap_or_default())
                        .with(Field::RepoName, texts.repository)
                        .with(Field::ClusterName, texts.cluster);
                    let href = value(move || narrowing(nav, &place.get(), filter.clone()));
                    let link = tag("a").follows("href", href).with(bdi(name.to_owned()));
                    shown_in_table(link.attr("title", terms.find_row))
                }
            };
            let version =
                member.version().map(|version| crate::components::compat::tag(version.to_owned(), None, None));
            let is_new = !texts.line.is_empty() && said.with_value(|said| said != texts.line);
            let line = is_new.then(|| tag("p").class("rl-error").with(bdi(texts.line.to_owned())));
            let kind = (!texts.repository_type.is_empty()).then(|| {
                vec![tag("span").class("rl-kind").with(texts.repository_type.to_owned()).child(), " ".child()]
            });
            let route = tag("small")
                .with(kind)
                .with(bdi(or_none(texts.repository)))
                .with(" → ")
                .with(bdi(or_none(texts.cluster)))
                .with(" ")
                .with(member.at().map(|at| tag("time").with(date_and_time(at))));
            let head = tag("p").with(name).with(" ").with(version).with(" ").with(route);
            Some(vec![head.child(), line.child()].child())
        })
    });
    row.flatten().child()
}
