//! What `observe` sees of real interfaces, routes and neighbours, each test in a network namespace of its own.
//!
//! A test starts itself again inside new namespaces (`unshare`, as root or in a user namespace), builds what it needs
//! with `ip`, and looks. Nothing of the real network is touched or reachable. Where the system does not permit it, the
//! test says so and proves nothing; with the variable `CI` set, it fails instead.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a step that fails is a test that fails")]
#![expect(clippy::print_stderr, reason = "a test that proves nothing says so aloud")]

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

use nix::sched::{CloneFlags, unshare};

use streamdoctor::observation::{
    DefaultRoute, Family, Gateway, Host, Interface, InterfaceKind, Neighbour,
};
use streamdoctor::probe::host::observe;

#[path = "lab/privacy.rs"]
mod privacy;

use privacy::make_mounts_private;

const INSIDE: &str = "STREAMDOCTOR_TEST_INSIDE";

#[test]
fn an_interface_that_is_off_has_no_carrier_to_tell_of() {
    inside("an_interface_that_is_off_has_no_carrier_to_tell_of", || {
        ip("link add eth0 type veth peer name far0");
        ip("address add 192.168.50.23/24 dev eth0");
        let host = look();
        let eth0 = interface(&host, "eth0");
        assert_eq!((eth0.kind, eth0.enabled, eth0.carrier), (InterfaceKind::Ethernet, false, None));
        assert_eq!(host.routes.unwrap(), []);
    });
}

#[test]
fn a_pulled_cable_is_a_lost_carrier() {
    inside("a_pulled_cable_is_a_lost_carrier", || {
        cable();
        ip("route add default via 192.168.50.1");
        let before = interface(&look(), "eth0").carrier_changes.unwrap();
        ip("link set far0 down");
        let host = look();
        let eth0 = interface(&host, "eth0");
        assert_eq!((eth0.enabled, eth0.carrier), (true, Some(false)));
        assert!(eth0.carrier_changes.unwrap() > before);
        // Nobody was asked, so nothing is known of the gateway.
        assert_eq!(gateways(&host)[0].responds, None);
    });
}

#[test]
fn an_address_without_a_default_route_is_seen_as_such() {
    inside("an_address_without_a_default_route_is_seen_as_such", || {
        cable();
        let host = look();
        let eth0 = interface(&host, "eth0");
        assert_eq!((eth0.enabled, eth0.carrier), (true, Some(true)));
        assert!(eth0.addresses.contains(&"192.168.50.23".parse().unwrap()));
        assert_eq!(host.routes.as_deref(), Some([].as_slice()));
        assert_eq!(gateways(&host), []);
    });
}

#[test]
fn a_refusing_default_route_is_none() {
    for kind in ["unreachable", "blackhole", "prohibit"] {
        inside_as("a_refusing_default_route_is_none", kind, || {
            cable();
            ip("route add default via 192.168.50.1 metric 100");
            ip(&format!("route add {kind} default metric 1"));
            ip(&format!("-6 route add {kind} default metric 1"));
            assert_eq!(look().routes.unwrap(), [], "{kind}");
        });
    }
}

#[test]
fn an_address_that_the_system_gave_itself_is_told() {
    inside("an_address_that_the_system_gave_itself_is_told", || {
        ip("link add eth0 type veth peer name far0");
        ip("address add 169.254.77.12/16 dev eth0 scope link");
        up();
        let host = look();
        let eth0 = interface(&host, "eth0");
        assert_eq!(eth0.kind, InterfaceKind::Ethernet);
        let v4 = eth0.addresses.iter().filter(|it| it.is_ipv4()).collect::<Vec<_>>();
        assert_eq!(v4, [&"169.254.77.12".parse::<std::net::IpAddr>().unwrap()]);
    });
}

#[test]
fn a_gateway_that_nobody_answers_for_has_failed() {
    inside("a_gateway_that_nobody_answers_for_has_failed", || {
        cable();
        ip("route add default via 192.168.50.1");
        let expected = gateway("192.168.50.1", Neighbour::Failed, Some(false));
        assert_eq!(gateways(&look()), [expected]);
    });
}

