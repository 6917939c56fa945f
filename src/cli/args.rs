//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use url::Url;

use crate::diagnosis::reported::Device;
use crate::observation::Transport;
use crate::presentation::PauseFor;

/// Says why a streaming service does not play: whether it is you or the service, why, and what helps.
///
/// Without a command it starts in the tray. With a code from your screen, such as `streamdoctor NW-2-5`, it says what
/// the code means and looks.
#[derive(Debug, Parser)]
#[command(name = "streamdoctor", version, max_term_width = 100)]
pub struct Args {
    /// Another configuration folder: streamdoctor.toml and services/*.toml in it
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "STREAMDOCTOR_CONFIG",
        hide_env_values = true
    )]
    pub config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// Reads the arguments of this process, or ends it with what is wrong with them, or with the help asked for.
    pub fn of_this_process() -> Self {
        Self::parse_from(with_negative_code(std::env::args_os().collect()))
    }
}

/// Browsers have codes such as -118, which would pass for options.
fn with_negative_code(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let first = arguments.get(1).and_then(|it| it.to_str()).and_then(|it| it.strip_prefix('-'));
    if first.is_some_and(is_number) {
        arguments.insert(1, "--".into());
    }
    arguments
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run in the tray, or without it
    Run {
        /// No tray icon
        #[arg(long)]
        headless: bool,
    },
    /// Look once, now, and say what is wrong and what helps
    ///
    /// Exit status: 0 all well, 1 something is wrong, 2 bad arguments or configuration, 3 inconclusive.
    Check(Check),
    /// Judge a recorded round again
    Diagnose {
        /// A file that `check --save` wrote; `-` for standard input
        snapshot: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Who wrote this raw HTTP response, and what it means
    Classify {
        /// Status line, header fields and content; `-` for standard input
        file: PathBuf,
        /// What was asked for
        #[arg(long)]
        url: Option<Url>,
        /// Through what it came [default: by the URL's scheme]
        #[arg(long, value_enum)]
        transport: Option<TransportArg>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What a code on the screen means, and what to do
    Explain {
        /// The code as it is shown: 503, NW-2-5, M7111-1331-5059
        #[arg(required = true, num_args = 1.., allow_negative_numbers = true)]
        code: Vec<String>,
        /// Of this service only
        #[arg(long, value_name = "ID")]
        service: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What the running program knows
    ///
    /// Exit status as of `check`, and 4 where none is running.
    Status {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Incidents and timings, as they were recorded
    History(History),
    /// The measured facts, for your provider or a support desk
    ///
    /// Of the latest recorded trouble, or, where there is none, of a look made now. Addresses and names of your own are
    /// left out unless you ask for them.
    Report(Report),
    /// Let the running program be quiet for a while
    Pause {
        /// For how long
        #[arg(value_enum, value_name = "FOR", default_value = "1h")]
        length: PauseLength,
    },
    /// End the pause
    Resume,
    /// End the running program
    Quit,
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(hide = true)]
    Man,
    /// What is watched, and every host that is contacted
    #[command(args_conflicts_with_subcommands = true)]
    Services {
        #[command(subcommand)]
        action: Option<ServicesAction>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Print all that is known about services, codes and steps, as Markdown
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
        /// Ask for every page that is linked, and list those that are gone
        #[arg(long, conflicts_with_all = ["json", "markdown"])]
        check_links: bool,
    },
    /// The settings in force and the files they come from
    Config {
        #[command(subcommand)]
        action: Option<ConfigAction>,
    },
    /// A code from the screen
    #[command(external_subcommand)]
    Code(Vec<OsString>),
}

/// What to do with the services.
#[derive(Debug, Subcommand)]
pub enum ServicesAction {
    /// Add a service of your own, such as a Plex or Jellyfin at home
    ///
    /// Writes a file into the folder `services` of the settings, and looks at the service once.
    Add(AddService),
}

/// A service of the user's own.
#[derive(Debug, Arguments)]
pub struct AddService {
    /// Where it answers: https://…, http://…, tcp://host:port, dns:name, or just host:port
    pub url: String,
    /// What to call it [default: its host]
    #[arg(long)]
    pub name: Option<String>,
    /// What to call it on the command line [default: from its name]
    #[arg(long)]
    pub id: Option<String>,
}

/// What to do with the settings.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum ConfigAction {
    /// Say whether they can be used
    Check,
}

/// What of the past is wanted.
#[derive(Debug, Arguments)]
pub struct History {
    /// Since when: 12h, 7d, 4w, or a date
    #[arg(long, value_name = "TIME", default_value = "7d")]
    pub since: String,
    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    /// Print a table for a spreadsheet
    #[arg(long)]
    pub csv: bool,
}

/// What a report is about.
#[derive(Debug, Arguments)]
pub struct Report {
    /// Only this service, by id or name
    pub service: Option<String>,
    /// Leave addresses and names in, of a look made now: records do not hold them
    #[arg(long)]
    pub with_addresses: bool,
    /// Look now, whatever is recorded
    #[arg(long)]
    pub now: bool,
}

/// How long a pause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PauseLength {
    /// Half an hour
    #[value(name = "30m")]
    HalfAnHour,
    /// An hour
    #[value(name = "1h")]
    AnHour,
    /// Until six tomorrow morning
    #[value(name = "tomorrow")]
    UntilTomorrow,
}

impl From<PauseLength> for PauseFor {
    fn from(it: PauseLength) -> Self {
        match it {
            PauseLength::HalfAnHour => Self::HalfAnHour,
            PauseLength::AnHour => Self::AnHour,
            PauseLength::UntilTomorrow => Self::UntilTomorrow,
        }
    }
}

/// How to look.
#[derive(Debug, Arguments)]
pub struct Check {
    /// Only these services, by id or name
    pub services: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// The error that you see
    #[arg(long, value_name = "CODE", allow_negative_numbers = true)]
    pub seen: Option<String>,
    /// What shows it
    #[arg(long, value_name = "DEVICE", value_enum, requires = "seen")]
    pub on: Option<Device>,
    /// Do not try fixes
    #[arg(long)]
    pub no_trials: bool,
    /// Write what was seen to this file
    #[arg(long, value_name = "SNAPSHOT.json")]
    pub save: Option<PathBuf>,
    /// End the look after so many seconds
    #[arg(long, value_name = "SECONDS", default_value = "15", value_parser = seconds(1, 600))]
    pub deadline: Duration,
    /// Judge the recorded look nearest to this time: 20:14, "yesterday 20:14", "2h ago", 2026-03-01T20:14:00Z
    #[arg(long, value_name = "TIME", conflicts_with_all = ["seen", "no_trials", "deadline", "watch"])]
    pub at: Option<String>,
    /// Look again and again for so many seconds, and judge the worst of it
    #[arg(long, value_name = "SECONDS", value_parser = seconds(1, 86_400))]
    pub watch: Option<Duration>,
}

impl Check {
    /// A look at `services`, and for the rest as it is by default.
    pub fn of(services: Vec<String>) -> Self {
        Self {
            services,
            json: false,
            seen: None,
            on: None,
            no_trials: false,
            save: None,
            deadline: Duration::from_secs(15),
            at: None,
            watch: None,
        }
    }
}

/// Through what a response came.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TransportArg {
    /// In a session that a public root authenticates
    Tls,
    /// In a session that another root re-signed
    Intercepted,
    /// A forward proxy's answer to CONNECT
    Connect,
    /// Clear text through a configured proxy
    Proxied,
    /// Clear text
    Plain,
}

