//! A Windows of Wine's, and services on loopback for it to look at.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, MutexGuard};

use crate::desktop::{START_BUTTON, Screen};
use crate::server;

/// Long enough for a busy machine; nothing waits for it but what is broken.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often a program that is just starting is asked.
const AGAIN: Duration = Duration::from_secs(1);
const DESKTOP: &str = "/desktop=Default,800x600";
/// A folder of settings as somebody may have one.
pub(crate) const FOLDER: &str = "Einstellungen für Zoë 映画";
/// The user's name, as it stands in the paths of the profile.
const USER: &str = "Zoë Ñandú 映画";
/// Where Windows keeps its colours.
const PERSONAL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize";
/// Where Windows keeps the roots that this user trusts.
const ROOTS: &str = r"HKCU\Software\Microsoft\SystemCertificates\Root\Certificates";
const INTERNET: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings";

/// There is one registry, so one test at a time.
static TURN: Mutex<()> = Mutex::const_new(());

/// Wine, in the hands of one test, with settings that nobody has touched.
pub(crate) struct Windows {
    prefix: PathBuf,
    program: PathBuf,
    /// Whether it trusts what its own store of certificates has, and not what the test hands it.
    is_by_store: bool,
    /// A program for which Wine starts the desktop ends for us only when the desktop does, as that holds on to what the
    /// program had as standard output. So a desktop that writes nowhere comes first, and somebody stays in it.
    _desktop: Child,
    _turn: MutexGuard<'static, ()>,
}

impl Windows {
    pub(crate) async fn enter() -> Self {
        let named = |name: &str| {
            let value = std::env::var_os(name).map(PathBuf::from);
            value.unwrap_or_else(|| panic!("{name} is not set: run `scripts/windows test`"))
        };
        let turn = TURN.lock().await;
        let (prefix, program) = (named("WINEPREFIX"), named("STREAMDOCTOR_EXE"));
        // A desktop stays for a moment after its last program, here that of earlier tests: then nothing new would be seen.
        end(&prefix);
        let dark = Screen::see().await;
        let stays = ["explorer", DESKTOP, r"C:\taskbar.exe", "stay"].map(str::to_owned);
        let mut desktop = wine(&prefix, &stays);
        let desktop = desktop.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let windows = Self { prefix, program, is_by_store: false, _desktop: desktop, _turn: turn };
        dark.until_changed(START_BUTTON).await;
        windows.be_somebody().await;
        windows.write_hosts("");
        // What is deleted may not be there.
        drop(windows.reg(&["delete", ROOTS, "/f"]).await);
        for value in ["ProxyServer", "ProxyOverride", "AutoConfigURL"] {
            drop(windows.reg(&["delete", INTERNET, "/v", value, "/f"]).await);
        }
        windows.set_internet("ProxyEnable", "REG_DWORD", "0").await;
        windows.set_light_taskbar(false).await;
        windows.have_browser().await;
        windows
    }

    /// Gives the user a profile whose path has letters of many kinds.
    async fn be_somebody(&self) {
        let key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders";
        for (value, folder) in [("AppData", "Roaming"), ("Local AppData", "Local")] {
            let here = self.prefix.join("drive_c/users").join(USER).join("AppData").join(folder);
            fs::create_dir_all(here).unwrap();
            let there = format!(r"C:\users\{USER}\AppData\{folder}");
            self.set(key, value, "REG_SZ", &there).await;
        }
    }

    /// The same Windows with another file as the program.
    pub(crate) fn with(mut self, program: PathBuf) -> Self {
        self.program = program;
        self
    }

    /// The same Windows, which trusts only what its own store of certificates has.
    pub(crate) fn by_store(mut self) -> Self {
        self.is_by_store = true;
        self
    }

