"""A private network for the benches: its own namespace, an HTTPS server, a DNS server, and a root that signs for them.

TLS 1.3, a chain of three, all ECDSA P-256; the root stands in a copy of the system's bundle, so that reading the bundle
costs what it costs users. Nothing leaves the namespace. Needs root, and Debian's packages in PACKAGES.
"""
import json, os, resource, shutil, signal, subprocess, sys, tempfile, time
from pathlib import Path

PACKAGES = {'nginx': 'nginx-light', 'dnsmasq': 'dnsmasq-base', 'ip': 'iproute2', 'nft': 'nftables', 'ethtool': 'ethtool',
            'openssl': 'openssl', 'valgrind': 'valgrind', 'prometheus-blackbox-exporter': 'prometheus-blackbox-exporter',
            'dbus-daemon': 'dbus-daemon'}
NAMESPACE = 'streamdoctor-bench'
ADDRESS = '10.99.0.1'  # Not 127.0.0.1: an address of loopback is what a filter answers, and no service.
OWNERS = ['10.99.0.11', '10.99.0.12', '10.99.0.13']  # Of r0, r1, … in turn: names of different owners lead to different places.
SILENT = '10.99.0.19'  # Where nothing comes back from.
FAR = 0.2  # Seconds until an answer from below /far: a line as people have it, not one without any length.
TICK = os.sysconf('SC_CLK_TCK')

# Answers what its path names, after a while: /far/503, /far/200.
FAR_SERVER = '''
import sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Far(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(float(sys.argv[1]))
        self.send_response(int(self.path.rsplit("/", 1)[1]))
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass

ThreadingHTTPServer.request_queue_size = 64
ThreadingHTTPServer(("127.0.0.1", 8199), Far).serve_forever()
'''


