//! A running driver of a browser.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::browser::{Browser, Kind};
use crate::fail::{Context, Fail, Result};
use crate::process;

/// How many drivers this program has started.
static STARTED: AtomicU32 = AtomicU32::new(0);

/// A running driver. It and its browsers end when this is dropped, and when this program ends in any other way.
#[derive(Debug)]
pub struct Driver {
    /// A shell that holds the driver, and ends it when its own input ends: also when we are killed.
    keeper: Child,
    port: u16,
    /// What the driver and its browsers write.
    files: PathBuf,
}

/// The driver chooses its own port. It alone has our output, so that it ends when the driver does; the
/// shell then needs none. `cat` waits for us to go. A driver that is told to end leaves its browsers
/// running and its files lying about; both are in a group and a folder of their own, so that all can go.
const KEEPER: &str = r#"
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
    /// When it cannot be started, or ends at once.
    pub fn start(browser: &Browser) -> Result<Self> {
        let (name, arguments): (_, &[_]) = match browser.kind {
            Kind::Chromium => ("chromedriver", &["--port=0", "--log-level=SEVERE"]),
            // It says where it listens at this level, and at none above.
            Kind::Firefox => ("geckodriver", &["--port=0", "--log=info", "--allow-system-access"]),
        };
        // In the system's folder: a browser's socket wants a short path.
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let files = std::env::temp_dir().join(format!("replica-log-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&files).could_not(format_args!("make {}", files.display()))?;
        let mut keeper = process::program("sh");
        keeper.env("TMPDIR", &files);
        keeper
            .args(["-c", KEEPER, "sh"])
            .arg(&browser.driver)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        // Of its own, so that a Ctrl-C reaches it only through us, and that all of it can be told to end.
        keeper.process_group(0);
        let mut keeper = keeper.spawn().could_not(format_args!("start {name}"))?;
        let Some(output) = keeper.stdout.take() else {
            return Err(Fail::new(format!("could not listen to {name}")));
        };
        let mut driver = Self { keeper, port: 0, files };
        let mut lines = BufReader::new(output).lines();
        let mut said = String::new();
        for line in lines.by_ref() {
            let line = line.could_not(format_args!("read what {name} says"))?;
            if let Some(port) = port_in(&line) {
                driver.port = port;
                break;
            }
            said.push_str(&line);
            said.push('\n');
        }
        if driver.port == 0 {
            return Err(Fail::new(format!("{name} did not start; it said:\n{said}")));
        }
        // Read on, or the driver would stand still once nobody takes what it says.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(driver)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let ours = descendants(self.keeper.id());
        // This ends the shell's `cat`, and with it the driver and its browsers.
        drop(self.keeper.stdin.take());
        let patience = Instant::now();
        while matches!(self.keeper.try_wait(), Ok(None)) && patience.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(20));
        }
        // Only what is still what it was: a number may by now be somebody else's.
        for (pid, start) in ours {
            if start_of(pid).is_some_and(|now| now == start) {
                let _ = process::output(Command::new("kill").args(["-KILL", &pid.to_string()]));
            }
        }
        let _ = self.keeper.wait();
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

/// `ChromeDriver was started successfully on port 41234.`, `… Listening on 127.0.0.1:41234`.
fn port_in(line: &str) -> Option<u16> {
    let said = ["started successfully on port ", "Listening on 127.0.0.1:"];
    let (_, port) = said.iter().find_map(|said| line.split_once(said))?;
    port.trim_end_matches(['.', '\r']).parse().ok()
}

/// This process and all that it started, directly or not, with the start time that tells them from others.
fn descendants(pid: u32) -> Vec<(u32, String)> {
    let all: Vec<(u32, u32)> = Path::new("/proc")
        .read_dir()
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid| Some((pid, parent_in(&stat(pid)?)?)))
        .collect();
    let mut ours = vec![pid];
    let mut next = 0;
    while let Some(&parent) = ours.get(next) {
        ours.extend(all.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    ours.into_iter().filter_map(|pid| Some((pid, start_of(pid)?))).collect()
}

fn stat(pid: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()
}

/// The fields after the program's name, which may itself hold spaces and parentheses.
fn fields(stat: &str) -> Option<Vec<&str>> {
    Some(stat.rsplit_once(')')?.1.split_whitespace().collect())
}

fn parent_in(stat: &str) -> Option<u32> {
    fields(stat)?.get(1)?.parse().ok()
}

/// The time at which a process started, in ticks since the machine did. With its number, that names it for ever.
fn start_of(pid: u32) -> Option<String> {
    fields(&stat(pid)?)?.get(19).map(|&start| start.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_what_the_driver_says() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 41234."), Some(41234));
        assert_eq!(port_in("1764036000000\tgeckodriver\tINFO\tListening on 127.0.0.1:41234"), Some(41234));
        assert_eq!(port_in("Starting ChromeDriver 156.0 on port 0"), None);
    }

    #[test]
    fn a_process_is_known_by_parent_and_start() {
        let line = "12 (a) (b c) S 7 12 12 0 -1 1 2 3 4 5 6 7 8 9 20 0 1 0 424242 1 2";
        assert_eq!(parent_in(line), Some(7));
        assert_eq!(fields(line).and_then(|fields| fields.get(19).copied()), Some("424242"));
    }

    #[test]
    fn children_of_children_are_ours() {
        let mut child = process::program("sh").args(["-c", "sleep 30 & wait"]).spawn().expect("a shell");
        let patience = Instant::now();
        while descendants(child.id()).len() < 2 && patience.elapsed() < Duration::from_secs(5) {
            std::thread::yield_now();
        }
        let ours = descendants(child.id());
        for (pid, _) in ours.iter().rev() {
            let _ = process::output(Command::new("kill").arg(pid.to_string()));
        }
        let _ = child.wait();
        assert_eq!(ours.len(), 2);
    }
}
