//! Values that change, and what follows from them: Leptos's signals and memos, of one type within.
//!
//! What makes a signal work is compiled for each type of value that there is one of, and there are dozens. Here the
//! values are boxed, and it is compiled once: that spares every visitor kilobytes. They are used as Leptos's own are.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Track, Update, With, WithUntracked};

use super::effect::take_leave;

/// A value of any type.
type Boxed = Box<dyn Any + Send + Sync>;
/// What looks at it.
type Looks<'a> = &'a mut dyn FnMut(&dyn Any);
/// What makes a memo's value, from the one before.
type Makes = Box<dyn Fn(Option<&Known>) -> Known + Send + Sync>;

/// A value that can be set.
pub struct RwSignal<T>(leptos::prelude::RwSignal<Boxed>, PhantomData<fn() -> T>);

/// A value that follows from others, made anew when they have changed. Who reads it is told only when it has.
pub struct Memo<T>(leptos::prelude::Memo<Known>, PhantomData<fn() -> T>);

/// A value of any type that can be told from others of its type.
#[derive(Clone)]
struct Known {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&*self.value, &*other.value)
    }
}

fn is_same<T: PartialEq + 'static>(one: &dyn Any, other: &dyn Any) -> bool {
    matches!((one.downcast_ref::<T>(), other.downcast_ref::<T>()), (Some(one), Some(other)) if one == other)
}

/// Like Leptos, where there is no way on: who reads without asking may rely on the value.
#[expect(clippy::panic, reason = "a signal that is read outlives its reader")]
#[cold]
fn gone() -> ! {
    panic!("a value was read after its owner was gone")
}

/// Lets something look that wants to look once, and tells what it saw.
fn once<T: 'static, R>(read: impl FnOnce(Looks<'_>), look: impl FnOnce(&T) -> R) -> Option<R> {
    let (mut look, mut seen) = (Some(look), None);
    read(&mut |value| {
        if let Some(value) = value.downcast_ref() {
            seen = look.take().map(|look| look(value));
        }
    });
    seen
}

fn look_at_signal(signal: leptos::prelude::RwSignal<Boxed>, tracked: bool, look: Looks<'_>) {
    // Inside, not the box itself.
    let look = |value: &Boxed| look(&**value);
    let _ = if tracked { signal.try_with(look) } else { signal.try_with_untracked(look) };
}

fn look_at_memo(memo: leptos::prelude::Memo<Known>, tracked: bool, look: Looks<'_>) {
    let look = |known: &Known| look(&*known.value);
    let _ = if tracked { memo.try_with(look) } else { memo.try_with_untracked(look) };
}

fn change_signal(signal: leptos::prelude::RwSignal<Boxed>, change: &mut dyn FnMut(&mut Boxed)) {
    signal.try_update(change);
}

fn make_memo(make: Makes) -> leptos::prelude::Memo<Known> {
    leptos::prelude::Memo::new(move |before| {
        take_leave();
        make(before)
    })
}

/// What both can be asked.
macro_rules! read {
    ($name:ident, $look:ident) => {
        impl<T: Send + Sync + 'static> $name<T> {
            /// Looks at the value; who follows is told of the next.
            pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
                once(|look| $look(self.0, true, look), look).unwrap_or_else(|| gone())
            }

            /// Looks at the value without following it.
            pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
                self.try_with_untracked(look).unwrap_or_else(|| gone())
            }

            /// The same, or nothing when its owner is gone.
            pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
                once(|look| $look(self.0, false, look), look)
            }

            /// The value; who follows is told of the next.
            pub fn get(self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }

            /// The value, without following it.
            pub fn get_untracked(self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }

            /// The same, or nothing when its owner is gone.
            pub fn try_get_untracked(self) -> Option<T>
            where
                T: Clone,
            {
                self.try_with_untracked(T::clone)
            }

            /// Follows the value without looking at it.
            pub fn track(self) {
                self.0.track();
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(stringify!($name))
            }
        }
    };
}

read!(RwSignal, look_at_signal);
read!(Memo, look_at_memo);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// With a first value.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self(leptos::prelude::RwSignal::new(Box::new(value)), PhantomData)
    }

    /// Sets it. Nothing happens when its owner is gone.
    pub fn set(self, value: T) {
        let mut value: Option<Boxed> = Some(Box::new(value));
        change_signal(self.0, &mut |kept| {
            if let Some(value) = value.take() {
                *kept = value;
            }
        });
    }

    /// Changes it. Nothing happens when its owner is gone.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes it; tells what came of that, or nothing when its owner is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let (mut change, mut done) = (Some(change), None);
        change_signal(self.0, &mut |kept| {
            if let Some(value) = kept.downcast_mut() {
                done = change.take().map(|change| change(value));
            }
        });
        done
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Made by a function of what it was before.
    pub fn new(make: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let make = move |before: Option<&Known>| Known {
            value: Arc::new(make(before.and_then(|known| known.value.downcast_ref()))),
            is_same: is_same::<T>,
        };
        Self(make_memo(Box::new(make)), PhantomData)
    }
}