impl From<TransportArg> for Transport {
    fn from(it: TransportArg) -> Self {
        match it {
            TransportArg::Tls => Self::Tls,
            TransportArg::Intercepted => Self::Intercepted,
            TransportArg::Connect => Self::Connect,
            TransportArg::Proxied => Self::Proxied,
            TransportArg::Plain => Self::Plain,
        }
    }
}

/// Reads a number of seconds within limits.
fn seconds(least: u64, most: u64) -> impl Fn(&str) -> Result<Duration, String> + Clone {
    move |text| match text.parse() {
        Ok(seconds) if (least..=most).contains(&seconds) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!("it must be a whole number of seconds from {least} to {most}")),
    }
}

impl ValueEnum for Device {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Browser => "browser",
            Self::App => "app",
            Self::Tv => "tv",
            Self::Phone => "phone",
            Self::Console => "console",
        }))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_number_with_a_minus_is_a_code_and_other_options_stay() {
        let read = |words: &[&str]| {
            let words = ["streamdoctor"].iter().chain(words).map(OsString::from).collect();
            Args::try_parse_from(with_negative_code(words))
        };
        let code = read(&["-118"]).unwrap().command;
        assert!(matches!(code, Some(Command::Code(words)) if words == ["-118"]));
        assert!(read(&["-x"]).is_err());
        assert!(read(&["-"]).is_ok_and(|it| matches!(it.command, Some(Command::Code(_)))));
        assert!(read(&[]).unwrap().command.is_none());
    }
}
