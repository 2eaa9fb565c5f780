//! nginx: on a host of its own, and as a location in the console's gateway.

use crate::place::{Place, edited};
use crate::promises::{a_person_sees_rows, ask, assets_are_kept, places_are_the_page};
use crate::server::Server;
use replica_log_e2e::{Outcome, Setup, visit};
use serde_json::json;

#[test]
fn nginx_serves_it_on_a_host_of_its_own() -> Outcome {
    visit(Setup::default(), async |tab| {
        let place = Place::new("/", &json!({ "apiBase": "" }));
        let settings = place.read("nginx/server.conf");
        let service = tab.address("").trim_end_matches('/').to_owned();
        let server = Server::nginx(true, |port| {
            edited(
                &settings,
                &[
                    ("listen 80;", format!("listen 127.0.0.1:{port};")),
                    ("http://127.0.0.1:8080;", format!("{service};")),
                ],
            )
        });
        assets_are_kept(&server, &place, &["br", "gzip"]).await;
        places_are_the_page(&server, &place).await;
        a_person_sees_rows(tab, &server, &place).await
    })
}

/// A gateway as the console's is: its pages below `/ui`, the API below `/web`.
fn gateway(place: &Place, console: &str, service: &str, port: u16) -> String {
    let http = place.path("nginx/http.conf");
    format!(
        "include {};\nserver {{\nlisten 127.0.0.1:{port};\n\
        add_header X-Gateway yes;\n\
        location /ui {{ return 200 console; }}\n\
        location ~ ^/ui/.*\\.js$ {{ return 200 script; }}\n\
        location ~ ^/web/([a-zA-Z]+)/(.*) {{ proxy_pass {service}; }}\n{console}}}\n",
        http.display()
    )
}

#[test]
fn nginx_serves_it_within_the_consoles_gateway() -> Outcome {
    let mut setup = Setup::default();
    setup.options.api_base = "/web".into();
    visit(setup, async |tab| {
        let place = Place::new("/ui/replica-log/", &json!({ "apiBase": "/web" }));
        let console = place.read("nginx/console.conf");
        let service = tab.address("").trim_end_matches('/').to_owned();
        let server = Server::nginx(false, |port| gateway(&place, &console, &service, port));
        assets_are_kept(&server, &place, &["gzip"]).await;
        places_are_the_page(&server, &place).await;
        let redirect = ask(&format!("{}/ui/replica-log?a=b", server.origin), &[]).await;
        assert_eq!((redirect.status, redirect.header("location")), (301, "/ui/replica-log/?a=b"));
        // What is the console's stays the console's.
        for (path, body) in [("/ui/", "console"), ("/ui/replica-logs/tasks/a", "console"), ("/ui/a.js", "script")] {
            let answer = ask(&format!("{}{path}", server.origin), &[]).await;
            assert_eq!((answer.status, answer.body), (200, body.into()), "{path}");
        }
        a_person_sees_rows(tab, &server, &place).await
    })
}

#[test]
fn nginx_serves_it_below_a_path_with_a_space() -> Outcome {
    let mut setup = Setup::default();
    setup.options.api_base = "/web".into();
    visit(setup, async |tab| {
        let place = Place::new("/a%20path/", &json!({ "apiBase": "/web" }));
        let console = edited(
            &place.read("nginx/console.conf"),
            &[
                ("\"/ui/replica-log", "\"/a path".into()),
                ("\"^/ui/replica-log", "\"^/a path".into()),
                ("return 301 /ui/replica-log/", "return 301 /a%20path/".into()),
                ("$replica_log_base /ui/replica-log/;", "$replica_log_base /a%20path/;".into()),
            ],
        );
        let service = tab.address("").trim_end_matches('/').to_owned();
        let server = Server::nginx(true, |port| gateway(&place, &console, &service, port));
        assets_are_kept(&server, &place, &["br", "gzip"]).await;
        places_are_the_page(&server, &place).await;
        let redirect = ask(&format!("{}/a%20path", server.origin), &[]).await;
        assert_eq!((redirect.status, redirect.header("location")), (301, "/a%20path/"));
        a_person_sees_rows(tab, &server, &place).await
    })
}
