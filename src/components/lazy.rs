//! Code splitting: functions whose code is loaded when they are first called.
//!
//! A first visit loads only the code that it shows; analysis, trend and dialogs are a third of the app. In tests, a lazy
//! function is a function like any other.
//!
//! Works around a fault of Leptos 0.8.23: `#[lazy]` panics with "load callback should succeed" when a chunk cannot be
//! loaded (the connection is lost, or another version has been deployed), and the page stays broken. Here an error
//! notice with a retry button replaces the view.
//!
//! Test: `tests/e2e/tests/e2e/code_splitting.rs`, which fails without this file. Exit condition: when `#[lazy]` returns
//! the error of a failed load, this file can go.

/// Declares a function that returns a view and whose code is loaded when it is first called:
/// `lazy! { fn name(argument: Type, …) in chunk { view! { … } } }`. Functions that name the same chunk are loaded
/// together. Arguments are cloned, because the view is built again after a failed load.
macro_rules! lazy {
    (
        $(#[$meta:meta])*
        $vis:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) in $chunk:ident $body:block
    ) => {
        $(#[$meta])*
        $vis fn $name($($argument: $type),*) -> ::leptos::prelude::AnyView {
            #[cfg(feature = "split")]
            return {
                #[wasm_split_helpers::wasm_split($chunk, fallible, preload(fetch))]
                fn $name(
                    $($argument: $type),*
                ) -> Result<::leptos::prelude::AnyView, wasm_split_helpers::SplitLoaderError> {
                    Ok(::leptos::prelude::IntoAny::into_any($body))
                }
                $crate::components::lazy::lazy_view(|| Box::pin(fetch()), move || {
                    Box::pin($name($($argument.clone()),*))
                })
            };
            #[cfg(not(feature = "split"))]
            ::leptos::prelude::IntoAny::into_any($body)
        }
    };
}

pub(crate) use lazy;

#[cfg(feature = "split")]
pub use loading::lazy_view;

#[cfg(feature = "split")]
mod loading {
    use std::pin::Pin;
    use std::task::{Context, Poll, Waker};

    use leptos::prelude::*;
    use leptos::task::spawn_local;
    use wasm_split_helpers::SplitLoaderError;

    use crate::components::dialog::DialogHandle;
    use crate::components::notice::{Notice, Severity, Skeleton};
    use crate::settings::use_localizer;

    /// The future of a lazy function. It is ready at once when the chunk has been loaded before.
    type LazyFuture<T> = Pin<Box<dyn Future<Output = Result<T, SplitLoaderError>>>>;

    /// The state of the chunk of a lazy function.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum ChunkState {
        Loading,
        Loaded,
        Failed,
    }

    /// The view that `build` returns, once `fetch` has loaded its code; a skeleton until then, an error if that failed.
    pub fn lazy_view(fetch: fn() -> LazyFuture<()>, build: impl Fn() -> LazyFuture<AnyView> + 'static) -> AnyView {
        let state = RwSignal::new(ChunkState::Loading);
        load(state, fetch);
        let build: Box<dyn Fn() -> LazyFuture<AnyView>> = Box::new(build);
        let build = StoredValue::new_local(build);
        let retry = Callback::new(move |()| load(state, fetch));
        // The view is built here and not in the task that fetches, because it must be created under the current owner.
        let built = move || build.try_with_value(|build| poll_once(&mut build())).flatten().and_then(Result::ok);
        let view = move || match state.get() {
            ChunkState::Loading => view! { <LoadingPlaceholder /> }.into_any(),
            ChunkState::Loaded => built().into_any(),
            ChunkState::Failed => view! { <LoadingFailed retry /> }.into_any(),
        };
        view.into_any()
    }

    /// Loads the chunk, unless it has been loaded before, and sets the state.
    fn load(state: RwSignal<ChunkState>, fetch: fn() -> LazyFuture<()>) {
        let mut future = fetch();
        let settled = |result: Result<(), _>| if result.is_ok() { ChunkState::Loaded } else { ChunkState::Failed };
        // A chunk that was loaded before is shown without a skeleton.
        match poll_once(&mut future) {
            Some(result) => state.set(settled(result)),
            None => {
                state.set(ChunkState::Loading);
                spawn_local(async move {
                    let result = settled(future.await);
                    // Disposed when the dialog has been closed in the meantime.
                    state.try_set(result);
                });
            }
        }
    }

    fn poll_once<T>(future: &mut LazyFuture<T>) -> Option<Result<T, SplitLoaderError>> {
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    /// Grey lines in place of the view. In a dialog they receive the focus, because otherwise its close button would.
    #[component]
    fn LoadingPlaceholder() -> impl IntoView {
        let is_in_dialog = use_context::<DialogHandle>().is_some();
        view! {
            <div data-loading="" tabindex="-1" autofocus=is_in_dialog>
                <Skeleton lines=4 />
            </div>
        }
    }

    /// The error notice in place of the view.
    #[component]
    fn LoadingFailed(
        /// Loads the chunk again.
        retry: Callback<()>,
    ) -> impl IntoView {
        let words = use_localizer().words();
        let more = view! { <p>{words.code_not_loaded.next}</p> }.into_any();
        view! {
            <Notice severity=Severity::Error headline=words.code_not_loaded.headline more>
                <button type="button" class="rl-button" on:click=move |_| retry.run(())>{words.retry}</button>
                <button type="button" class="rl-button" on:click=move |_| drop(window().location().reload())>
                    {words.reload}
                </button>
            </Notice>
        }
    }
}