#[test]
fn a_gateway_that_refuses_every_port_is_alive() {
    inside("a_gateway_that_refuses_every_port_is_alive", || {
        let _router = router();
        ip("route add default via 192.168.50.1");
        ip("-6 route add default via fd00:50::1");
        let host = look();
        let expected = [
            gateway("192.168.50.1", Neighbour::Reachable, Some(true)),
            gateway("fd00:50::1", Neighbour::Reachable, Some(true)),
        ];
        let seen = gateways(&host);
        for (seen, expected) in seen.iter().zip(&expected) {
            assert_eq!((seen.address, seen.responds), (expected.address, expected.responds));
            assert!(matches!(seen.neighbour, Neighbour::Reachable | Neighbour::Stale));
        }
        assert_eq!(seen.len(), 2);
        let route = DefaultRoute {
            family: Family::V4,
            gateway: Some("192.168.50.1".parse().unwrap()),
            interface: "eth0".to_owned(),
            metric: 0,
        };
        assert_eq!(host.routes.unwrap()[0], route);
    });
}

#[test]
fn a_gateway_that_is_silent_on_every_port_is_still_a_neighbour() {
    inside("a_gateway_that_is_silent_on_every_port_is_still_a_neighbour", || {
        let router = router();
        // Packets for the router itself go nowhere, as with one whose firewall drops them; ARP is neither TCP nor UDP.
        // 6 and 17 are TCP and UDP, also where no /etc/protocols tells `ip` their names.
        router.ip("rule add priority 1 iif far0 ipproto 6 blackhole");
        router.ip("rule add priority 2 iif far0 ipproto 17 blackhole");
        router.ip("rule add priority 3 lookup local");
        router.ip("rule del priority 0");
        ip("route add default via 192.168.50.1");
        let expected = gateway("192.168.50.1", Neighbour::Reachable, Some(false));
        assert_eq!(gateways(&look()), [expected]);
    });
}

#[test]
fn a_tunnel_with_half_space_routes_carries_the_default_and_the_physical_route_stays() {
    inside_with_tun(
        "a_tunnel_with_half_space_routes_carries_the_default_and_the_physical_route_stays",
        || {
            let _router = router();
            ip("route add default via 192.168.50.1 metric 100");
            let _tunnel = tunnel();
            ip("route add 0.0.0.0/1 dev tun0");
            ip("route add 128.0.0.0/1 dev tun0");
            assert_tunnel_before_eth0(&look());
        },
    );
}

#[test]
fn a_tunnel_in_a_policy_table_carries_the_default() {
    inside_with_tun("a_tunnel_in_a_policy_table_carries_the_default", || {
        let _router = router();
        ip("route add default via 192.168.50.1 metric 100");
        let _tunnel = tunnel();
        // The rules that wg-quick(8) makes.
        ip("route add default dev tun0 table 51820");
        ip("rule add not fwmark 51820 table 51820");
        ip("rule add table main suppress_prefixlength 0");
        assert_tunnel_before_eth0(&look());
    });
}

#[test]
fn a_tunnel_in_a_table_that_no_rule_names_carries_nothing() {
    inside_with_tun("a_tunnel_in_a_table_that_no_rule_names_carries_nothing", || {
        let _router = router();
        ip("route add default via 192.168.50.1");
        let _tunnel = tunnel();
        ip("route add default dev tun0 table 51820");
        let host = look();
        assert!(!host.tunnels.as_ref().unwrap()[0].carries_default);
        let routes = host.routes.unwrap();
        assert_eq!(routes.iter().map(|it| it.interface.as_str()).collect::<Vec<_>>(), ["eth0"]);
    });
}

#[test]
fn a_tunnel_for_one_network_leaves_the_default_alone() {
    inside_with_tun("a_tunnel_for_one_network_leaves_the_default_alone", || {
        let _router = router();
        ip("route add default via 192.168.50.1");
        let _tunnel = tunnel();
        ip("route add 10.0.0.0/8 dev tun0");
        let host = look();
        let tunnels = host.tunnels.unwrap();
        assert_eq!(tunnels.len(), 1);
        assert!(!tunnels[0].carries_default);
    });
}

#[test]
fn a_container_bridge_is_no_way_out_and_a_tunnel_that_is_off_is_none() {
    inside_with_tun("a_container_bridge_is_no_way_out_and_a_tunnel_that_is_off_is_none", || {
        let _router = router();
        ip("route add default via 192.168.50.1");
        ip("link add docker0 type bridge");
        ip("address add 172.17.0.1/16 dev docker0");
        ip("link add near1 type veth peer name far1");
        ip("link set near1 master docker0");
        let _tunnel = tunnel();
        ip("link set tun0 down");
        let host = look();
        for name in ["docker0", "near1"] {
            assert_eq!(interface(&host, name).kind, InterfaceKind::Virtual, "{name}");
        }
        assert_eq!(interface(&host, "tun0").kind, InterfaceKind::Tunnel);
        assert_eq!(host.tunnels.unwrap(), []);
    });
}

