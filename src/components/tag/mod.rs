//! An element of the page, put together by name.
//!
//! The same as Leptos's `view!` makes, as one type for all elements: what builds, changes and takes out an element is
//! compiled once, and not once for every combination of attributes and children. With the pages of this app, that
//! spares every visitor 37 kB.

mod content;
mod element;
mod kind;

use std::borrow::Cow;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::tachys::html::node_ref::NodeRefContainer;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::Element;

pub use content::{Child, Content};
pub use element::TagState;

/// An element under construction.
pub struct Tag(Box<Inner>);

/// What is done at an event.
type Work = Box<dyn FnMut(Event)>;
/// What is done at each of some events; on the thread that it was made on.
type Listeners = Vec<(&'static str, SendWrapper<Work>)>;
/// What wants to know the element.
type Refer = Box<dyn FnOnce(&Element) + Send>;

struct Inner {
    name: &'static str,
    is_svg: bool,
    fixed: Vec<(Setting, Cow<'static, str>)>,
    follows: Vec<Follow>,
    listeners: Listeners,
    refer: Vec<Refer>,
    children: Vec<Content>,
}

/// What a text is put into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// An attribute.
    Attribute(&'static str),
    /// A property of the element's style: as such it needs no permission for inline styles.
    Style(&'static str),
    /// A property that is true where there is a text, and false where it is empty.
    Flag(&'static str),
}

/// What follows a value that changes.
enum Follow {
    Attribute(&'static str, Memo<String>),
    /// There or not.
    Presence(&'static str, Memo<bool>),
    /// What stands in a field.
    Value(Memo<String>),
    /// What is chosen or switched on.
    Flag(&'static str, Memo<bool>),
}

/// An element of HTML.
pub fn tag(name: &'static str) -> Tag {
    make(name, false)
}

/// An element of SVG.
pub fn svg(name: &'static str) -> Tag {
    make(name, true)
}

/// A button that does something.
pub fn button(class: &'static str, work: impl FnMut() + 'static) -> Tag {
    let mut work = work;
    tag("button").attr("type", "button").class(class).on("click", move |_: Event| work())
}

/// A name of somebody's: its direction is its own.
pub fn bdi(text: impl Child) -> Tag {
    tag("bdi").with(text)
}

/// A link.
pub fn link(href: String, text: impl Child) -> Tag {
    tag("a").attr("href", href).with(text)
}

fn make(name: &'static str, is_svg: bool) -> Tag {
    let (fixed, follows, listeners, refer, children) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    Tag(Box::new(Inner { name, is_svg, fixed, follows, listeners, refer, children }))
}

impl Tag {
    /// With an attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.set(Setting::Attribute(name), value.into())
    }

    /// With an attribute, where it has a value.
    #[must_use]
    pub fn maybe<T: Into<Cow<'static, str>>>(self, name: &'static str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a class.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        if class.is_empty() { self } else { self.set(Setting::Attribute("class"), Cow::Borrowed(class)) }
    }

    /// With a property of its style.
    #[must_use]
    pub fn style(self, name: &'static str, value: String) -> Self {
        self.set(Setting::Style(name), Cow::Owned(value))
    }

    /// With a property that is so or is not, as `checked`.
    #[must_use]
    pub fn flag(self, name: &'static str, is_so: bool) -> Self {
        self.set(Setting::Flag(name), Cow::Borrowed(if is_so { "true" } else { "" }))
    }

    fn set(mut self, setting: Setting, value: Cow<'static, str>) -> Self {
        self.0.fixed.push((setting, value));
        self
    }

    /// With an attribute that changes.
    #[must_use]
    pub fn follows(self, name: &'static str, value: Memo<String>) -> Self {
        self.follow(Follow::Attribute(name, value))
    }

    /// With an attribute that is there at times.
    #[must_use]
    pub fn follows_presence(self, name: &'static str, value: Memo<bool>) -> Self {
        self.follow(Follow::Presence(name, value))
    }

    /// A field whose value changes.
    #[must_use]
    pub fn follows_value(self, value: Memo<String>) -> Self {
        self.follow(Follow::Value(value))
    }

    /// With a property that is so at times, as `selected`.
    #[must_use]
    pub fn follows_flag(self, name: &'static str, value: Memo<bool>) -> Self {
        self.follow(Follow::Flag(name, value))
    }

    fn follow(mut self, follow: Follow) -> Self {
        self.0.follows.push(follow);
        self
    }

    /// Does something at an event.
    #[must_use]
    pub fn on<E: JsCast + 'static>(mut self, event: &'static str, work: impl FnMut(E) + 'static) -> Self {
        let mut work = work;
        // The browser sends each event as what it is.
        let work: Work = Box::new(move |event| work(event.unchecked_into()));
        self.0.listeners.push((event, SendWrapper::new(work)));
        self
    }

    /// Tells a reference what it refers to.
    #[must_use]
    pub fn refer<E>(mut self, reference: NodeRef<E>) -> Self
    where
        E: leptos::tachys::html::element::ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
    {
        self.0.refer.push(Box::new(move |element| NodeRefContainer::<E>::load(reference, element)));
        self
    }

    /// With all of these in it, each a child of its own.
    #[must_use]
    pub fn with_all(mut self, children: Vec<Content>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// With something in it, behind what there is.
    #[must_use]
    pub fn with(mut self, child: impl Child) -> Self {
        self.0.children.push(child.content());
        self
    }
}
