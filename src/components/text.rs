//! Texts of the service: characters that are not seen are shown as marks, and a text that runs from right to left does not
//! change the order of what is around it.

use leptos::either::Either;
use leptos::prelude::*;

use crate::model::hidden::{Piece, is_plain, message_pieces, name_pieces, without_colours};

/// A name of the service, with marks for its hidden characters. A selection has the characters themselves, because the
/// style sheet draws the marks.
#[component]
pub fn Name(
    /// The name.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi>{name(text)}</bdi> }
}

/// The content of a [`Name`], for an element that isolates it already.
pub fn name(text: String) -> Either<String, AnyView> {
    if is_plain(&text) { Either::Left(text) } else { marked(name_pieces(&text)) }
}

/// A message of the service, without the colours of a terminal. Blanks and line breaks are not marked.
#[component]
pub fn Message(
    /// The message.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <bdi>{marked(message_pieces(&without_colours(&text)))}</bdi> }
}

/// The pieces with their marks; of a text without hidden characters, a text node.
fn marked(pieces: Vec<Piece>) -> Either<String, AnyView> {
    if matches!(pieces.as_slice(), [Piece { hidden: None, .. }]) {
        return Either::Left(pieces.into_iter().map(|piece| piece.plain).collect());
    }
    let piece = |piece: Piece| {
        let mark = piece.mark();
        let hidden =
            piece.hidden.map(|hidden| view! { <span class="rl-mark" data-mark=mark>{hidden.to_string()}</span> });
        (piece.plain, hidden)
    };
    Either::Right(pieces.into_iter().map(piece).collect_view().into_any())
}
