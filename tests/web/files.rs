//! The file check: digests of files, matches, and what is said about the rest.

use js_sys::Function;
use replica_log::app::App;
use replica_log::model::route::{AnalysisView, Route};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::fake_shell::{FakeShell, record};
use crate::harness::{Harness, until};
use crate::network::Network;
use crate::query::config;

const ABC: &str = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
/// The digest of 10 MiB and seven bytes of zeros.
const ZEROS: &str = "7829863b2fb00b8d4e4dcfad84b3eed10bd88f9880f8ac9828044ed1eb97b306";

struct Page {
    harness: Harness,
    network: Network,
}

impl Page {
    fn new() -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let route = Route::Record(record("r1").with_analysis(Some(AnalysisView::Files(String::new()))));
        let app = App::new(FakeShell::default().navigation(route), config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network }
    }

    /// Chooses a file with a name and a content.
    fn choose(&self, name: &str, content: &JsValue) {
        let input: HtmlInputElement = self.harness.find(".rl-drop input");
        let choose = Function::new_with_args(
            "input, name, content",
            "const data = new DataTransfer(); data.items.add(new File([content], name)); input.files = data.files; \
             input.dispatchEvent(new Event('change', { bubbles: true }));",
        );
        choose.call3(&JsValue::UNDEFINED, &input, &name.into(), content).unwrap();
    }

    fn look_up(&self, text: &str) {
        self.harness.find::<HtmlTextAreaElement>(".rl-digests textarea").set_value(text);
        self.harness.find::<HtmlElement>(".rl-digests button").click();
    }

    /// Responds to a page of all details with these rows.
    async fn respond(&self, rows: &str, count: usize) {
        let call = self.network.next_with("pageSize=500").await;
        assert!(!call.url.contains("status="), "{}", call.url);
        call.respond_with_data(&format!(r#"{{"totalRecords":{count},"records":[{rows}]}}"#));
    }

    fn items(&self) -> Vec<String> {
        let texts = self.harness.texts(".rl-triage .rl-members > li");
        texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    async fn shows(&self, text: &str) {
        until(text, || self.items().iter().any(|item| item.contains(text))).await;
    }
}

fn row(id: &str, name: &str, digest: &str, status: &str) -> String {
    format!(
        r#"{{"id":"{id}","status":"{status}","artifactName":"{name}","localRepoName":"libs","remoteCluster":"north",
            "sha256":{digest}}}"#
    )
}

fn quoted(digest: &str) -> String {
    format!("\"{digest}\"")
}

#[wasm_bindgen_test]
async fn a_file_with_the_digest_of_a_detail_was_replicated() {
    let page = Page::new();
    page.choose("renamed.txt", &"abc".into());
    let rows = [row("d1", "/x/a.txt", &quoted(ABC), "SUCCESS"), row("d2", "/x/b.txt", "null", "SUCCESS")].join(",");
    page.respond(&rows, 2).await;
    page.shows("Same digest, replicated").await;
    assert_eq!(page.items().len(), 1);
    let item = &page.items()[0];
    assert!(item.contains("renamed.txt") && item.contains(&ABC.to_lowercase()), "{item}");
    assert!(item.contains("/x/a.txt libs → north Success"), "{item}");
    until("the total", || page.harness.text(".rl-triage .rl-total") == "Compared with 2 of 2 artifacts").await;
    assert!(page.harness.text(".rl-triage").contains("1 artifact has no digest"));
}

#[wasm_bindgen_test]
async fn a_large_file_is_hashed_in_pieces() {
    let page = Page::new();
    page.choose("zeros.bin", &js_sys::Uint8Array::new_with_length(10 * 1024 * 1024 + 7));
    page.respond(&row("d1", "z", &quoted(ZEROS), "FAILED"), 1).await;
    page.shows("Same digest, not replicated").await;
}

#[wasm_bindgen_test]
async fn each_line_of_a_list_has_a_result() {
    let page = Page::new();
    page.look_up(&format!("{ABC}  dir/a.txt\n{ZEROS}  b.txt\n{ZEROS}\nnonsense\n"));
    // Names alone decide nothing while rows are missing.
    page.respond(&row("d1", "/y/a.txt", &quoted(ZEROS), "SUCCESS"), 2).await;
    page.shows("Same name, other digest").await;
    assert!(page.items().iter().any(|item| item.contains("Same digest, replicated")), "{:?}", page.items());
    page.respond(&row("d2", "/y/b.txt", "{}", "SUCCESS"), 2).await;
    until("the end", || page.harness.text(".rl-triage .rl-total") == "Compared with 2 of 2 artifacts").await;
    assert!(page.harness.text("#rl-digests-said").contains("1 line has no SHA-256 digest"));
    assert!(page.harness.text(".rl-triage").contains("1 row is not as documented"));
}

#[wasm_bindgen_test]
async fn a_digest_that_no_detail_has_is_absent_only_at_the_end() {
    let page = Page::new();
    page.look_up(ABC);
    page.respond(&row("d1", "a", &quoted(ZEROS), "SUCCESS"), 2).await;
    page.shows("Not found so far").await;
    page.respond(&row("d2", "b", &quoted(ZEROS), "SUCCESS"), 2).await;
    page.shows("Not part of this execution").await;
    // Another digest is searched among all details again, with the first one.
    page.look_up(ZEROS);
    page.respond(&[row("d1", "a", &quoted(ZEROS), "SUCCESS"), row("d2", "b", "null", "SUCCESS")].join(","), 2).await;
    page.shows("Same digest, replicated").await;
    assert_eq!(page.items().len(), 2);
}

#[wasm_bindgen_test]
async fn a_digest_that_is_not_found_can_be_among_artifacts_without_digests() {
    let page = Page::new();
    page.look_up(ABC);
    page.respond(&row("d1", "a", "null", "SUCCESS"), 1).await;
    page.shows("Not found among the artifacts that have a digest").await;
}

#[wasm_bindgen_test]
async fn an_execution_without_details_has_no_results() {
    let page = Page::new();
    page.look_up(ABC);
    page.respond("", 0).await;
    let text = || page.harness.text(".rl-triage");
    until("the sentence", || text().contains("The service has no details of this execution, so nothing can be found"))
        .await;
    assert!(page.items().is_empty());
    // The files can be removed, and then there is nothing to say about them.
    page.harness.find::<HtmlElement>(".rl-triage .rl-notice + p button").click();
    until("no sentence", || !text().contains("The service has no details")).await;
}

#[wasm_bindgen_test]
async fn a_list_that_is_too_long_for_the_address_says_so() {
    let page = Page::new();
    let lines: Vec<String> = (0..80).map(|at| format!("{ABC}  folder/{at}.txt")).collect();
    page.look_up(&lines.join("\n"));
    until("the sentence", || page.harness.text(".rl-triage").contains("The list is too long for the address")).await;
}

#[wasm_bindgen_test]
async fn files_that_are_left_out_when_computing_is_stopped_are_counted() {
    let page = Page::new();
    page.choose("large.bin", &js_sys::Uint8Array::new_with_length(200 * 1024 * 1024));
    page.choose("waiting.txt", &"abc".into());
    until("the progress", || page.harness.all(".rl-triage .rl-reading button").len() == 1).await;
    page.harness.find::<HtmlElement>(".rl-triage .rl-reading button").click();
    until("the number", || page.harness.text(".rl-triage").contains("Stopped: 2 files are not checked.")).await;
    assert!(page.items().is_empty());
    page.choose("small.txt", &"abc".into());
    until("a new computation", || !page.harness.text(".rl-triage").contains("Stopped:")).await;
}
