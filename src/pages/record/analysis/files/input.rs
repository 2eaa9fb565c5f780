//! The input of the file check: files that are chosen or dropped, and digests that are typed or pasted.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::ev::{DragEvent, Event, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};

use super::hash::sha256;
use crate::components::notice::{Notice, RowCount, Severity};
use crate::i18n::fill;
use crate::model::file_check::{MAX_FILES, WantedFile, parse_list};
use crate::model::hidden::visible;
use crate::settings::use_localizer;

/// The computation of digests.
#[derive(Clone, Copy)]
pub(super) struct Computation {
    /// The files that wait.
    waiting: StoredValue<VecDeque<File>, LocalStorage>,
    /// The name of the current file, and its bytes so far and in all.
    current: RwSignal<Option<(String, u64, u64)>>,
    /// The names of the files that could not be read, with the messages of the browser.
    unreadable: RwSignal<Vec<(String, String)>>,
    /// The number of files whose digests were not computed, because the user stopped it.
    stopped: RwSignal<usize>,
    /// The running computation; another one, or none, stops it.
    running: StoredValue<Option<Rc<Cell<bool>>>, LocalStorage>,
    add: Callback<Vec<WantedFile>>,
}

impl Computation {
    /// A computation that passes files with their digests to `add`. It ends with the current owner.
    pub(super) fn new(add: Callback<Vec<WantedFile>>) -> Self {
        let computation = Self {
            waiting: StoredValue::new_local(VecDeque::new()),
            current: RwSignal::new(None),
            unreadable: RwSignal::new(Vec::new()),
            stopped: RwSignal::new(0),
            running: StoredValue::new_local(None),
            add,
        };
        on_cleanup(move || computation.stop());
        computation
    }

    /// Computes the digests of files, one after the other, and adds them together. Files that are chosen meanwhile wait. One
    /// more than the limit is computed, which says that there were too many.
    fn begin(self, files: Vec<File>) {
        if files.is_empty() {
            return;
        }
        self.waiting.update_value(|waiting| {
            waiting.extend(files);
            waiting.truncate(MAX_FILES.saturating_add(1));
        });
        if self.running.with_value(Option::is_some) {
            return;
        }
        let is_wanted = Rc::new(Cell::new(true));
        self.running.set_value(Some(Rc::clone(&is_wanted)));
        self.unreadable.set(Vec::new());
        self.stopped.set(0);
        spawn_local(async move {
            let mut wanted = Vec::new();
            let mut stopped = 0usize;
            while let Some(file) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
                let name = file.name();
                let size = bytes(file.size());
                let mut shown = None;
                let advance = |done: f64| {
                    let percent = done / file.size() * 100.0;
                    if is_wanted.get() && shown.replace(percent.floor()) != Some(percent.floor()) {
                        self.current.try_set(Some((name.clone(), bytes(done), size)));
                    }
                    is_wanted.get()
                };
                match sha256(&file, advance).await {
                    Ok(Some(digest)) => wanted.push(WantedFile { name: Some(name), digest }),
                    Ok(None) => {
                        let waiting = self.waiting.try_with_value(VecDeque::len).unwrap_or_default();
                        stopped = waiting.saturating_add(1);
                        break;
                    }
                    Err(reason) => drop(self.unreadable.try_update(|all| all.push((name, reason)))),
                }
            }
            // The files that are done are looked up even if the others were stopped, but not after another computation
            // has begun or the panel is closed.
            let is_current = |running: &Option<Rc<Cell<bool>>>| {
                running.as_ref().is_some_and(|running| Rc::ptr_eq(running, &is_wanted))
            };
            if self.running.try_with_value(is_current) == Some(true) {
                self.stop();
                self.stopped.try_set(stopped);
                self.add.try_run(wanted);
            }
        });
    }

    /// Stops the computation, and discards its digests and the files that wait.
    pub(super) fn stop(self) {
        self.waiting.try_update_value(VecDeque::clear);
        if let Some(running) = self.running.try_update_value(Option::take).flatten() {
            running.set(false);
        }
        self.current.try_set(None);
        self.stopped.try_set(0);
    }

    /// Stops the computation after the files that are done.
    fn finish(self) {
        self.running.try_with_value(|running| running.as_ref().map(|running| running.set(false)));
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of files")]
const fn bytes(size: f64) -> u64 {
    size as u64
}

fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

/// The button and the place for files, the field for digests, and the progress of the computation. Files can be dropped
/// on the results as well, because the browser would open a file that misses the place, and leave the page.
#[component]
pub(super) fn FilesInput(
    /// The computation of the digests of chosen files.
    computation: Computation,
    /// Receives a list of digests.
    look_up: Callback<Vec<WantedFile>>,
    /// The results.
    children: Children,
) -> impl IntoView {
    let i18n = use_localizer();
    let texts = i18n.files();
    let is_over = RwSignal::new(false);
    let choose = move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        computation.begin(files_of(input.files()));
        // So that choosing the same file again is a change.
        input.set_value("");
    };
    let drag = move |event: DragEvent| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
            is_over.set(true);
        }
    };
    let drop_files = move |event: DragEvent| {
        is_over.set(false);
        let Some(data) = event.data_transfer().filter(has_files) else { return };
        event.prevent_default();
        computation.begin(files_of(data.files()));
    };
    view! {
        <div on:dragover=drag on:dragleave=move |_| is_over.set(false) on:drop=drop_files>
            <div class="rl-within">
                <p class="rl-hint">{texts.hint}</p>
                <label class="rl-drop" data-over=move || is_over.get().to_string()>
                    <span>{texts.choose}</span>
                    <input type="file" multiple=true on:change=choose />
                </label>
                <ComputationProgress computation />
                <DigestForm look_up />
            </div>
            {children()}
        </div>
    }
}

