//! The desktop: what it has in `/etc`, how the program is told about the world, and how it is run there.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use nix::mount::{MsFlags, mount};
use tokio::process::Command;

use crate::authority::Authority;
use crate::cell::{ROOM, within};
use crate::world::{PROXY, PROXY_PORT, PUBLIC, Part, Place, Signer, World};

/// The user and group `nobody`.
const NOBODY: u32 = 65_534;

/// Longer than any round may take.
const LIMIT: Duration = Duration::from_secs(40);

/// What the program said.
pub(crate) struct Said {
    /// Nothing where it had to be killed.
    pub status: Option<ExitStatus>,
    pub stdout: String,
    pub stderr: String,
}

/// Writes the files of the desktop and those that tell the program about the world.
pub(crate) fn furnish(world: &World, authority: &Authority, program: &Path) -> Result<()> {
    fs::write("/etc/resolv.conf", &world.resolv_conf)?;
    fs::write(
        "/etc/hosts",
        format!("127.0.0.1 localhost\n127.0.1.1 desktop\n{}", world.hosts_file),
    )?;

    let room = Path::new(ROOM);
    fs::write(room.join("trusted.pem"), authority.bundle(&trusted(world)))?;
    let config = config();
    fs::create_dir_all(config.join("services"))?;
    let roots = authority.bundle(&[Signer::Services, Signer::Controls]);
    fs::write(config.join("public-roots.pem"), roots)?;
    fs::write(config.join("streamdoctor.toml"), settings(world))?;
    for (id, name) in [("alfa", "Alfa"), ("bravo", "Bravo")] {
        fs::write(config.join(format!("services/{id}.toml")), service(world, id, name))?;
    }

    let home = room.join("home");
    fs::create_dir(&home)?;
    fs::set_permissions(&home, fs::Permissions::from_mode(0o700))?;
    chown(&home, Some(NOBODY), Some(NOBODY))?;

    // Under its own name, and where nobody may read it, wherever it was built.
    let here = program_path();
    fs::write(&here, "")?;
    mount(Some(program), &here, None::<&str>, MsFlags::MS_BIND, None::<&str>).context("the program")
}

/// The signers whose roots are in the desktop's store.
pub(crate) fn trusted(world: &World) -> Vec<Signer> {
    let mut signers = vec![Signer::Services, Signer::Controls];
    if world.interceptor.is_some_and(|it| it.trusted) {
        signers.push(Signer::Interceptor);
    }
    signers
}

/// Runs one round of the program as an ordinary user.
pub(crate) async fn check(world: &World) -> Result<Said> {
    let mut command = program(world, &["check", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = within(Place::Desktop, || command.spawn())?.context("starting the program")?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    match tokio::time::timeout(LIMIT, child.wait_with_output()).await {
        Ok(output) => {
            let output = output?;
            let (stdout, stderr) = (text(output.stdout), text(output.stderr));
            Ok(Said { status: Some(output.status), stdout, stderr })
        }
        Err(_) => Ok(Said { status: None, stdout: String::new(), stderr: String::new() }),
    }
}

/// The program as an ordinary user runs it, with these arguments; to be started `within` the desktop.
pub(crate) fn program(world: &World, arguments: &[&str]) -> Command {
    let mut command = Command::new(program_path());
    command
        .arg("--config")
        .arg(config())
        .args(arguments)
        .current_dir("/")
        .env_clear()
        .envs(environment(world))
        .uid(NOBODY)
        .gid(NOBODY)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Where the program's settings are.
pub(crate) fn config() -> PathBuf {
    Path::new(ROOM).join("config")
}

/// Runs any command in the desktop, as root and with this terminal.
pub(crate) async fn shell(world: &World, command: &[String]) -> Result<ExitStatus> {
    let (program, arguments) = command.split_first().context("no command")?;
    let mut command = Command::new(program);
    command.args(arguments).envs(environment(world)).env("HOME", "/root").env("LAB", ROOM);
    let mut child = within(Place::Desktop, || command.spawn())?.context("starting the command")?;
    Ok(child.wait().await?)
}

pub(crate) fn program_path() -> PathBuf {
    Path::new(ROOM).join("streamdoctor")
}

fn environment(world: &World) -> Vec<(&'static str, String)> {
    let in_room = |name: &str| format!("{ROOM}/{name}");
    let mut variables = vec![
        ("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin".to_owned()),
        ("HOME", in_room("home")),
        ("XDG_RUNTIME_DIR", in_room("home")),
        ("LANG", "C.UTF-8".to_owned()),
        ("NO_COLOR", "1".to_owned()),
        ("SSL_CERT_FILE", in_room("trusted.pem")),
    ];
    if world.proxy.is_some() {
        let proxy = format!("http://{PROXY}:{PROXY_PORT}");
        variables.extend([("http_proxy", proxy.clone()), ("HTTPS_PROXY", proxy)]);
    }
    variables
}

fn settings(world: &World) -> String {
    // What the controls answer when they are well, even in a scenario in which one is not.
    let healthy = World::healthy();
    let controls = world.sites.iter().filter(|it| it.part == Part::Control);
    let endpoints = controls.map(|site| {
        let reply = &healthy.site(site.name).unwrap_or(site).reply;
        let expect = match reply.status {
            204 => "status = 204".to_owned(),
            status => format!("status = {status}, body = {:?}", mark(&reply.body)),
        };
        format!("  {{ url = \"http://{}{}\", expect = {{ {expect} }} }},\n", site.name, site.path)
    });
    let endpoints = endpoints.collect::<String>();
    let [first, second, third] = PUBLIC;
    format!(
        r#"[controls]
endpoints = [
{endpoints}]
addresses = ["{first}:443", "{second}:443", "{third}:53"]

[resolvers]
public = ["{first}:53", "{second}:53", "{third}:53"]
doh = ["https://{first}/dns-query", "https://{second}/dns-query"]

[trust]
public_roots = "public-roots.pem"

[services]
enabled = ["alfa", "bravo"]
"#
    )
}

/// A few words of a control's answer that nobody else would give.
fn mark(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let inside = text.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    inside.map_or(text.trim(), |(title, _)| title).to_owned()
}

fn service(world: &World, id: &str, name: &str) -> String {
    let sites = world.sites.iter().filter(|it| it.service == id);
    let parts = sites.map(|site| {
        let url = format!("https://{}{}", site.name, site.path);
        let role = match site.part {
            Part::Web => "web",
            Part::Api => "api",
            Part::Media => "media",
            Part::Status => {
                return format!("\n[status]\nkind = \"atlassian_statuspage\"\nurl = \"{url}\"\n");
            }
            Part::Control | Part::Doh => return String::new(),
        };
        format!("\n[[target]]\nrole = \"{role}\"\nurl = \"{url}\"\nexpect = {{ status = [200] }}\n")
    });
    format!("id = \"{id}\"\nname = \"{name}\"\n{}", parts.collect::<String>())
}
