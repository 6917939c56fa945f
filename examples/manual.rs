//! Writes the manual page and the completions for shells into a folder, for packages.

use std::path::PathBuf;
use std::{fs, io};

use clap::CommandFactory as _;
use clap_complete::Shell;
use streamdoctor::cli::Args;

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("say into which folder"))?;
    fs::create_dir_all(&folder)?;
    clap_mangen::generate_to(Args::command(), &folder)?;
    for shell in [Shell::Bash, Shell::Fish, Shell::Zsh] {
        clap_complete::generate_to(shell, &mut Args::command(), "streamdoctor", &folder)?;
    }
    Ok(())
}
