//! Parts of a page that nobody wants at once: their code is loaded when they are opened.
//!
//! A first visit is shown as soon as what it shows is there; a third of the app is not among that. Within a host page,
//! whose bundler takes along one file, and in tests there is no such thing: there a part is a function like all others.

/// Makes a function of those that build a view one whose code comes when it is first called: `fn name(speech: Localizer,
/// …) in file`. What names the same file comes together.
macro_rules! part {
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($speech:ident: Localizer $(, $argument:ident: $type:ty)* $(,)?) in $file:ident $body:block
    ) => {
        $(#[$meta])*
        $vis fn $name($speech: Localizer $(, $argument: $type)*) -> AnyView {
            #[cfg(feature = "parts")]
            return {
                #[wasm_split_helpers::wasm_split($file, fallible, preload(fetch))]
                fn $name(
                    $speech: Localizer $(, $argument: $type)*
                ) -> Result<AnyView, wasm_split_helpers::SplitLoaderError> {
                    Ok($body)
                }
                $crate::components::lazy::loaded($speech, || Box::pin(fetch()), move || {
                    Box::pin($name($speech $(, $argument.clone())*))
                })
            };
            #[cfg(not(feature = "parts"))]
            $body
        }
    };
}

pub(crate) use part;

#[cfg(feature = "parts")]
pub use loading::loaded;

#[cfg(feature = "parts")]
mod loading {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use wasm_split_helpers::SplitLoaderError;

    use crate::components::dynamic::dynamic;
    use crate::components::focus::COMING;
    use crate::components::notice::{Severity, notice, skeleton};
    use crate::components::tag::{Child, button, tag};
    use crate::i18n::localizer::Localizer;
    use crate::query::signal::RwSignal;

    /// What is there at once, or comes later; or there is no connection, or no longer such a file.
    type Soon<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Code {
        Coming,
        Here,
        Missing,
    }

    type Build = StoredValue<Box<dyn Fn() -> Soon<AnyView>>, LocalStorage>;

    /// What `build` builds, once `fetch` has fetched its code; until then its place, and without it the reason.
    pub fn loaded(speech: Localizer, fetch: fn() -> Soon<()>, build: impl Fn() -> Soon<AnyView> + 'static) -> AnyView {
        let code = RwSignal::new(Code::Coming);
        come(code, fetch);
        let build: Box<dyn Fn() -> Soon<AnyView>> = Box::new(build);
        shown(speech, code, fetch, StoredValue::new_local(build))
    }

    fn come(code: RwSignal<Code>, fetch: fn() -> Soon<()>) {
        let mut soon = fetch();
        let arrived = |result: Result<(), _>| if result.is_ok() { Code::Here } else { Code::Missing };
        // What was fetched before is shown at once.
        match now(&mut soon) {
            Some(result) => code.set(arrived(result)),
            None => {
                code.set(Code::Coming);
                spawn_local(async move { code.set(arrived(soon.await)) });
            }
        }
    }

    fn now<T>(soon: &mut Soon<T>) -> Option<Result<T, SplitLoaderError>> {
        match soon.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    fn shown(speech: Localizer, code: RwSignal<Code>, fetch: fn() -> Soon<()>, build: Build) -> AnyView {
        dynamic(move || match code.get() {
            // Whoever opened a dialog looks at what comes, not at the way out of it.
            Code::Coming => {
                let place = tag("div").attr(COMING, "").attr("tabindex", "-1").attr("autofocus", "");
                place.with(skeleton(4)).child()
            }
            // Here, and not while it was fetched: what is built belongs to where it stands.
            Code::Here => build.try_with_value(|build| now(&mut build())).flatten().and_then(Result::ok).child(),
            Code::Missing => {
                let words = speech.words();
                let again = button("rl-button", move || come(code, fetch)).with(words.retry);
                let reload = button("rl-button", || drop(window().location().reload())).with(words.reload);
                let actions = vec![again.child(), reload.child()].child();
                let next = tag("p").with(words.part_missing.next).child();
                notice(Severity::Error, words.part_missing.what.to_owned(), next, actions)
            }
        })
    }
}
