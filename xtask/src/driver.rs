//! Running WebDriver servers.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::browser::{Browser, BrowserKind};
use crate::error::{Context, Error, Result};
use crate::process;

/// Number of drivers that this process has started. It makes their folder names unique.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running driver. The driver and its browsers end when this value is dropped, and also when this process is killed.
#[derive(Debug)]
pub struct Driver {
    /// A shell that supervises the driver and stops it when the shell's input is closed, as when this process dies.
    supervisor: Child,
    port: u16,
    /// The temporary folder of the driver and its browsers.
    files: PathBuf,
}

/// The shell script of the supervisor. Only the driver inherits the output pipe, so that the pipe closes when the
/// driver exits; the shell redirects its own output. `cat` blocks until this process closes the input or dies. A
/// terminated driver leaves its browsers running and its files behind, so both are in a separate process group and
/// folder, which the script kills and removes.
const SUPERVISOR: &str = r#"
exec 3<&0
"$@" </dev/null 3<&- &
exec >/dev/null 2>&1
cat <&3
trap '' TERM
kill -TERM 0
wait
rm -rf "$TMPDIR" || { sleep 1; rm -rf "$TMPDIR"; }
kill -KILL 0
"#;

impl Driver {
    /// Starts a driver and waits until it listens.
    ///
    /// # Errors
    /// When it cannot be started, or exits immediately.
    pub fn start(browser: &Browser) -> Result<Self> {
        let (name, arguments): (_, &[_]) = match browser.kind {
            BrowserKind::Chromium => ("chromedriver", &["--port=0", "--log-level=SEVERE"]),
            // The lowest log level that prints the port.
            BrowserKind::Firefox => ("geckodriver", &["--port=0", "--log=info", "--allow-system-access"]),
        };
        // In the system's temporary folder, because a browser's socket needs a short path.
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let files = std::env::temp_dir().join(format!("replica-log-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&files).could_not(format_args!("make {}", files.display()))?;
        let mut supervisor = process::command("sh");
        supervisor.env("TMPDIR", &files);
        supervisor
            .args(["-c", SUPERVISOR, "sh"])
            .arg(&browser.driver)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // A separate process group: Ctrl-C does not reach it directly, and all of its processes can be signalled at
        // once.
        supervisor.process_group(0);
        let mut supervisor = supervisor.spawn().could_not(format_args!("start {name}"))?;
        let Some(output) = supervisor.stdout.take() else {
            return Err(Error::new(format!("{name} has no output pipe")));
        };
        let mut driver = Self { supervisor, port: 0, files };
        let mut lines = BufReader::new(output).lines();
        let mut log = String::new();
        for line in lines.by_ref() {
            let line = line.could_not(format_args!("read the output of {name}"))?;
            if let Some(port) = port_in(&line) {
                driver.port = port;
                break;
            }
            log.push_str(&line);
            log.push('\n');
        }
        if driver.port == 0 {
            return Err(Error::new(format!("{name} did not start; its output:\n{log}")));
        }
        // The rest of the output is discarded; a full pipe would block the driver.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(driver)
    }

    /// The URL of the driver.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let processes = descendants(self.supervisor.id());
        // Closing the input ends `cat`, and the script then stops the driver and its browsers.
        drop(self.supervisor.stdin.take());
        let started = Instant::now();
        while matches!(self.supervisor.try_wait(), Ok(None)) && started.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // Only if the start time is unchanged, because the system may have reused the process id.
        for (pid, start) in processes {
            if start_of(pid).is_some_and(|now| now == start) {
                let _ = process::output(Command::new("kill").args(["-KILL", &pid.to_string()]));
            }
        }
        let _ = self.supervisor.wait();
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

/// Parses the port from a log line: `ChromeDriver was started successfully on port 41234.` or
/// `… Listening on 127.0.0.1:41234`.
fn port_in(line: &str) -> Option<u16> {
    let log = ["started successfully on port ", "Listening on 127.0.0.1:"];
    let (_, port) = log.iter().find_map(|log| line.split_once(log))?;
    port.trim_end_matches(['.', '\r']).parse().ok()
}

/// A process and its direct and indirect children: process ids with start times, which together are unique.
fn descendants(pid: u32) -> Vec<(u32, String)> {
    let all: Vec<(u32, u32)> = Path::new("/proc")
        .read_dir()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, parent_in(&stat(pid)?)?)))
        .collect();
    let mut processes = vec![pid];
    let mut next = 0;
    while let Some(&parent) = processes.get(next) {
        processes.extend(all.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    processes.into_iter().filter_map(|pid| Some((pid, start_of(pid)?))).collect()
}

fn stat(pid: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()
}

/// The fields of `/proc/PID/stat` after the program name, which may contain spaces and parentheses.
fn fields(stat: &str) -> Option<Vec<&str>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace().collect())
}

fn parent_in(stat: &str) -> Option<u32> {
    fields(stat)?.get(1)?.parse().ok()
}

/// The start time of a process in clock ticks since boot. Together with the process id it identifies the process.
fn start_of(pid: u32) -> Option<String> {
    fields(&stat(pid)?)?.get(19).map(|&start| start.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_parsed_from_the_drivers_log() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(port_in("1764036000000\tgeckodriver\tINFO\tListening on 127.0.0.1:41234"), Some(41234));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }

    #[test]
    fn parent_and_start_time_are_parsed_from_proc_stat() {
        let line = "12 (a) (b c) S 7 12 12 0 -1 1 2 3 4 5 6 7 8 9 20 0 1 0 424242 1 2";
        assert_eq!(parent_in(line), Some(7));
        assert_eq!(fields(line).and_then(|fields| fields.get(19).copied()), Some("424242"));
    }

    #[test]
    fn descendants_include_indirect_children() {
        let mut child = process::command("sh").args(["-c", "sleep 30 & wait"]).spawn().expect("a shell");
        let started = Instant::now();
        while descendants(child.id()).len() < 2 && started.elapsed() < Duration::from_secs(5) {
            std::thread::yield_now();
        }
        let processes = descendants(child.id());
        for (pid, _) in processes.iter().rev() {
            let _ = process::output(Command::new("kill").arg(pid.to_string()));
        }
        let _ = child.wait();
        assert_eq!(processes.len(), 2);
    }
}
