//! A web server process that ends when it is dropped.

use crate::deployment::{Deployment, variable};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A shell script that kills the server when its standard input closes, which happens even if the test is killed.
const SUPERVISOR: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ cat <&3 >/dev/null; kill $server; } 2>/dev/null &
wait $server
"#;

const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A running web server.
pub struct Server {
    supervisor: Child,
    /// `http://127.0.0.1:…`, without a slash at its end.
    pub origin: String,
    /// Its configuration files.
    _files: TempDir,
}

impl Server {
    /// Starts nginx with the rest of an `http` block, which depends on the port.
    pub fn nginx(brotli: bool, http: impl Fn(u16) -> String) -> Self {
        let module = variable("REPLICA_LOG_NGINX_BROTLI");
        let (load, on) = if brotli {
            (format!("load_module \"{}\";", module.display()), "brotli_static on;")
        } else {
            (String::new(), "")
        };
        Self::start(|port, files| {
            // A single process in its own folder, as the current user.
            let settings = format!(
                "{load}\ndaemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {{}}\n\
                http {{\naccess_log off;\nclient_body_temp_path t1;\nproxy_temp_path t2;\nfastcgi_temp_path t3;\n\
                uwsgi_temp_path t4;\nscgi_temp_path t5;\n{on}\n{}\n}}\n",
                http(port)
            );
            std::fs::write(files.join("nginx.conf"), settings).unwrap();
            let mut command = vec![variable("REPLICA_LOG_NGINX").into_os_string()];
            command.extend(["-e", "stderr", "-p"].map(Into::into));
            command.extend([files.into(), "-c".into(), files.join("nginx.conf").into()]);
            command
        })
    }

    /// Starts Caddy with a Caddyfile, which depends on the port.
    pub fn caddy(caddyfile: impl Fn(u16) -> String) -> Self {
        Self::start(|port, files| {
            let settings = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{}", caddyfile(port));
            std::fs::write(files.join("Caddyfile"), settings).unwrap();
            let mut command = vec![variable("REPLICA_LOG_CADDY").into_os_string()];
            command.extend(["run", "--adapter", "caddyfile", "--config"].map(Into::into));
            command.push(files.join("Caddyfile").into());
            command
        })
    }

    /// Starts a server on a free port; retries with another port, because it may be taken in the meantime.
    fn start(command: impl Fn(u16, &Path) -> Vec<std::ffi::OsString>) -> Self {
        let mut log_text = String::new();
        for _ in 0..3 {
            let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
            let files = tempfile::tempdir().unwrap();
            let log = files.path().join("log");
            let mut supervisor = Command::new("sh");
            supervisor.args(["-c", SUPERVISOR, "sh"]).args(command(port, files.path()));
            supervisor.env("HOME", files.path()).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
            let output = std::fs::File::create(&log).unwrap();
            supervisor.stdin(Stdio::piped()).stdout(output.try_clone().unwrap()).stderr(output);
            let origin = format!("http://127.0.0.1:{port}");
            let mut server = Self { supervisor: supervisor.spawn().unwrap(), origin, _files: files };
            let start = Instant::now();
            while start.elapsed() < START_TIMEOUT && matches!(server.supervisor.try_wait(), Ok(None)) {
                let listens = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok();
                if listens && matches!(server.supervisor.try_wait(), Ok(None)) {
                    return server;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
            log_text = std::fs::read_to_string(&log).unwrap_or_default();
        }
        panic!("the server did not start; its output:\n{log_text}");
    }

    /// The URL of a path below the base path of a deployment.
    pub fn url(&self, deployment: &Deployment, below: &str) -> String {
        format!("{}{}{below}", self.origin, deployment.base)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        let _ = self.supervisor.wait();
    }
}
