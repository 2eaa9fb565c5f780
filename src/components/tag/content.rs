//! What stands in an element: texts and elements as they are, and whatever else Leptos can show.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use web_sys::{Element, Node, Text};

use super::{Tag, TagState};

/// Something in an element.
pub enum Content {
    /// What is not there, and may be one day.
    Nothing,
    /// A text, never markup.
    Text(Cow<'static, str>),
    /// An element.
    Tag(Tag),
    /// Anything else.
    View(AnyView),
}

/// What can stand in an element.
pub trait Child: Sized {
    /// As what it is.
    fn content(self) -> Content;

    /// As a view like all others.
    fn child(self) -> AnyView {
        match self.content() {
            Content::Nothing => ().into_any(),
            Content::Text(text) => text.into_owned().into_any(),
            Content::Tag(tag) => tag.into_any(),
            Content::View(view) => view,
        }
    }
}

impl Child for Content {
    fn content(self) -> Content {
        self
    }
}

impl Child for AnyView {
    fn content(self) -> Content {
        Content::View(self)
    }
}

impl Child for Tag {
    fn content(self) -> Content {
        Content::Tag(self)
    }
}

impl Child for String {
    fn content(self) -> Content {
        Content::Text(Cow::Owned(self))
    }
}

impl Child for &'static str {
    fn content(self) -> Content {
        Content::Text(Cow::Borrowed(self))
    }
}

impl Child for () {
    fn content(self) -> Content {
        Content::Nothing
    }
}

impl<C: Child> Child for Option<C> {
    fn content(self) -> Content {
        self.map_or(Content::Nothing, Child::content)
    }
}

impl<C: Child> Child for Vec<C> {
    fn content(self) -> Content {
        Content::View(self.into_iter().map(Child::child).collect::<Vec<AnyView>>().into_any())
    }
}

/// The same, on the page.
pub(super) enum Shown {
    Nothing,
    Text(Text, Cow<'static, str>),
    Tag(TagState),
    View(AnyViewState),
}

impl Shown {
    fn of(content: Content) -> Self {
        match content {
            Content::Nothing => Self::Nothing,
            Content::Text(text) => Self::Text(document().create_text_node(&text), text),
            Content::Tag(tag) => Self::Tag(tag.build()),
            Content::View(view) => Self::View(view.build()),
        }
    }

    /// What takes the place of this: itself, changed, or something else, for which `place` finds a place behind it.
    fn become_of(self, content: Content, place: impl FnOnce(&mut Self)) -> Self {
        match (self, content) {
            (Self::Nothing, Content::Nothing) => Self::Nothing,
            (Self::Text(node, before), Content::Text(text)) => {
                if before != text {
                    node.set_data(&text);
                }
                Self::Text(node, text)
            }
            (Self::Tag(mut state), Content::Tag(tag)) => {
                tag.rebuild(&mut state);
                Self::Tag(state)
            }
            (Self::View(mut state), Content::View(view)) => {
                view.rebuild(&mut state);
                Self::View(state)
            }
            (mut before, content) => {
                let mut fresh = Self::of(content);
                if !before.insert_before_this(&mut fresh) {
                    place(&mut fresh);
                }
                before.unmount();
                fresh
            }
        }
    }
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        match self {
            Self::Nothing => {}
            Self::Text(node, _) => node.remove(),
            Self::Tag(state) => state.unmount(),
            Self::View(state) => state.unmount(),
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match self {
            Self::Nothing => {}
            Self::Text(node, _) => drop(parent.insert_before(node, marker)),
            Self::Tag(state) => state.mount(parent, marker),
            Self::View(state) => state.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Nothing => false,
            Self::Text(node, _) => node.insert_before_this(child),
            Self::Tag(state) => state.insert_before_this(child),
            Self::View(state) => state.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

/// All that is in an element.
pub(super) enum Children {
    /// Nothing but a text: it needs no node that is known here.
    Only(Cow<'static, str>),
    /// Each of them, in their order.
    All(Vec<Shown>),
}

impl Children {
    /// Puts them into their element, which is empty. They are all that is in it, so nothing has to mark where they end.
    pub(super) fn of(element: &Element, mut contents: Vec<Content>) -> Self {
        if let [Content::Text(text)] = contents.as_mut_slice() {
            let text = std::mem::take(text);
            element.set_text_content(Some(&text));
            return Self::Only(text);
        }
        let placed = |content| {
            let mut shown = Shown::of(content);
            shown.mount(element, None);
            shown
        };
        Self::All(contents.into_iter().map(placed).collect())
    }

    /// Makes others of them.
    pub(super) fn rebuild(&mut self, element: &Element, contents: Vec<Content>) {
        let before = match self {
            Self::Only(before) => {
                if let [Content::Text(text)] = contents.as_slice() {
                    if text != before {
                        say(element, text);
                        *before = text.clone();
                    }
                    return;
                }
                element.set_text_content(None);
                Vec::new()
            }
            Self::All(before) => std::mem::take(before),
        };
        let mut before = before.into_iter();
        let mut now = Vec::with_capacity(contents.len());
        for content in contents {
            let shown = before.next().unwrap_or(Shown::Nothing);
            now.push(shown.become_of(content, |fresh| {
                let is_placed = before.as_slice().iter().any(|later| later.insert_before_this(fresh));
                if !is_placed {
                    fresh.mount(element, None);
                }
            }));
        }
        for mut gone in before {
            gone.unmount();
        }
        *self = Self::All(now);
    }
}

/// Another text in an element with nothing but a text. What the browser laid out stays where its node stays; where an
/// extension of the browser has put something else there, all of it goes.
fn say(element: &Element, text: &str) {
    match element.first_child().filter(|node| node.node_type() == Node::TEXT_NODE && node.next_sibling().is_none()) {
        Some(node) => node.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}
