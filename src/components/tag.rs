//! An element of the page, put together by name.
//!
//! The same as Leptos's `view!` makes, as one type for all elements: what builds, changes and takes out an element is
//! compiled once, and not once for every combination of attributes and children. With the pages of this app, that
//! halves what every visitor has to load of them.

use std::borrow::Cow;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// What SVG elements are made in.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element under construction.
pub struct Tag(Box<Inner>);

/// What is done at an event.
type Work = Box<dyn FnMut(Event)>;
/// What is done at each of some events; on the thread that it was made on.
type Listeners = Vec<(&'static str, SendWrapper<Work>)>;
/// The same, as the browser has it.
type Listening = Vec<(&'static str, Closure<dyn FnMut(Event)>)>;
/// What wants to know the element.
type Refer = Box<dyn FnOnce(&Element) + Send>;

struct Inner {
    name: &'static str,
    is_svg: bool,
    fixed: Vec<(Setting, Cow<'static, str>)>,
    follows: Vec<Follow>,
    listeners: Listeners,
    refer: Vec<Refer>,
    children: Vec<AnyView>,
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

    /// With something in it, behind what there is.
    #[must_use]
    pub fn with(mut self, child: impl Child) -> Self {
        self.0.children.push(child.child());
        self
    }
}

/// What can stand in an element.
pub trait Child {
    /// As a view like all others.
    fn child(self) -> AnyView;
}

impl Child for AnyView {
    fn child(self) -> AnyView {
        self
    }
}

impl Child for Tag {
    fn child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for String {
    fn child(self) -> AnyView {
        self.into_any()
    }
}

impl Child for &'static str {
    fn child(self) -> AnyView {
        self.to_owned().into_any()
    }
}

impl Child for () {
    fn child(self) -> AnyView {
        ().into_any()
    }
}

impl<C: Child> Child for Option<C> {
    fn child(self) -> AnyView {
        // What is not there keeps its place among its siblings.
        self.map_or_else(|| ().into_any(), Child::child)
    }
}

impl<C: Child> Child for Vec<C> {
    fn child(self) -> AnyView {
        self.into_iter().map(Child::child).collect::<Vec<AnyView>>().into_any()
    }
}

/// An element on the page.
pub struct TagState {
    element: Element,
    name: &'static str,
    fixed: Vec<(Setting, Cow<'static, str>)>,
    // Each ends when it is dropped.
    _following: Vec<RenderEffect<()>>,
    listeners: Listening,
    children: <Vec<AnyView> as Render>::State,
}

fn put(element: &Element, setting: Setting, value: &str) {
    match setting {
        Setting::Attribute(name) => drop(element.set_attribute(name, value)),
        Setting::Style(name) => {
            if let Some(element) = element.dyn_ref::<HtmlElement>() {
                drop(element.style().set_property(name, value));
            }
        }
        Setting::Flag(name) => property(element, name, &(!value.is_empty()).into()),
    }
}

fn property(element: &Element, name: &str, value: &JsValue) {
    // A property of an element of the page can always be set.
    let _ = js_sys::Reflect::set(element, &name.into(), value);
}

fn following(element: &Element, follows: Vec<Follow>) -> Vec<RenderEffect<()>> {
    let effect = |follow: Follow| {
        let element = element.clone();
        RenderEffect::new(move |_| match &follow {
            Follow::Attribute(name, value) => value.with(|value| put(&element, Setting::Attribute(name), value)),
            Follow::Presence(name, value) => {
                drop(if value.get() { element.set_attribute(name, "") } else { element.remove_attribute(name) });
            }
            Follow::Value(value) => property(&element, "value", &value.get().into()),
            Follow::Flag(name, value) => property(&element, name, &value.get().into()),
        })
    };
    follows.into_iter().map(effect).collect()
}

fn listening(element: &Element, listeners: Listeners) -> Listening {
    let listen = |(event, work): (&'static str, SendWrapper<Work>)| {
        let closure = Closure::wrap(work.take());
        drop(element.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
        (event, closure)
    };
    listeners.into_iter().map(listen).collect()
}

fn silence(element: &Element, listeners: &mut Listening) {
    for (event, closure) in listeners.drain(..) {
        drop(element.remove_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    }
}

impl Render for Tag {
    type State = TagState;

    fn build(self) -> TagState {
        let element = Rndr::create_element(self.0.name, self.0.is_svg.then_some(SVG));
        let Inner { name, fixed, follows, listeners, refer, children, .. } = *self.0;
        for (setting, value) in &fixed {
            put(&element, *setting, value);
        }
        let mut children = children.build();
        children.mount(&element, None);
        let following = following(&element, follows);
        let listeners = listening(&element, listeners);
        for refer in refer {
            refer(&element);
        }
        TagState { element, name, fixed, _following: following, listeners, children }
    }

    fn rebuild(self, state: &mut TagState) {
        if self.0.name != state.name {
            let mut fresh = self.build();
            state.insert_before_this(&mut fresh);
            state.unmount();
            *state = fresh;
            return;
        }
        let Inner { fixed, follows, listeners, refer, children, .. } = *self.0;
        for (setting, _) in &state.fixed {
            if let Setting::Attribute(name) = setting
                && !fixed.iter().any(|(has, _)| has == setting)
            {
                drop(state.element.remove_attribute(name));
            }
        }
        for entry in &fixed {
            // What a person switched in the meantime is not what was set before: a flag is always set again.
            if !state.fixed.contains(entry) || matches!(entry.0, Setting::Flag(_)) {
                put(&state.element, entry.0, &entry.1);
            }
        }
        state.fixed = fixed;
        silence(&state.element, &mut state.listeners);
        state.listeners = listening(&state.element, listeners);
        state._following = following(&state.element, follows);
        children.rebuild(&mut state.children);
        for refer in refer {
            refer(&state.element);
        }
    }
}

/// This app is never rendered on a server, but a view of Leptos has to have the words for it.
impl RenderHtml for Tag {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        _: &mut StreamBuilder,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> TagState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl AddAnyAttr for Tag {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

impl Mountable for TagState {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        drop(parent.insert_before(&self.element, marker));
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else { return false };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}