#[test]
fn the_configured_files_are_read() {
    inside("the_configured_files_are_read", || {
        cable();
        over("/etc/resolv.conf", "nameserver 192.168.50.1\nnameserver fe80::1%eth0\n");
        over("/etc/hosts", "127.0.0.1 localhost\n0.0.0.0 www.stream.example other.example\n");
        let host = look();
        let servers = host.name_servers.unwrap();
        assert_eq!(servers[0].address.to_string(), "192.168.50.1:53");
        assert_eq!(servers[1].interface.as_deref(), Some("eth0"));
        let entries = host.hosts_entries.unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].name, "www.stream.example");
    });
}

#[test]
fn a_resolv_conf_without_servers_names_none() {
    inside("a_resolv_conf_without_servers_names_none", || {
        over("/etc/resolv.conf", "# nothing\n");
        assert_eq!(look().name_servers, Some(Vec::new()));
    });
}

/// What cannot be read was not seen: neither empty nor healthy.
#[test]
fn what_lies_in_place_of_a_file_of_the_system_holds_nobody() {
    inside("what_lies_in_place_of_a_file_of_the_system_holds_nobody", || {
        cable();
        let pipe = tempfile::tempdir().unwrap().keep().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::from_bits_truncate(0o600)).unwrap();
        for path in ["/etc/resolv.conf", "/etc/hosts"] {
            mount_over(path, &pipe);
        }
        let host = look();
        assert_eq!((host.name_servers, host.hosts_entries), (None, None));
    });
}

#[test]
fn a_resolv_conf_without_end_is_not_read() {
    inside("a_resolv_conf_without_end_is_not_read", || {
        cable();
        over("/etc/resolv.conf", &"nameserver 192.168.50.1\n".repeat(500_000));
        assert_eq!(look().name_servers, None);
    });
}

/// Looks, as `check` does.
fn look() -> Host {
    let names = BTreeSet::from(["www.stream.example".to_owned()]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(observe(&names))
}

#[track_caller]
fn interface<'a>(host: &'a Host, name: &str) -> &'a Interface {
    let interfaces = host.interfaces.as_ref().expect("the interfaces can be read");
    assert!(interfaces.iter().all(|it| it.name != "lo"));
    interfaces.iter().find(|it| it.name == name).expect("the interface is there")
}

#[track_caller]
fn gateways(host: &Host) -> Vec<Gateway> {
    host.gateways.clone().expect("the gateways can be read")
}

fn gateway(address: &str, neighbour: Neighbour, responds: Option<bool>) -> Gateway {
    let address = address.parse().unwrap();
    Gateway { address, interface: "eth0".to_owned(), neighbour, responds, round_trips: vec![] }
}

#[track_caller]
fn assert_tunnel_before_eth0(host: &Host) {
    let tunnels = host.tunnels.as_ref().unwrap();
    assert!(tunnels[0].carries_default, "{tunnels:?}");
    let routes = host.routes.as_ref().unwrap();
    let names = routes.iter().map(|it| it.interface.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["tun0", "eth0"]);
    // The tunnel's far end is no gateway of this link; the router is.
    let gateways = host.gateways.as_ref().unwrap();
    assert_eq!(gateways.len(), 1);
    assert_eq!(gateways[0].responds, Some(true));
}

/// A card with a cable at whose far end nobody is.
fn cable() {
    ip("link add eth0 type veth peer name far0");
    ip("address add 192.168.50.23/24 dev eth0");
    up();
}

fn up() {
    ip("link set eth0 up");
    ip("link set far0 up");
}