    /// Puts the root of `world` into the store of certificates.
    pub(crate) async fn trust(&self, world: &World) {
        let root = CertificateDer::from_pem_slice(world.roots.as_bytes()).unwrap();
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, &root);
        // Each property: its number (wincrypt.h), 1, its length, and itself.
        let property = |number: u32, value: &[u8]| {
            let length = u32::try_from(value.len()).unwrap();
            [&[number, 1, length].map(u32::to_le_bytes).concat(), value].concat()
        };
        let blob = [property(3, hash.as_ref()), property(32, &root)].concat();
        let key = format!(r"{ROOTS}\{}", hex(hash.as_ref()));
        self.set(&key, "Blob", "REG_BINARY", &hex(&blob)).await;
    }

    /// Makes a browser the user's own that does nothing but to note where it is sent to.
    async fn have_browser(&self) {
        let (script, visited) = (self.prefix.join("browser"), self.visited());
        // Moved into its place when it is whole.
        let text = format!(
            "#!/bin/sh\nprintf %s \"$1\" >'{0}.new'\nmv '{0}.new' '{0}'\n",
            visited.display()
        );
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
        let key = r"HKCU\Software\Wine\WineBrowser";
        self.set(key, "Browsers", "REG_SZ", script.to_str().unwrap()).await;
        self.forget_visit();
    }

    fn visited(&self) -> PathBuf {
        self.prefix.join("visited")
    }

    /// Forgets where the browser was sent to so far.
    pub(crate) fn forget_visit(&self) {
        // It may have been nowhere.
        drop(fs::remove_file(self.visited()));
    }

    /// Waits until the browser is sent to a page, and sees to it that there is a server. It shows the page to programs of
    /// this Windows alone, of which the test is none.
    pub(crate) async fn visit(&self) -> url::Url {
        let sent = async {
            loop {
                match fs::read_to_string(self.visited()) {
                    Ok(url) => return url,
                    Err(_) => tokio::time::sleep(AGAIN).await,
                }
            }
        };
        let url = tokio::time::timeout(PATIENCE, sent).await.expect("the browser is started");
        let url = url::Url::parse(&url).unwrap();
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        tokio::net::TcpStream::connect(host).await.unwrap();
        url
    }

    pub(crate) async fn set_proxy(&self, server: &str) {
        self.set_internet("ProxyServer", "REG_SZ", server).await;
        self.set_internet("ProxyEnable", "REG_DWORD", "1").await;
    }

    pub(crate) async fn set_internet(&self, value: &str, kind: &str, data: &str) {
        self.set(INTERNET, value, kind, data).await;
    }

    pub(crate) async fn set_light_taskbar(&self, light: bool) {
        let data = if light { "1" } else { "0" };
        self.set(PERSONAL, "SystemUsesLightTheme", "REG_DWORD", data).await;
    }

    async fn set(&self, key: &str, value: &str, kind: &str, data: &str) {
        let told = self.reg(&["add", key, "/v", value, "/t", kind, "/d", data, "/f"]).await;
        assert_eq!(told.status, 0, "{told:#?}");
    }

    /// Takes the icon out of the taskbar ("gone"), or says that there is a taskbar again ("back").
    pub(crate) async fn taskbar(&self, what: &str) {
        let told = self.run(&[r"C:\taskbar.exe".to_owned(), what.to_owned()]).await;
        assert_eq!(told.status, 0, "{what}: {told:#?}");
    }

    async fn reg(&self, arguments: &[&str]) -> Told {
        self.run(
            &[&["reg".to_owned()], &*arguments.iter().map(ToString::to_string).collect::<Vec<_>>()]
                .concat(),
        )
        .await
    }

    pub(crate) fn write_hosts(&self, text: &str) {
        let folder = self.prefix.join("drive_c/windows/system32/drivers/etc");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("hosts"), text).unwrap();
    }

    /// The command line of the program with the settings of `world`.
    pub(crate) fn program(&self, world: &World, arguments: &[&str]) -> Vec<String> {
        let mut line = vec![path(&self.program), "--config".to_owned(), path(&world.folder())];
        line.extend(arguments.iter().map(ToString::to_string));
        line
    }

    fn wine(&self, line: &[String]) -> Command {
        let mut command = wine(&self.prefix, line);
        if self.is_by_store {
            command.env_remove("SSL_CERT_FILE");
        }
        command
    }

    /// Runs a Windows program to its end.
    pub(crate) async fn run(&self, line: &[String]) -> Told {
        let mut command = self.wine(line);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let output = tokio::time::timeout(PATIENCE, command.output()).await;
        Told::of(output.unwrap_or_else(|_| panic!("it does not end: {line:?}")).unwrap())
    }

    pub(crate) async fn check(&self, world: &World) -> Told {
        self.run(&self.program(world, &["check", "--json"])).await.with_json()
    }

    /// The same, with what was seen.
    pub(crate) async fn look(&self, world: &World) -> (Told, Value) {
        let file = world.folder().join("seen.json");
        let arguments = ["check", "--json", "--save", &path(&file)];
        let told = self.run(&self.program(world, &arguments)).await.with_json();
        let seen = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        (told, seen)
    }

    /// Starts the program in the tray.
    pub(crate) fn start(&self, world: &World) -> Child {
        let mut command = self.wine(&self.program(world, &[]));
        command.stdout(Stdio::null()).stderr(Stdio::inherit());
        command.spawn().unwrap()
    }

    /// Waits until the running program says so.
    pub(crate) async fn until_status(&self, so: impl Fn(&Value) -> bool) -> Value {
        let line = [path(&self.program), "status".to_owned(), "--json".to_owned()];
        let ask = async {
            loop {
                let told = self.run(&line).await;
                if let Ok(status) = serde_json::from_str::<Value>(&told.out)
                    && so(&status)
                {
                    return status;
                }
                tokio::time::sleep(AGAIN).await;
            }
        };
        tokio::time::timeout(PATIENCE, ask).await.expect("the running program says so")
    }

    /// Ends a program by its name, as the task manager does.
    pub(crate) async fn end(&self, name: &str) {
        let line = ["taskkill", "/f", "/im", name].map(str::to_owned);
        let told = self.run(&line).await;
        assert_eq!(told.status, 0, "{told:#?}");
    }
}

