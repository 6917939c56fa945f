//! What every test here needs: errands, a walker, and the two certificate authorities of this small world.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use streamdoctor::catalogue::ProbeKind;
use streamdoctor::clock::{Clock, Moment};
use streamdoctor::observation::{
    Exchange, Expectation, FailureKind, Phase, Subject, Vantage, Walk,
};
use streamdoctor::probe::{Errand, Limits, Trust, Walker};
use url::Url;

use crate::support::pki::Authority;

/// A name that may lie on this computer (RFC 6761).
pub(crate) const HOST: &str = "stream.localhost";

/// One authority that the world trusts, and one that only this system does.
pub(crate) struct World {
    pub(crate) public: Authority,
    pub(crate) private: Authority,
}

impl World {
    pub(crate) fn new() -> Self {
        Self { public: Authority::new("Public Root"), private: Authority::new("Company Root") }
    }

    pub(crate) fn trust(&self) -> Trust {
        let system = [self.public.root(), self.private.root()];
        Trust::from_roots(&system, &[self.public.root()])
    }

    pub(crate) fn walker(&self) -> Walker {
        Walker::new(self.trust(), Clock::system(), Limits::default())
    }
}

/// A walker for tests without TLS, with the default limits.
pub(crate) fn walker() -> Walker {
    walker_with(Limits::default())
}

pub(crate) fn walker_with(limits: Limits) -> Walker {
    Walker::new(Trust::from_roots(&[], &[]), Clock::system(), limits)
}

pub(crate) const SHORT: Duration = Duration::from_millis(300);

/// An errand to `url`, whose host is at 127.0.0.1.
pub(crate) fn errand(url: &str) -> Errand {
    let url = Url::parse(url).unwrap();
    let kind = match url.scheme() {
        "https" => ProbeKind::Https,
        "http" => ProbeKind::Http,
        _ => ProbeKind::Tcp,
    };
    Errand {
        subject: Subject::Target { service: "service".to_owned(), index: 0 },
        vantage: Vantage::Ordinary,
        url,
        kind,
        expect: Expectation::default(),
        measure: None,
        addresses: Some(vec![Ipv4Addr::LOCALHOST.into()]),
        sni: None,
    }
}

/// An errand to a server in clear text at `address`.
pub(crate) fn http_errand(address: SocketAddr) -> Errand {
    errand(&format!("http://{HOST}:{}/", address.port()))
}

/// An errand to a server with TLS at `address`.
pub(crate) fn https_errand(address: SocketAddr) -> Errand {
    errand(&format!("https://{HOST}:{}/", address.port()))
}

pub(crate) async fn go(walker: &Walker, errand: &Errand) -> Walk {
    let limit = Duration::from_secs(20);
    let walk = walker.walk(errand, Moment::default());
    tokio::time::timeout(limit, walk).await.expect("a walk ends by itself")
}

pub(crate) fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

#[track_caller]
pub(crate) fn assert_failure(walk: &Walk, phase: Phase, kind: &FailureKind) {
    let failure = walk.failure();
    assert_eq!(failure, Some(&kind.clone().at(phase)), "{walk:#?}");
}

#[track_caller]
pub(crate) fn exchange(walk: &Walk) -> &Exchange {
    walk.exchange().unwrap_or_else(|| panic!("no response: {walk:#?}"))
}
