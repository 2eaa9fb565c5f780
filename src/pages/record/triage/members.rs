//! Failed artifacts, one below the other, each with the way to its row.

use leptos::prelude::*;

use crate::components::dynamic::dynamic;
use crate::components::stamp::NONE;
use crate::components::status::{self, Tone};
use crate::components::tag::{Child, Tag, bdi, button, link, tag};
use crate::i18n::speech::Speech;
use crate::model::codes::Status;
use crate::model::filter::{DetailFilter, Field};
use crate::model::place::{Place, RecordPlace};
use crate::model::triage::{Member, Triage};
use crate::state::nav::Nav;

/// How many are shown at first, and how many more at a time.
const FEW: usize = 20;
const MORE: usize = 100;

/// Those that have one text: the link that narrows the table to them.
pub(super) fn narrowed(nav: Nav, place: &RecordPlace, field: Field, text: &str) -> String {
    let filter = DetailFilter::default().with_status(Some(Status::Failed)).with(field, text);
    nav.href(&Place::Record(place.filtered(filter)))
}

/// A list of failed artifacts. `members` picks them out of what is known, and says how many there are.
pub(super) fn list(
    speech: Speech,
    nav: Nav,
    place: Memo<RecordPlace>,
    from: super::Failures,
    members: impl Fn(&Triage) -> Vec<u32> + Send + 'static,
) -> AnyView {
    let words = speech.words();
    let shown = RwSignal::new(FEW);
    let rows = move || {
        let place = place.get();
        let most = shown.get();
        from.look(|known| {
            let members = members(known);
            let rows = members.iter().take(most).filter_map(|at| known.member(*at));
            let rows: Vec<Tag> = rows.map(|member| row(speech, nav, &place, known, member)).collect();
            let rest = members.len().saturating_sub(most);
            let more = (rest > 0).then(|| {
                let next = i64::try_from(rest.min(MORE)).unwrap_or_default();
                let more = move || shown.update(|shown| *shown = shown.saturating_add(MORE));
                button("rl-button", more).with(speech.counted(&words.show_more, next))
            });
            let none = members.is_empty().then(|| tag("p").class("rl-hint").with(words.none_of_these));
            vec![none.child(), tag("ul").class("rl-members").with(rows).child(), more.child()].child()
        })
    };
    dynamic(rows)
}

fn row(speech: Speech, nav: Nav, place: &RecordPlace, known: &Triage, member: &Member) -> Tag {
    let words = speech.words();
    let or_none = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
    let texts = known.texts(member);
    let name = match member.name() {
        None => tag("span").with(words.historical),
        Some(name) => {
            let filter = DetailFilter::default()
                .with_status(Some(Status::Failed))
                .with(Field::ArtifactName, name)
                .with(Field::Version, member.version().unwrap_or_default())
                .with(Field::RepoName, texts.repository)
                .with(Field::ClusterName, texts.cluster);
            let href = nav.href(&Place::Record(place.filtered(filter)));
            link(href, bdi(name.to_owned())).attr("title", words.find_row)
        }
    };
    let version = member.version().map(|version| status::tag(version.to_owned(), None, None));
    let line = (!texts.line.is_empty()).then(|| tag("p").class("rl-error").with(bdi(texts.line.to_owned())));
    let kind = (!texts.repository_type.is_empty())
        .then(|| vec![tag("span").class("rl-kind").with(texts.repository_type.to_owned()).child(), " ".child()]);
    let route = tag("small")
        .with(kind)
        .with(bdi(or_none(texts.repository)))
        .with(" → ")
        .with(bdi(or_none(texts.cluster)))
        .with(" ")
        .with(member.at().map(|at| tag("time").with(at.date_and_time())));
    let head = tag("p").with(name).with(" ").with(version).with(" ").with(route);
    tag("li").attr("data-tone", Tone::Bad.name()).with(head).with(line)
}