impl Drop for Windows {
    fn drop(&mut self) {
        end(&self.prefix);
    }
}

/// Ends every process of this Windows.
fn end(prefix: &Path) {
    for argument in ["--kill", "--wait"] {
        let mut command = std::process::Command::new("wineserver-stable");
        // There may be none any more.
        drop(command.arg(argument).env("WINEPREFIX", prefix).status());
    }
}

fn wine(prefix: &Path, line: &[String]) -> Command {
    let mut command = Command::new("wine");
    command.args(line).env("WINEPREFIX", prefix).kill_on_drop(true).stdin(Stdio::null());
    command.env("SSL_CERT_FILE", path(&trusted()));
    for proxy in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    command
}

/// The roots that this computer trusts. One test at a time uses them.
fn trusted() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("trusted by Windows.pem")
}

/// What a program said, and how it ended.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) json: Value,
}

impl Told {
    fn of(output: std::process::Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let status = output.status.code().expect("it ends by itself");
        let told =
            Self { status, out: text(output.stdout), err: text(output.stderr), json: Value::Null };
        assert!(!told.err.contains("panicked"), "{told:#?}");
        told
    }

    fn with_json(mut self) -> Self {
        self.json = self.json();
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// A control and a service, and a folder of settings that names them.
pub(crate) struct World {
    folder: TempDir,
    front: SocketAddr,
    alive: SocketAddr,
    status: Arc<AtomicU16>,
    roots: String,
}

impl World {
    /// All is well. The service shows a certificate for `localhost` and for `www.bravo.example`.
    pub(crate) async fn new() -> Self {
        let alive = server::http(vec![server::response("204 No Content", "")]).await;
        let status = Arc::new(AtomicU16::new(200));
        let now = Arc::clone(&status);
        let answer = move |_: &str| {
            let status = now.load(Ordering::SeqCst);
            vec![server::response(&format!("{status} Whatever"), "hello")]
        };
        let (roots, identity) = certify(&["localhost", "www.bravo.example"]);
        let (front, _log) = server::https_by(identity, answer).await;
        fs::write(trusted(), &roots).unwrap();
        let world = Self { folder: tempfile::tempdir().unwrap(), front, alive, status, roots };
        world.write("localhost");
        world
    }

    /// From now on the service answers so.
    pub(crate) fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// The same service, under a name that only a proxy can find.
    pub(crate) fn named(&self, name: &str) -> &Self {
        self.write(name);
        self
    }

    /// Where the service is.
    pub(crate) fn front(&self) -> SocketAddr {
        self.front
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().join(FOLDER)
    }

    fn write(&self, name: &str) {
        let (folder, alive, port) = (self.folder(), self.alive, self.front.port());
        fs::create_dir_all(folder.join("services")).unwrap();
        let settings = format!(
            r#"[controls]
endpoints = [{{ url = "http://{alive}/alive", expect = {{ status = 204 }} }}]
addresses = ["{alive}"]
[resolvers]
public = []
doh = []
[trust]
public_roots = "roots.pem"
[schedule]
interval = "10s"
quick = "10s"
[services]
enabled = ["bravo"]
"#
        );
        let service = format!(
            "id = \"bravo\"\nname = \"Bravo\"\n[[target]]\nrole = \"web\"\nurl = \"https://{name}:{port}/watch\"\n"
        );
        fs::write(folder.join("streamdoctor.toml"), settings).unwrap();
        fs::write(folder.join("services/bravo.toml"), service).unwrap();
        fs::write(folder.join("roots.pem"), &self.roots).unwrap();
    }
}

/// A root, and what a server shows that has a certificate of it for `names`.
fn certify(names: &[&str]) -> (String, Arc<ServerConfig>) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, "Everybody's root");
    let key = KeyPair::generate().unwrap();
    let root = params.self_signed(&key).unwrap();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(names.iter().map(ToString::to_string).collect::<Vec<_>>());
    let mut params = params.unwrap();
    params.distinguished_name.push(DnType::CommonName, names[0]);
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2100, 1, 1);
    let leaf = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone(), root.der().clone()], key)
        .unwrap();
    (root.pem(), Arc::new(config))
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 0xF]);
    digits
        .filter_map(|it| char::from_digit(it.into(), 16))
        .map(|it| it.to_ascii_uppercase())
        .collect()
}

/// How Windows calls a path of ours.
pub(crate) fn path(path: &Path) -> String {
    format!("Z:{}", path.to_str().unwrap().replace('/', "\\"))
}