def install():
    """Installs what is missing."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program, path=os.environ['PATH'] + ':/usr/sbin')]
    if missing:
        subprocess.run(['apt-get', 'install', '-y', '--no-install-recommends', *missing], check=True, stdout=subprocess.DEVNULL)


class World:
    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix='streamdoctor-bench-'))
        os.chmod(self.folder, 0o755)
        self.children = []
        self.log = self.folder / 'requests.log'
        self.bundle = self.folder / 'bundle.pem'
        self.root = self.folder / 'root.pem'
        subprocess.run(['ip', 'netns', 'del', NAMESPACE], stderr=subprocess.DEVNULL)
        self.sh('ip', 'netns', 'add', NAMESPACE)
        self.inside('ip', 'link', 'set', 'lo', 'up', 'mtu', '1500')
        for address in [ADDRESS, *OWNERS, SILENT]:
            self.inside('ip', 'address', 'add', f'{address}/32', 'dev', 'lo')
        self.sh('ip', 'netns', 'exec', NAMESPACE, 'nft', '-f', '-', input=(
            'table inet silence {\n chain arriving {\n type filter hook input priority 0;\n ip daddr ' + SILENT + ' drop\n }\n}\n').encode())
        for what in ['tso', 'gso', 'gro']:
            subprocess.run(['ip', 'netns', 'exec', NAMESPACE, 'ethtool', '-K', 'lo', what, 'off'], capture_output=True)
        resolv = Path('/etc/netns') / NAMESPACE
        resolv.mkdir(parents=True, exist_ok=True)
        (resolv / 'resolv.conf').write_text('nameserver 127.0.0.1\noptions timeout:2 attempts:1\n')
        self.certify()
        self.serve()
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            stop(child)
        subprocess.run(['ip', 'netns', 'del', NAMESPACE])
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(Path('/etc/netns') / NAMESPACE, ignore_errors=True)

    def sh(self, *words, **options):
        return subprocess.run(words, check=True, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)

    def inside(self, *words):
        return self.sh('ip', 'netns', 'exec', NAMESPACE, *words)

    def environment(self, **more):
        home = self.folder / 'home'
        home.mkdir(exist_ok=True)
        return {'PATH': os.environ['PATH'] + ':/usr/sbin', 'HOME': str(home), 'XDG_RUNTIME_DIR': str(home), 'LANG': 'C.UTF-8',
                'SSL_CERT_FILE': str(self.bundle), 'SSL_CERT_DIR': '/nonexistent', **more}

    def start(self, *words, env=None, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        """Starts a program in the namespace. Its process is that of the program itself: `ip` gives its place to it."""
        child = subprocess.Popen(['ip', 'netns', 'exec', NAMESPACE, *map(str, words)], env=env or self.environment(),
                                 stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, cwd=self.folder)
        self.children.append(child)
        return child

    def run(self, *words, **options):
        child = self.start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
        out, err = child.communicate()
        return child.returncode, out.decode(errors='replace'), err.decode(errors='replace')

    def certify(self):
        def key(name):
            self.sh('openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', f'{name}.key')

        def signed(name, by, days, extensions):
            self.sh('openssl', 'req', '-new', '-key', f'{name}.key', '-subj', f'/O=Bench/CN={name}', '-out', f'{name}.csr')
            (self.folder / f'{name}.ext').write_text(extensions)
            self.sh('openssl', 'x509', '-req', '-in', f'{name}.csr', '-CA', f'{by}.pem', '-CAkey', f'{by}.key', '-CAcreateserial',
                    '-days', str(days), '-sha256', '-extfile', f'{name}.ext', '-out', f'{name}.pem')

        for name in ['root', 'issuer', 'leaf']:
            key(name)
        (self.folder / 'root.cnf').write_text(
            '[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nsubjectKeyIdentifier=hash\n'
            'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n')
        self.sh('openssl', 'req', '-config', 'root.cnf', '-x509', '-new', '-key', 'root.key', '-sha256', '-days', '3650',
                '-subj', '/O=Bench/CN=root', '-out', 'root.pem')
        ids = 'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n'
        signed('issuer', 'root', 1800, f'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n{ids}')
        signed('leaf', 'issuer', 365, 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n'
               f'extendedKeyUsage=serverAuth\nsubjectAltName=DNS:stream.test,DNS:*.stream.test\n{ids}')
        text = lambda name: (self.folder / name).read_text()
        (self.folder / 'chain.pem').write_text(text('leaf.pem') + text('issuer.pem'))
        self.bundle.write_text(Path('/etc/ssl/certs/ca-certificates.crt').read_text() + text('root.pem'))

    def serve(self):
        site = self.folder / 'www'
        site.mkdir()
        (site / 'index.html').write_text('<!doctype html><title>s</title>' + '<p>All systems operational. lorem ipsum dolor sit amet</p>' * 15)
        (self.folder / 'nginx.conf').write_text(f'''
worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.folder}/error.log warn; daemon off;
events {{ worker_connections 10000; }}
http {{
  log_format line '$msec $server_protocol $status $ssl_session_reused $connection_requests $host';
  access_log {self.log} line; default_type text/html; root {site};
  server {{
    listen 443 ssl http2 backlog=4096; listen 8443 ssl backlog=4096; listen 80 backlog=4096; server_name _;
    ssl_certificate {self.folder}/chain.pem; ssl_certificate_key {self.folder}/leaf.key;
    ssl_protocols TLSv1.2 TLSv1.3; ssl_ecdh_curve X25519:prime256v1;
    location / {{ }}
    location /generate_204 {{ return 204; }}
    location /far/ {{ proxy_pass http://127.0.0.1:8199; }}
  }}
}}''')
        self.start('nginx', '-c', self.folder / 'nginx.conf')
        self.start(sys.executable, '-c', FAR_SERVER, str(FAR))
        owners = [f'--address=/r{n}.stream.test/{OWNERS[n % len(OWNERS)]}' for n in range(18)]
        self.start('dnsmasq', '--keep-in-foreground', '--no-resolv', '--no-hosts', '--listen-address=127.0.0.1', '--bind-interfaces',
                   f'--address=/stream.test/{ADDRESS}', f'--address=/silent.stream.test/{SILENT}', *owners,
                   '--pid-file', '--cache-size=0', '--user=root', '--conf-file=/dev/null')
        time.sleep(1)

    def requests(self, since=0):
        """The requests from the byte `since` of the log: when, which protocol, which status, whether fresh, for which host."""
        time.sleep(0.2)
        with open(self.log) as log:
            log.seek(since)
            for line in log:
                when, protocol, status, reused, number, host = line.split()
                yield float(when), protocol, int(status), reused != 'r' and number == '1', host

    def mark(self):
        return self.log.stat().st_size

    def count_bytes(self, action):
        """IP bytes to and from the servers, DNS included, while `action` runs; each packet once."""
        ports = '{ 53, 80, 443, 8443 }'
        rules = f'''table inet bench {{
            counter seen {{ }}
            chain out {{
                type filter hook output priority 0;
                meta l4proto {{ tcp, udp }} th dport {ports} counter name seen
                meta l4proto {{ tcp, udp }} th sport {ports} counter name seen
            }}
        }}
        '''
        self.sh('ip', 'netns', 'exec', NAMESPACE, 'nft', '-f', '-', input=rules.encode())
        action()
        time.sleep(0.5)
        listed = json.loads(self.inside('nft', '-j', 'list', 'counters').stdout)
        self.inside('nft', 'delete', 'table', 'inet', 'bench')
        return sum(it['counter']['bytes'] for it in listed['nftables'] if 'counter' in it)


def stop(child):
    """Ends a program. How often its threads have waited for something, also those that had ended: no file tells that while it runs."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_nvcsw
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_nvcsw - before


def cpu_ms(pid):
    """User and system time of all threads, also of those that have ended; in steps of a tick."""
    fields = Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICK


def wakeups(pid):
    """How often its living threads have waited for something."""
    total = 0
    for task in Path(f'/proc/{pid}/task').iterdir():
        try:
            for line in (task / 'status').read_text().splitlines():
                if line.startswith('voluntary_ctxt_switches'):
                    total += int(line.split()[1])
        except OSError:
            pass
    return total


def memory_mib(pid):
    """Resident, proportional and private memory."""
    found = {'Rss': 0, 'Pss': 0, 'Private': 0}
    for line in Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
        name, _, value = line.partition(':')
        for key in found:
            if name == key or key == 'Private' and name.startswith('Private_'):
                found[key] += int(value.split()[0]) / 1024
    return found