/// A tunnel and the program that holds its end. Without such a program the kernel calls it unplugged.
///
/// `perl` is on every Debian and Ubuntu, and can do the one system call that `ip` does not: TUNSETIFF, for a TUN without
/// packet information.
fn tunnel() -> Running {
    let program = r"
        open(my $tun, '+<', '/dev/net/tun') or die $!;
        my $request = pack('a16 s x22', 'tun0', 0x1001);
        ioctl($tun, 0x400454ca, $request) or die $!;
        print qq(up\n);
        close(STDOUT);
        sleep(60);
    ";
    let mut child =
        Command::new("perl").args(["-e", program]).stdout(Stdio::piped()).spawn().unwrap();
    let mut word = String::new();
    child.stdout.take().unwrap().read_to_string(&mut word).unwrap();
    assert_eq!(word, "up\n");
    ip("address add 10.66.0.2/24 dev tun0");
    ip("link set tun0 up");
    Running(child)
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A router at the other end of the cable, in a namespace of its own that lives as long as this value.
struct Router(Running);

fn router() -> Router {
    let child = Command::new("unshare")
        .args(["--net", "--", "sleep", "60"])
        .spawn()
        .expect("a second namespace can be made");
    let router = Router(Running(child));
    let ours = fs::read_link("/proc/self/ns/net").unwrap();
    let theirs = format!("/proc/{}/ns/net", router.0.0.id());
    // The child has its namespace a moment after it exists.
    while fs::read_link(&theirs).is_ok_and(|it| it == ours) {
        std::thread::yield_now();
    }
    ip("link add eth0 type veth peer name far0");
    ip(&format!("link set far0 netns {}", router.0.0.id()));
    router.ip("address add 192.168.50.1/24 dev far0");
    router.ip("address add fd00:50::1/64 dev far0 nodad");
    router.ip("link set far0 up");
    ip("address add 192.168.50.23/24 dev eth0");
    ip("address add fd00:50::23/64 dev eth0 nodad");
    ip("link set eth0 up");
    router
}

impl Router {
    #[track_caller]
    fn ip(&self, arguments: &str) {
        let namespace = format!("--net=/proc/{}/ns/net", self.0.0.id());
        run(Command::new("nsenter").arg(namespace).arg("ip").args(arguments.split(' ')));
    }
}

#[track_caller]
fn ip(arguments: &str) {
    run(Command::new("ip").args(arguments.split(' ')));
}

#[track_caller]
fn run(command: &mut Command) {
    let output = command.output().expect("iproute2 and util-linux are installed");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {error}");
}

/// Puts a file of our own over `path`, for this mount namespace only.
fn over(path: &str, text: &str) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    mount_over(path, file.path());
}

fn mount_over(path: &str, file: &Path) {
    let target = fs::canonicalize(path).unwrap_or_else(|_| Path::new(path).to_owned());
    run(Command::new("mount").arg("--bind").arg(file).arg(target));
}

/// Runs `body` in new namespaces: as this process when it is already inside, else by starting this test again there.
fn inside(test: &str, body: impl FnOnce()) {
    inside_as(test, "1", body);
}

/// The same, for a test that needs a TUN device as well.
fn inside_with_tun(test: &str, body: impl FnOnce()) {
    let device = fs::OpenOptions::new().read(true).write(true).open("/dev/net/tun");
    if is_possible(test, "/dev/net/tun", device.is_ok()) {
        inside(test, body);
    }
}

/// The same for one `case` of several in a test.
fn inside_as(test: &str, case: &str, body: impl FnOnce()) {
    if let Some(current) = variable(INSIDE) {
        if current == case {
            // Otherwise `/sys` would still tell of the interfaces outside.
            run(Command::new("mount").args(["-t", "sysfs", "sysfs", "/sys"]));
            ip("link set lo up");
            body();
        }
        return;
    }
    let Some(output) = in_new_namespaces(test, case) else {
        is_possible(test, "network namespaces", false);
        return;
    };
    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}

/// Starts this test again in new namespaces; `None` where the system does not permit them.
fn in_new_namespaces(test: &str, case: &str) -> Option<Output> {
    let again = ["--exact", test, "--nocapture"];
    if nix::unistd::geteuid().is_root() {
        // Asked for out here: in there, the way to it looks different.
        let program = env::current_exe().unwrap();
        let (again, case) = (again.map(str::to_owned), case.to_owned());
        // The namespaces belong to the thread, and to what it starts.
        let apart = thread::spawn(move || {
            unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).ok()?;
            make_mounts_private().ok()?;
            let mut command = Command::new(program);
            Some(command.args(again).env(INSIDE, case).output().unwrap())
        });
        return apart.join().unwrap();
    }
    let unshare = ["--user", "--map-root-user", "--net", "--mount", "--"];
    let mut attempt = Command::new("unshare");
    attempt.args(unshare).args(["mount", "-t", "sysfs", "sysfs", "/sys"]).stderr(Stdio::null());
    if !attempt.status().is_ok_and(|it| it.success()) {
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(unshare).arg(env::current_exe().unwrap()).args(again).env(INSIDE, case);
    Some(command.output().unwrap())
}

/// Whether what a test needs is to be had; where it is not, that is said aloud.
fn is_possible(test: &str, need: &str, is_there: bool) -> bool {
    assert!(is_there || variable("CI").is_none(), "{need}: not permitted here, and CI needs it");
    if !is_there {
        eprintln!("SKIPPED: {test} proves nothing here: {need}: not permitted");
    }
    is_there
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test tells its child by a variable that it is inside"
)]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}
