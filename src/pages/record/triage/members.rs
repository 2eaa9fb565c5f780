//! Failed artifacts, one below the other, each with the way to its row.

use leptos::prelude::*;

use super::super::super::wording;
use crate::components::dynamic::{click, dynamic};
use crate::components::stamp::NONE;
use crate::components::status::tag;
use crate::i18n::speech::Speech;
use crate::model::codes::Status;
use crate::model::filter::{DetailFilter, Field};
use crate::model::place::{Place, RecordPlace};
use crate::model::triage::{Member, Triage};
use crate::state::nav::Nav;

/// How many are shown at first, and how many more at a time.
const FEW: usize = 20;

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
            let rows: Vec<AnyView> =
                members.iter().take(most).filter_map(|at| known.member(*at)).map(|member| row(speech, nav, &place, known, member)).collect();
            let rest = members.len().saturating_sub(most);
            let more = (rest > 0).then(|| {
                let next = i64::try_from(rest.min(FEW.saturating_mul(5))).unwrap_or_default();
                let more = click(move || shown.update(|shown| *shown = shown.saturating_add(FEW.saturating_mul(5))));
                view! { <button type="button" class="rl-button" on:click=more>{speech.counted(&words.show_more, next)}</button> }
            });
            let none = members.is_empty().then(|| view! { <p class="rl-hint">{words.none_of_these}</p> });
            view! { {none} <ul class="rl-members">{rows}</ul> {more} }.into_any()
        })
    };
    dynamic(rows)
}

fn row(speech: Speech, nav: Nav, place: &RecordPlace, known: &Triage, member: &Member) -> AnyView {
    let words = speech.words();
    let or_none = |text: &str| if text.is_empty() { NONE.to_owned() } else { text.to_owned() };
    let texts = known.texts(member);
    let name = match member.name() {
        None => view! { <span>{words.historical}</span> }.into_any(),
        Some(name) => {
            let filter = DetailFilter::default()
                .with_status(Some(Status::Failed))
                .with(Field::ArtifactName, name)
                .with(Field::Version, member.version().unwrap_or_default())
                .with(Field::RepoName, texts.repository)
                .with(Field::ClusterName, texts.cluster);
            let href = nav.href(&Place::Record(place.filtered(filter)));
            view! { <a href=href title=words.find_row><bdi>{name.to_owned()}</bdi></a> }.into_any()
        }
    };
    let version = member.version().map(|version| tag(version.to_owned(), None, None));
    let line = (!texts.line.is_empty()).then(|| view! { <p class="rl-error"><bdi>{texts.line.to_owned()}</bdi></p> });
    let when = member.at().map(|at| view! { <time>{at.date_and_time()}</time> });
    let kind = (!texts.repository_type.is_empty())
        .then(|| view! { <span class="rl-kind">{texts.repository_type.to_owned()}</span> " " });
    let (tone, _) = wording::status(speech, Some(&Status::Failed));
    view! {
        <li data-tone=tone.name()>
            <p>{name} {version} <small>{kind}<bdi>{or_none(texts.repository)}</bdi> " → " <bdi>{or_none(texts.cluster)}</bdi> " " {when}</small></p>
            {line}
        </li>
    }
    .into_any()
}