fn has_files(data: &DataTransfer) -> bool {
    // Not the literal "Files", which the linker would merge with the English word into a chunk of each first visit.
    data.types().iter().any(|name| name.as_string().is_some_and(|name| name.eq_ignore_ascii_case("files")))
}

/// The progress of the computation, and the files that could not be read.
#[component]
fn ComputationProgress(computation: Computation) -> impl IntoView {
    let i18n = use_localizer();
    let (words, texts) = (i18n.words(), i18n.files());
    let is_running = Memo::new(move |_| computation.current.with(Option::is_some));
    let text = move || {
        let (name, done, size) = computation.current.get().unwrap_or_default();
        fill(texts.computing, &[&visible(&name), &i18n.percent(done, size)])
    };
    let value = move || computation.current.with(|current| current.as_ref().map(|(_, done, _)| done.to_string()));
    let max = move || computation.current.with(|current| current.as_ref().map(|(_, _, size)| size.max(&1).to_string()));
    let progress = move || {
        view! {
            <p class="rl-reading">
                <progress max=max value=value aria-label=words.progress></progress>
                <span>{move || text()}</span>
                <button type="button" class="rl-button" on:click=move |_| computation.finish()>
                    {texts.stop_computing}
                </button>
            </p>
        }
    };
    let unreadable = move || {
        let files = computation.unreadable.get().into_iter();
        let notice = |(name, reason): (String, String)| {
            let headline = fill(texts.unreadable, &[&visible(&name), &reason]);
            view! { <Notice severity=Severity::Error headline /> }
        };
        files.map(notice).collect_view()
    };
    view! {
        {move || is_running.get().then(progress)}
        {move || unreadable()}
        <div role="status">
            {move || view! { <RowCount rows=&texts.stopped count=computation.stopped.get() /> }}
        </div>
    }
}

/// The field for digests.
#[component]
fn DigestForm(look_up: Callback<Vec<WantedFile>>) -> impl IntoView {
    let i18n = use_localizer();
    let texts = i18n.files();
    let field = NodeRef::<html::Textarea>::new();
    let unread = RwSignal::new(0usize);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let list = parse_list(&field.value());
        unread.set(usize::try_from(list.unread).unwrap_or(usize::MAX));
        if list.files.is_empty() {
            drop(field.focus());
        } else {
            look_up.run(list.files);
        }
    };
    view! {
        <form class="rl-digests" on:submit=submit>
            <label>
                <span>{texts.digests}</span>
                <textarea
                    class="rl-input"
                    name="digests"
                    rows="3"
                    autocomplete="off"
                    spellcheck="false"
                    autocapitalize="off"
                    aria-describedby="rl-digests-said"
                    node_ref=field
                ></textarea>
            </label>
            <button type="submit" class="rl-button">{texts.look_up}</button>
        </form>
        <div id="rl-digests-said" role="status">
            {move || view! { <RowCount rows=&texts.unread_lines count=unread.get() /> }}
        </div>
    }
}
