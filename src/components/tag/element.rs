//! The element on the page: built, changed, taken out.

use std::borrow::Cow;

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::ssr::StreamBuilder;
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

use super::content::Children;
use super::{Follow, Inner, Listeners, Setting, Tag, Work, kind};
use crate::query::effect::take_leave;

/// What answers events, as the browser has it.
type Listening = Vec<(&'static str, Closure<dyn FnMut(Event)>)>;

/// An element on the page.
pub struct TagState {
    element: Element,
    name: &'static str,
    fixed: Vec<(Setting, Cow<'static, str>)>,
    // Each ends when it is dropped.
    _following: Vec<RenderEffect<()>>,
    listeners: Listening,
    children: Children,
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
        RenderEffect::new(move |_| {
            take_leave();
            match &follow {
                Follow::Attribute(name, value) => value.with(|value| put(&element, Setting::Attribute(name), value)),
                Follow::Presence(name, value) => {
                    drop(if value.get() { element.set_attribute(name, "") } else { element.remove_attribute(name) });
                }
                Follow::Value(value) => property(&element, "value", &value.get().into()),
                Follow::Flag(name, value) => property(&element, name, &value.get().into()),
            }
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
        let Inner { name, is_svg, fixed, follows, listeners, refer, children } = *self.0;
        let element = kind::element(name, is_svg, &fixed);
        for (setting, value) in &fixed {
            if !matches!((setting, value), (Setting::Attribute(_), Cow::Borrowed(_))) {
                put(&element, *setting, value);
            }
        }
        let children = Children::of(&element, children);
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
        state.children.rebuild(&state.element, children);
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
