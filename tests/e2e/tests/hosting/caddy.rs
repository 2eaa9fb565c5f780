//! Caddy.

use crate::place::{Place, edited};
use crate::promises::{a_person_sees_rows, ask, assets_are_kept, places_are_the_page};
use crate::server::Server;
use replica_log_e2e::{Outcome, Setup, visit};
use serde_json::json;

/// Caddy with the settings that it comes with, below a base path: not encoded, without a slash at its end.
pub fn caddy(place: &Place, base: &str, service: &str) -> Server {
    let service = service.trim_start_matches("http://").trim_end_matches('/');
    let mut edits = vec![("127.0.0.1:8080", service.to_owned())];
    if !base.is_empty() {
        let redirect = format!("redir \"{base}\" {}\n", place.base);
        edits.push(("\thandle {", format!("\t{redirect}\thandle_path \"{base}/*\" {{")));
        edits.push(("replica_log_base /\n", format!("replica_log_base {}\n", place.base)));
    }
    let settings = edited(&place.read("caddy/Caddyfile"), &edits);
    Server::caddy(|port| edited(&settings, &[("http://replica-log.example.com", format!("http://127.0.0.1:{port}"))]))
}

fn serves_it_below(base: &str, encoded: &str) -> Outcome {
    visit(Setup::default(), async |tab| {
        let place = Place::new(encoded, &json!({ "apiBase": "" }));
        let server = caddy(&place, base, &tab.address(""));
        assets_are_kept(&server, &place, &["br", "gzip"]).await;
        places_are_the_page(&server, &place).await;
        if !base.is_empty() {
            let redirect = ask(&format!("{}{}", server.origin, encoded.trim_end_matches('/')), &[]).await;
            assert_eq!((redirect.status, redirect.header("location")), (302, encoded));
        }
        a_person_sees_rows(tab, &server, &place).await
    })
}

#[test]
fn caddy_serves_it_on_a_host_of_its_own() -> Outcome {
    serves_it_below("", "/")
}

#[test]
fn caddy_serves_it_below_a_path() -> Outcome {
    serves_it_below("/ui/replica-log", "/ui/replica-log/")
}

#[test]
fn caddy_serves_it_below_a_path_with_a_space() -> Outcome {
    serves_it_below("/a path", "/a%20path/")
}
